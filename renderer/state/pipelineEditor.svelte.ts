/** The pipeline on the canvas: what it is, what is selected, and every edit with its way back. */
import {
  changeSettings,
  checkPipeline,
  FIELDS,
  presetById,
  valueAt,
  type Changes,
  type PipelineDocument,
} from '../../core/pipeline/index.ts';
import { connect, cut, type Socket } from '../graph/cables.ts';
import { copyNode, pasteNode } from '../graph/clipboard.ts';
import { inPlainFinding, type Finding } from '../graph/findings.ts';
import { endGesture, historyOf, record, redo, undo, type History } from '../graph/history.ts';
import type { NodeKind } from '../graph/nodes.ts';
import { inPlainWords } from '../graph/plainWords.ts';
import { addTeacher, removeTeacher } from '../graph/teachers.ts';
import { isOnCanvas, isTeacher, move, sketchOf, type Positions, type Sketch } from '../graph/sketch.ts';

const FIRST_PRESET = 'demo-edges2emoji';

export class PipelineEditor {
  readonly sketch: Sketch = $derived.by(() => this.#history.present);
  readonly document: PipelineDocument = $derived(this.sketch.document);
  readonly canUndo = $derived.by(() => this.#history.past.length > 0);
  readonly canRedo = $derived.by(() => this.#history.future.length > 0);
  /** The node whose settings are shown; undefined: those of the pipeline as a whole. */
  selected = $state.raw<NodeKind>();
  /** The field that a search has jumped to. */
  soughtField = $state.raw<string>();
  /** Settings that do not make a whole document yet, such as a kind of dataset without its folder. */
  unfinished = $state.raw<Changes>({});
  /** What is wrong or doubtful, as far as it can be seen without the disk. */
  readonly findings: readonly Finding[] = $derived.by(() => [
    ...this.#unfinishedProblems(),
    ...checkPipeline(this.document).map(inPlainFinding),
  ]);
  #history = $state.raw<History<Sketch>>(historyOf(sketchOf(presetById(FIRST_PRESET).document)));
  readonly #listeners = new Set<() => void>();

  /** Calls `listener` after every change of the sketch. */
  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Begins anew with another pipeline; there is nothing to undo then. */
  open(sketch: Sketch): void {
    this.selected = undefined;
    this.unfinished = {};
    this.#become(historyOf(sketch));
  }

  valueOf(path: string): unknown {
    return path in this.unfinished ? this.unfinished[path] : valueAt(this.document, path);
  }

  /** Something was chosen that needs more before it makes a document. */
  get isUnfinished(): boolean {
    return Object.keys(this.unfinished).length > 0;
  }

  /** The setting at `path` has to be given before the document is whole. */
  isMissing(path: string): boolean {
    return this.isUnfinished && this.findings.some((finding) => finding.path === path && finding.severity === 'error');
  }

  /** The variant of the section around `path`, with what is not finished yet. */
  variantOf(path: string): string {
    const section = path.slice(0, path.lastIndexOf('.'));
    return String(this.valueOf(`${section}.kind`) ?? this.valueOf(`${section}.unit`));
  }

  /** What the numbers of the section around `path` count, or else the schedule's: epochs or steps. */
  unitOf(path: string): string {
    const ofSection = this.valueOf(`${path.slice(0, path.lastIndexOf('.'))}.unit`);
    return String(ofSection ?? this.valueOf('training.schedule.unit'));
  }

  /**
   * Sets one setting. Calls with the same `gesture` are one step to undo, until `endGesture`. A setting that needs others
   * first (a folder, a file) waits in `unfinished`.
   */
  set(path: string, value: unknown, gesture?: string): void {
    this.setAll({ [path]: value }, gesture);
  }

  setAll(changes: Changes, gesture?: string): void {
    const wanted = { ...this.unfinished, ...changes };
    const changed = changeSettings(this.document, wanted);
    this.unfinished = changed.ok ? {} : wanted;
    if (changed.ok) this.#edit({ ...this.sketch, document: changed.document }, gesture);
  }

  /** Gives up what was not finished. */
  discardUnfinished(): void {
    this.unfinished = {};
  }

  endGesture(): void {
    this.#history = endGesture(this.#history);
  }

  connect(from: Socket, to: Socket): void {
    this.#edit(connect(this.sketch, from, to));
  }

  cut(cableId: string): void {
    this.#edit(cut(this.sketch, cableId));
  }

  /** Adds a teacher, connected; `positions` say where it was dropped. Selects a node that is there already. */
  add(kind: NodeKind, positions: Positions = {}): void {
    if (isTeacher(kind) && !this.sketch.document.teachers[kind])
      this.#edit(move(addTeacher(this.sketch, kind), positions));
    this.select(kind);
  }

  remove(kind: NodeKind): void {
    if (isTeacher(kind)) this.#edit(removeTeacher(this.sketch, kind));
  }

  move(positions: Positions): void {
    this.#edit(move(this.sketch, positions));
  }

  /** Puts every node back to where it belongs. */
  tidy(): void {
    this.#edit({ ...this.sketch, positions: {} });
  }

  select(kind: NodeKind | undefined, field?: string): void {
    this.selected = kind;
    this.soughtField = field;
    this.#tell();
  }

  copy(): string | undefined {
    return this.selected && copyNode(this.document, this.selected);
  }

  /** Pastes settings into the selected node. Returns a sentence if that is not possible. */
  paste(text: string): string | undefined {
    if (!this.selected) return 'Select the node that should get the settings, then paste.';
    const pasted = pasteNode(this.document, this.selected, text);
    if (!pasted.ok) return pasted.message;
    this.#edit({ ...this.sketch, document: pasted.document });
    return undefined;
  }

  undo(): void {
    this.#become(undo(this.#history));
  }

  redo(): void {
    this.#become(redo(this.#history));
  }

  #edit(next: Sketch, gesture?: string): void {
    this.#become(record(this.#history, next, gesture));
  }

  #become(history: History<Sketch>): void {
    this.#history = history;
    if (this.selected && !isOnCanvas(this.sketch, this.selected)) this.selected = undefined;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #unfinishedProblems(): Finding[] {
    if (!this.isUnfinished) return [];
    const changed = changeSettings(this.document, this.unfinished);
    if (changed.ok) return [];
    return changed.problems.map(({ path, value, message }) => {
      const label = FIELDS[path]?.label;
      return {
        path,
        severity: 'error',
        message: value === undefined && label ? `${label}: still to be chosen.` : inPlainWords(message),
      };
    });
  }
}
