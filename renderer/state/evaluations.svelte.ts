/** Measuring checkpoints again: what is asked, and the one that is being measured. */
import type { RequestOf, StudioApi } from '../../core/protocol/studio/api.ts';
import type { EvaluationChoices } from '../../core/protocol/studio/evaluations.ts';
import { advanced, begun, type CountedWork } from '../runs/timeLeft.ts';
import type { Toasts } from './toasts.svelte.ts';

export interface EvaluatedRun {
  readonly id: string;
  readonly name: string;
}

export interface RunningEvaluation {
  readonly run: EvaluatedRun;
  readonly work: CountedWork;
  /** What `work` counts, in the plural. */
  readonly unit: 'real pictures' | 'pictures';
}

export class Evaluations {
  /** The run that the dialog is about; undefined: it is closed. */
  asked = $state.raw<EvaluatedRun>();
  /** What can be chosen for it; undefined until loaded. */
  choices = $state.raw<EvaluationChoices>();
  running = $state.raw<RunningEvaluation>();
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    api.listen((event) => {
      if (event.kind !== 'evaluation-progress' || !this.running) return;
      const { run, work, unit: before } = this.running;
      const unit = event.counted === 'real' ? 'real pictures' : 'pictures';
      // Real pictures are read at another pace than pictures are made and measured.
      const counted = unit === before ? work : begun();
      this.running = { run, unit, work: advanced(counted, event.done, event.total, performance.now()) };
    });
  }

  /** Opens the dialog. */
  async ask(run: EvaluatedRun): Promise<void> {
    this.asked = run;
    this.choices = undefined;
    const result = await this.#api.evaluations.choices({ runId: run.id });
    if (this.asked !== run) return;
    if (result.ok) this.choices = result.value;
    else this.cancel();
    if (!result.ok) this.#toasts.fail(result.error);
  }

  cancel(): void {
    this.asked = undefined;
  }

  async start(order: Omit<RequestOf<'evaluations', 'start'>, 'runId'>): Promise<void> {
    const run = this.asked;
    if (!run || this.running) return;
    this.asked = undefined;
    this.running = { run, work: begun(), unit: 'pictures' };
    const result = await this.#api.evaluations.start({ runId: run.id, ...order });
    this.running = undefined;
    if (result.ok) this.#toasts.done(`Measured “${run.name}”: the numbers are under “Quality” on its page.`);
    else if (result.error.code !== 'work-stopped') this.#toasts.fail(result.error);
  }

  async stop(): Promise<void> {
    const result = await this.#api.evaluations.stop();
    if (!result.ok) this.#toasts.fail(result.error);
  }
}
