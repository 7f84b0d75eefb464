/** Everything that a run needs before its first step: checked document, pairs, networks, weights, runner, loader. */
import type { VariableSpec } from '../distill/plan.ts';
import { progressText } from '../data/install/installProgress.ts';
import { takeSnapshots } from '../distill/snapshots.ts';
import { nativeOps } from '../ops/native/index.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import {
  checkPipeline,
  isError,
  isUnpaired,
  parsePipeline,
  type PipelineDocument,
  type Timeline,
} from '../pipeline/index.ts';
import { dataFingerprint, loadCheckpoint, type CheckpointContent } from './checkpoint.ts';
import type { Course } from './course.ts';
import type { EngineVoice } from './engineVoice.ts';
import { initialState } from './initialState.ts';
import { openCourse, timelineOfRun } from './openCourse.ts';
import { openRunner, openTrunk, programOfDocument } from './openRunner.ts';
import { openLabelMeasure, type LabelMeasure } from './labelMeasure.ts';
import type { MetricFiles } from './metricNetworks.ts';
import { openPairMeasures, type PairMeasures } from './pairMeasures.ts';
import { preparePairs, type RunPairs } from './pairs.ts';
import { openSetEvaluator, type OpenedSetEvaluator } from './setEvaluator.ts';
import { startVariables, type EarlierRuns } from './startWeights.ts';
import { TrainError } from './trainError.ts';
import type { LibraryFiles } from './weightsFiles.ts';
import { metricWeights, sayWeights } from './weightsOfRun.ts';

export interface TrainTask {
  readonly document: unknown;
  /** Folder that relative paths in the document are relative to. */
  readonly documentDirectory: string;
  readonly runDirectory: string;
  readonly checkpointPath?: string;
  /** The student's best value of `evaluation.bestBy` before that checkpoint. */
  readonly bestValue?: number;
  /** Checkpoints of the runs that the document takes teachers from. */
  readonly earlierRuns?: EarlierRuns;
  /** Files of the weights library that the document refers to. */
  readonly library?: LibraryFiles;
  /** sha256 of the perceptual network's weights with which the run began. */
  readonly perceptualBefore?: string;
  /** Stop there, measured and saved, although the document goes on. */
  readonly untilStep?: number;
  /** Where the loader's thread is, in a bundle. */
  readonly loaderWorkerUrl?: URL;
}

export interface Session {
  readonly document: PipelineDocument;
  readonly pairs: RunPairs;
  readonly specs: readonly VariableSpec[];
  readonly course: Course;
  readonly timeline: Timeline;
  /** Steps that were finished before this session. */
  readonly finishedSteps: number;
  /** Whether what is due after them is still to be done. */
  readonly isUnsettled: boolean;
  readonly trainedMs: number;
  readonly fingerprint: string;
  /** Compare generated with real pictures as sets, each direction by itself; undefined if the document asks for no such metric. */
  readonly sets: Readonly<Record<'forward' | 'backward', OpenedSetEvaluator['evaluator'] | undefined>>;
  /** Compare each picture with its target through a network. */
  readonly pairMeasures: PairMeasures;
  /** Compares pictures with the label maps that they are made from. */
  readonly labels: LabelMeasure | undefined;
  close(): Promise<void>;
}

/** Aborting `signal` while a dataset is being fetched rejects with its reason. */
export async function openSession(
  tf: TensorFlow,
  task: TrainTask,
  voice: EngineVoice,
  signal?: AbortSignal,
): Promise<Session> {
  const document = checkedDocument(task.document, voice);
  voice.say({ kind: 'phase', phase: 'loading-data', detail: 'Looking at the pictures' });
  const pairs = await preparePairs(document, task.documentDirectory, reportProgress(voice), {
    signal,
    onProgress: (progress) => voice.say({ kind: 'phase', phase: 'loading-data', detail: progressText(progress) }),
  });
  reportPairs(pairs, voice);
  voice.say({ kind: 'phase', phase: 'building', detail: 'Building the networks and recording the step' });
  const fingerprint = dataFingerprint([...pairs.training, ...(pairs.targets ?? [])].map(({ id }) => id));
  const ops = nativeOps(tf);
  const { documentDirectory: directory, library, perceptualBefore: before } = task;
  const trunk = await openTrunk(ops, document, { directory, library, before });
  const files = await metricWeights(document, directory, library);
  await sayWeights(voice, trunk, files);
  const program = programOfDocument(ops, document, trunk);
  const specs = program.variables;
  const start = await startingPoint(task, document, specs, fingerprint);
  const runner = openRunner(ops, document, program, start.state);
  const timeline = timelineOfRun(document, pairs);
  const { step, memory } = start;
  const { loaderWorkerUrl } = task;
  const course = openCourse({ document, pairs, runner, step, memory, loaderWorkerUrl }, timeline);
  const { metrics } = document.evaluation;
  const metricFiles: MetricFiles = Object.fromEntries(files.map(({ network, path }) => [network, path]));
  const openSets = () => openSetEvaluator(tf, { metrics, files: metricFiles, seed: document.training.seed });
  const pairMeasures = await openPairMeasures(tf, metrics, metricFiles);
  const { segmentation: settings } = document.evaluation;
  const labelSource = { settings, dataset: document.dataset, directory, firstSample: pairs.evaluation[0]?.ids[0] };
  const labels = metrics.includes('miou') ? await openLabelMeasure(labelSource) : undefined;
  const sets = await openSets();
  const backwardSets = isUnpaired(document.method) ? await openSets() : undefined;
  return {
    document,
    pairs,
    specs,
    course,
    timeline,
    finishedSteps: start.step,
    isUnsettled: start.isUnsettled === true,
    trainedMs: start.trainedMs,
    fingerprint,
    sets: { forward: sets?.evaluator, backward: backwardSets?.evaluator },
    pairMeasures,
    labels,
    async close() {
      await course.close();
      sets?.dispose();
      backwardSets?.dispose();
      pairMeasures.forEach((measure) => measure.dispose());
      await labels?.close();
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
): Promise<Omit<CheckpointContent, 'dataFingerprint'>> {
  if (task.checkpointPath === undefined) {
    const fresh = initialState(specs, document.training.seed);
    const given = await startVariables(document, task.documentDirectory, task.earlierRuns);
    const state = { ...fresh, variables: { ...fresh.variables, ...given } };
    // Until a teacher was chosen, the snapshots are what the CycleGAN starts from.
    const hasSnapshots = specs.some(({ group }) => group === 'snapshot');
    const first = hasSnapshots ? takeSnapshots(state, ['wider', 'backward']) : state;
    return { state: first, step: 0, trainedMs: 0, memory: {} };
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
  // Notes, such as how validation pictures were chosen, leave nothing out.
  if (pairs.report.problems.every(({ severity }) => severity === 'note')) return;
  voice.say({ kind: 'warning', code: 'dataset-problems', step: 0, message: pairs.reportText });
}
