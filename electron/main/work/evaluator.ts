/** Measures checkpoints for the window and keeps the numbers with the run. */
import { metricChoices, planEvaluation } from '../../../core/engine/planEvaluation.ts';
import { METRICS, type Metric } from '../../../core/pipeline/index.ts';
import { definitionOf } from '../../../core/protocol/index.ts';
import type { CheckedRequestOf } from '../../../core/protocol/studio/api.ts';
import type { EvaluationChoices } from '../../../core/protocol/studio/evaluations.ts';
import type { StudioEvaluation } from '../../../core/protocol/studio/runRecords.ts';
import type { RunRecord, Store } from '../../../core/store/index.ts';
import type { EvaluationProgress } from '../../../core/trainer/evaluateCheckpoint.ts';
import { StudioFault } from '../errors.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import { startAlone, type ToolsProcess } from '../tools/toolsProcess.ts';
import type { OneAtATime } from './oneAtATime.ts';

export interface EvaluatorParts {
  readonly getStore: () => Store;
  readonly tools: ToolsProcess;
  readonly work: OneAtATime;
  readonly sendEvent: SendEvent;
}

export class Evaluator {
  readonly #parts: EvaluatorParts;

  constructor(parts: EvaluatorParts) {
    this.#parts = parts;
  }

  async choices(runId: string): Promise<EvaluationChoices> {
    const store = this.#parts.getStore();
    const run = store.reader.getRun(runId);
    const { pairs, problem } = await this.#pairsOf(run);
    return {
      metrics: await metricChoices(store, run),
      usual: [...run.document.evaluation.metrics],
      checkpoints: store.reader.checkpointsOf(runId).reverse(),
      pairs,
      problem,
    };
  }

  /** @throws StudioFault; what `planEvaluation` and `performEvaluation` throw */
  async start({ runId, metrics, ...choice }: CheckedRequestOf<'evaluations', 'start'>): Promise<StudioEvaluation[]> {
    const { getStore, work, sendEvent } = this.#parts;
    return await work.do(async (begin) => {
      const store = getStore();
      const job = await planEvaluation(store, store.reader.getRun(runId), { ...choice, metrics: metrics.map(known) });
      const onProgress = (progress: unknown): void => {
        sendEvent({ kind: 'evaluation-progress', ...(progress as EvaluationProgress) });
      };
      const { evaluations } = await begin(startAlone('evaluate', job, onProgress));
      for (const evaluation of evaluations) store.writer.saveEvaluation(runId, evaluation);
      const fresh = new Set(evaluations.map(definitionOf));
      const kept = store.reader.evaluationsOf(runId).filter((one) => fresh.has(definitionOf(one)));
      sendEvent({ kind: 'run-evaluated', runId, evaluations: kept });
      return kept;
    });
  }

  async #pairsOf({ document, documentDirectory }: RunRecord): Promise<Pick<EvaluationChoices, 'pairs' | 'problem'>> {
    try {
      const place = { settings: document.dataset, directory: documentDirectory };
      const { pairs } = await this.#parts.tools.run('describe', place);
      return { pairs, problem: null };
    } catch (error) {
      return { pairs: null, problem: error instanceof Error ? error.message : String(error) };
    }
  }
}

function known(name: string): Metric {
  const metric = METRICS.find((candidate) => candidate === name);
  if (metric) return metric;
  throw new StudioFault('request-refused', `There is no metric “${name}”.`);
}
