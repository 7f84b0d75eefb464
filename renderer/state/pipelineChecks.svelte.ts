/** Everything that is wrong or doubtful with the pipeline, and starting it. */
import { addressesOf, foldersOf } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import { inPlainFinding, type Finding } from '../graph/findings.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { PipelineFacts } from './pipelineFacts.svelte.ts';
import type { PipelineFile } from './pipelineFile.svelte.ts';
import type { Targets } from './targets.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

interface PipelineParts {
  readonly editor: PipelineEditor;
  readonly file: PipelineFile;
  readonly facts: PipelineFacts;
  readonly targets: Targets;
  readonly toasts: Toasts;
}

export class PipelineChecks {
  /** What the window sees by itself, what the last check of the disk said, and whether the dataset can be read. */
  readonly findings: readonly Finding[] = $derived.by(() => {
    const all = [...this.#editor.findings, ...this.#datasetFindings(), ...this.#diskFindings()];
    return withoutRepeats(all).sort((first, second) => rank(first) - rank(second));
  });
  readonly errors = $derived(this.findings.filter(({ severity }) => severity === 'error'));
  isChecking = $state(false);
  isStarting = $state(false);
  /** Of the last check, and the document it was about: other documents have to be checked again. */
  #checked = $state.raw<{ readonly document: unknown; readonly findings: readonly Finding[] }>();
  readonly #api: StudioApi;
  readonly #editor: PipelineEditor;
  readonly #file: PipelineFile;
  readonly #facts: PipelineFacts;
  readonly #targets: Targets;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, { editor, file, facts, targets, toasts }: PipelineParts) {
    this.#api = api;
    this.#editor = editor;
    this.#file = file;
    this.#facts = facts;
    this.#targets = targets;
    this.#toasts = toasts;
  }

  /** Checks everything, on the disk too, and says what came out. */
  async check(): Promise<void> {
    this.isChecking = true;
    const { document } = this.#editor;
    const target = this.#targets.chosenOrHere;
    const result = await this.#api.pipelines.check({ document: { ...document }, origin: this.#file.origin, target });
    this.isChecking = false;
    if (!result.ok) return this.#toasts.fail(result.error);
    this.#checked = { document, findings: result.value.map(inPlainFinding) };
    const errors = this.errors.length;
    const warnings = this.findings.length - errors;
    if (errors > 0) this.#toasts.warn(`The pipeline cannot run yet: ${plural(errors, 'setting')} to correct.`);
    else if (warnings > 0) this.#toasts.warn(`The pipeline can run, with ${plural(warnings, 'warning')}.`);
    else this.#toasts.done('Everything is in order. The pipeline can run.');
  }

  /** Starts the run, or puts it into the queue. Returns its id, or undefined if it was refused. */
  async start(): Promise<string | undefined> {
    this.isStarting = true;
    const document = { ...this.#editor.document };
    const result = await this.#api.runs.start({ document, origin: this.#file.origin, target: this.#targets.chosen });
    this.isStarting = false;
    if (result.ok) return result.value.runId;
    this.#toasts.fail(result.error);
    return undefined;
  }

  #diskFindings(): readonly Finding[] {
    return this.#checked?.document === this.#editor.document ? this.#checked.findings : [];
  }

  #datasetFindings(): Finding[] {
    const { dataset } = this.#facts;
    if (dataset.kind !== 'problem') return [];
    const { dataset: settings } = this.#editor.document;
    const cluster = this.#targets.chosen;
    if (cluster && foldersOf(settings).some(([, folder]) => folder.startsWith('/'))) {
      const message = `${dataset.message} It may be on the nodes of “${cluster.name}”.`;
      return [{ path: 'dataset', severity: 'warning', message }];
    }
    // A web address is fetched by the run; nothing is wrong with it yet.
    const severity = addressesOf(settings).length > 0 ? 'warning' : 'error';
    return [{ path: 'dataset', severity, message: dataset.message }];
  }
}

function rank({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1;
}

function withoutRepeats(findings: readonly Finding[]): Finding[] {
  return findings.filter((one, index) => index === findings.findIndex(({ message }) => message === one.message));
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
