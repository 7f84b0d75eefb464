/** Measures models of the playground one after the other. */
import type { StudioExport } from '../../core/protocol/studio/exports.ts';
import { benchmark, type BenchmarkResult, type BenchmarkSettings } from '../playground/benchmark.ts';

const WARM_UP_ANSWERS = 5;
const TIMED_ANSWERS = 30;

export class Benchmark {
  results = $state.raw<readonly BenchmarkResult[]>([]);
  /** What is being measured, and how far it is (0 … 1); undefined while nothing is. */
  running = $state.raw<{ readonly exported: StudioExport; readonly share: number }>();
  problem = $state.raw<string>();
  #abort: AbortController | undefined;

  /** New results take the place of the old ones. */
  async run(models: readonly StudioExport[], settings: Pick<BenchmarkSettings, 'device' | 'edge'>): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.results = [];
    this.problem = undefined;
    const counts = { warmUpAnswers: WARM_UP_ANSWERS, timedAnswers: TIMED_ANSWERS };
    const answers = models.length * (WARM_UP_ANSWERS + TIMED_ANSWERS);
    try {
      for (const [index, exported] of models.entries()) {
        const before = index * (WARM_UP_ANSWERS + TIMED_ANSWERS);
        const tell = (done: number): void => {
          if (!abort.signal.aborted) this.running = { exported, share: (before + done) / answers };
        };
        tell(0);
        const result = await benchmark(exported, { ...settings, ...counts }, tell, abort.signal);
        this.results = [...this.results, result];
      }
    } catch (error) {
      if (!abort.signal.aborted) this.problem = error instanceof Error ? error.message : String(error);
    }
    if (this.#abort === abort) this.running = undefined;
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.running = undefined;
  }
}
