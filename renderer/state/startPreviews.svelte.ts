/**
 * What generators make of held-out pictures with the weights they would start from. Once other weights are chosen for the
 * network that is selected, it is shown at once; otherwise when somebody asks.
 */
import type { GeneratorRole, PipelineDocument, Start } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { PairPictures } from '../../core/protocol/studio/weights.ts';
import { errorText } from '../format/errorText.ts';
import { debounce } from './debounce.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { PipelineFile } from './pipelineFile.svelte.ts';

/** Addresses of the three pictures. */
export type ShownPictures = Readonly<Record<'sampleId' | 'input' | 'output' | 'target', string>>;

type Preview =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly pictures: readonly ShownPictures[] }
  | { readonly kind: 'failed'; readonly message: string };

const QUIET_MS = 500;
const ROLES: readonly GeneratorRole[] = ['wider', 'deeper', 'student'];

export class StartPreviews {
  /** The preview that was asked for last, and of what. */
  #last = $state.raw<{ readonly subject: string; readonly preview: Preview }>();
  #starts: Readonly<Record<string, string>> = {};
  #addresses: string[] = [];
  readonly #api: StudioApi;
  readonly #editor: PipelineEditor;
  readonly #file: PipelineFile;

  constructor(api: StudioApi, editor: PipelineEditor, file: PipelineFile) {
    this.#api = api;
    this.#editor = editor;
    this.#file = file;
    this.#starts = startsOf(editor.document);
    editor.listen(debounce(() => this.#follow(), QUIET_MS));
  }

  /** undefined: this generator takes no part, or what it starts from is not chosen yet. */
  startOf(role: GeneratorRole): Start | undefined {
    return this.#editor.isUnfinished ? undefined : settingsOf(this.#editor.document, role)?.start;
  }

  /** undefined: nobody has asked for it, or the pipeline is another one since. */
  of(role: GeneratorRole): Preview | undefined {
    return this.#last?.subject === subjectOf(this.#editor.document, role) ? this.#last.preview : undefined;
  }

  async show(role: GeneratorRole): Promise<void> {
    const { document } = this.#editor;
    const subject = subjectOf(document, role);
    this.#last = { subject, preview: { kind: 'loading' } };
    const result = await this.#api.weights.preview({ document: { ...document }, origin: this.#file.origin, role });
    // Something newer was asked for meanwhile.
    if (this.#last.subject !== subject || (result.ok && result.value === null)) return;
    const preview: Preview = result.ok
      ? { kind: 'shown', pictures: this.#addressed(result.value ?? []) }
      : { kind: 'failed', message: errorText(result.error) };
    this.#last = { subject, preview };
  }

  #follow(): void {
    const before = this.#starts;
    const { document, selected, isUnfinished } = this.#editor;
    if (isUnfinished) return;
    this.#starts = startsOf(document);
    const role = ROLES.find((candidate) => candidate === selected);
    if (!role || this.#starts[role] === before[role] || this.startOf(role)?.kind === 'scratch') return;
    void this.show(role);
  }

  #addressed(pairs: readonly PairPictures[]): ShownPictures[] {
    this.#addresses.forEach((address) => URL.revokeObjectURL(address));
    this.#addresses = [];
    const address = (png: PairPictures['input']): string => {
      const made = URL.createObjectURL(new Blob([png], { type: 'image/png' }));
      this.#addresses.push(made);
      return made;
    };
    return pairs.map(({ sampleId, input, output, target }) => {
      return { sampleId, input: address(input), output: address(output), target: address(target) };
    });
  }
}

function settingsOf({ teachers, student }: PipelineDocument, role: GeneratorRole) {
  return role === 'student' ? student : teachers[role];
}

function startsOf(document: PipelineDocument): Record<string, string> {
  return Object.fromEntries(ROLES.map((role) => [role, JSON.stringify(settingsOf(document, role)?.start)]));
}

/** Everything that the pictures depend on. */
function subjectOf(document: PipelineDocument, role: GeneratorRole): string {
  const { dataset, preprocess, norm } = document;
  return JSON.stringify([role, settingsOf(document, role), dataset, preprocess, norm]);
}
