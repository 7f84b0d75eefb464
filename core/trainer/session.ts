/** Everything that a run needs before its first step: checked document, pairs, networks, weights, runner, loader. */
import { startLoader, type Loader } from '../data/loader.ts';
import { variablesOf, type VariableSpec } from '../distill/plan.ts';
import type { HostImages, StepRunner } from '../distill/runner.ts';
import { nativeOps } from '../ops/native/index.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { checkPipeline, isError, parsePipeline, totalSteps, type PipelineDocument } from '../pipeline/index.ts';
import { dataFingerprint, loadCheckpoint } from './checkpoint.ts';
import type { EngineVoice } from './engineVoice.ts';
import { initialState } from './initialState.ts';
import { batchShapes, openRunner, openTrunk } from './openRunner.ts';
import { preparePairs, type RunPairs } from './pairs.ts';
import { planFromDocument } from './planFromDocument.ts';
import { openSetEvaluator, type OpenedSetEvaluator } from './setEvaluator.ts';
import { resolvePath, startVariables } from './startWeights.ts';
import { TrainError } from './trainError.ts';

export interface TrainTask {
  readonly document: unknown;
  /** Folder that relative paths in the document are relative to. */
  readonly documentDirectory: string;
  readonly runDirectory: string;
  readonly checkpointPath?: string;
  /** The student's best value of `evaluation.bestBy` before that checkpoint. */
  readonly bestValue?: number;
  /** Stop there, measured and saved, although the document goes on. */
  readonly untilStep?: number;
  /** Where the loader's thread is, in a bundle. */
  readonly loaderWorkerUrl?: URL;
}

export interface Session {
  readonly document: PipelineDocument;
  readonly pairs: RunPairs;
  readonly specs: readonly VariableSpec[];
  readonly runner: StepRunner;
  readonly loader: Loader;
  readonly inputShape: HostImages['shape'];
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  /** Steps that were finished before this session. */
  readonly finishedSteps: number;
  readonly trainedMs: number;
  readonly fingerprint: string;
  /** Compares generated with real pictures as sets; undefined if the document asks for no such metric. */
  readonly sets: OpenedSetEvaluator['evaluator'] | undefined;
  close(): Promise<void>;
}

export async function openSession(tf: TensorFlow, task: TrainTask, voice: EngineVoice): Promise<Session> {
  const document = checkedDocument(task.document, voice);
  voice.say({ kind: 'phase', phase: 'loading-data', detail: 'Looking at the pictures' });
  const pairs = await preparePairs(document, task.documentDirectory, reportProgress(voice));
  reportPairs(pairs, voice);
  voice.say({ kind: 'phase', phase: 'building', detail: 'Building the networks and recording the step' });
  const plan = planFromDocument(document);
  const specs = variablesOf(plan);
  const fingerprint = dataFingerprint(pairs.training.map(({ id }) => id));
  const start = await startingPoint(task, document, specs, fingerprint);
  const ops = nativeOps(tf);
  const trunk = await openTrunk(ops, document, task.documentDirectory);
  reportTrunk(trunk, voice);
  const runner = openRunner(ops, document, { plan, trunk, initial: start.state });
  const { batchSize, seed } = document.training;
  const { metrics, weights } = document.evaluation;
  const inceptionFile = weights.inception && resolvePath(weights.inception, task.documentDirectory);
  const sets = await openSetEvaluator(tf, { metrics, inceptionFile, seed: document.training.seed });
  const stepsPerEpoch = Math.floor(pairs.training.length / batchSize);
  const loader = startLoader({
    ...document.preprocess,
    samples: pairs.training,
    batchSize,
    seed,
    startAt: { epoch: Math.floor(start.step / stepsPerEpoch), batch: start.step % stepsPerEpoch },
    ...(task.loaderWorkerUrl ? { workerUrl: task.loaderWorkerUrl } : {}),
  });
  return {
    document,
    pairs,
    specs,
    runner,
    loader,
    inputShape: batchShapes(document).input,
    stepsPerEpoch,
    totalSteps: totalSteps(document.training.schedule, stepsPerEpoch),
    finishedSteps: start.step,
    trainedMs: start.trainedMs,
    fingerprint,
    sets: sets?.evaluator,
    async close() {
      await loader.close();
      sets?.dispose();
      runner.dispose();
      trunk.dispose();
    },
  };
}

function checkedDocument(source: unknown, voice: EngineVoice): PipelineDocument {
  const parsed = parsePipeline(source);
  if (!parsed.ok) throw new TrainError('document-invalid', parsed.problems.map(({ message }) => message).join('\n'));
  const findings = checkPipeline(parsed.document);
  const errors = findings.filter(isError);
  if (errors.length > 0) throw new TrainError('document-invalid', errors.map(({ message }) => message).join('\n'));
  for (const { message } of findings) voice.say({ kind: 'warning', code: 'pipeline-doubtful', step: 0, message });
  return parsed.document;
}

/** Where the run stands: at a checkpoint, or at fresh weights and those that start from files. */
async function startingPoint(
  task: TrainTask,
  document: PipelineDocument,
  specs: readonly VariableSpec[],
  fingerprint: string,
) {
  if (task.checkpointPath === undefined) {
    const fresh = initialState(specs, document.training.seed);
    const given = await startVariables(document, task.documentDirectory);
    return { state: { ...fresh, variables: { ...fresh.variables, ...given } }, step: 0, trainedMs: 0 };
  }
  const checkpoint = await loadCheckpoint(task.checkpointPath, specs);
  if (checkpoint.dataFingerprint !== fingerprint) {
    const message =
      'The dataset has other training pairs than when the run was saved, so it cannot go on as it began. ' +
      "Put the pictures back as they were, or start a new run from the checkpoint's weights.";
    throw new TrainError('dataset-unusable', message);
  }
  return checkpoint;
}

function reportProgress(voice: EngineVoice): (done: number, total: number) => void {
  let lastMs = 0;
  return (done, total) => {
    if (performance.now() - lastMs < 200) return;
    lastMs = performance.now();
    voice.say({ kind: 'phase', phase: 'loading-data', detail: `Checked ${done} of ${total} pairs` });
  };
}

function reportPairs(pairs: RunPairs, voice: EngineVoice): void {
  voice.say({ kind: 'log', level: 'info', message: pairs.reportText });
  if (pairs.report.problems.length === 0) return;
  voice.say({ kind: 'warning', code: 'dataset-problems', step: 0, message: pairs.reportText });
}

function reportTrunk({ standIn, source }: { standIn: boolean; source: string }, voice: EngineVoice): void {
  voice.say({ kind: 'log', level: 'info', message: `Perceptual network: ${source}.` });
  if (!standIn) return;
  const message =
    'Style and feature losses use a random VGG16 as a stand-in: it has learned nothing, so their values and this ' +
    "run's results cannot be compared with the paper. Choose the built-in trunk or a weights file.";
  voice.say({ kind: 'warning', code: 'perceptual-random', step: 0, message });
}
