/** How long a run would take on this machine: from runs that were done here, scaled by the work of one step. */
import { availableParallelism } from 'node:os';
import { costOf } from '../networks/cost.ts';
import type { Network } from '../networks/graph.ts';
import { vggTrunk } from '../networks/vggTrunk.ts';
import {
  describePipeline,
  hasTeachers,
  timelineOf,
  trainedTeachers,
  type PipelineDocument,
} from '../pipeline/index.ts';
import type { TimeEstimate } from '../protocol/studio/system.ts';
import type { Store } from '../store/index.ts';

/** Shorter runs tell too little: their first steps warm up. */
const FEWEST_STEPS = 20;
/** How many of the latest runs are asked. */
const RUNS_ASKED = 8;
/** Where no run tells: what the engine reached on the machine it was developed on, for each processor core. */
const GUESSED_WORK_PER_CORE_SECOND = 50e9;
/** A training step goes through a network forward, and back for its inputs and its weights. */
const PASSES = 3;

/** How fast this machine trains. */
export interface Speed {
  /** Multiplications a second. */
  readonly workPerSecond: number;
  readonly basis: TimeEstimate['basis'];
}

/** `trainingPairs`: how many pairs the dataset has to train on; undefined where it is not here, so that they cannot be counted. */
export function estimateTime(
  document: PipelineDocument,
  trainingPairs: number | undefined,
  speed: Speed,
): TimeEstimate {
  const totalSteps = stepsOfRun(document, trainingPairs);
  const secondsPerStep = workOfStep(document) / speed.workPerSecond;
  const totalSeconds = totalSteps === null ? null : secondsPerStep * totalSteps;
  return { secondsPerStep, totalSteps, totalSeconds, basis: speed.basis };
}

/** null where it depends on pairs that nobody has counted yet. */
function stepsOfRun(document: PipelineDocument, trainingPairs: number | undefined): number | null {
  const { training, preprocess } = document;
  if (trainingPairs === undefined) {
    return training.schedule.unit === 'steps' ? timelineOf(document, 1).totalSteps : null;
  }
  const pairs = Math.min(trainingPairs, preprocess.maximumPairs ?? trainingPairs);
  return timelineOf(document, Math.max(1, Math.floor(pairs / training.batchSize))).totalSteps;
}

/** Multiplications of one training step, roughly: enough to compare steps of different documents. */
export function workOfStep(document: PipelineDocument): number {
  const { cropSize } = document.preprocess;
  const size = { height: cropSize, width: cropSize };
  const { generators, discriminator, backward } = describePipeline(document);
  const isPlayed = !hasTeachers(document.method) || trainedTeachers(document).length > 0;
  const { styleWeight, featureWeight } = document.losses;
  const looks = styleWeight + featureWeight > 0 ? 1 + generators.length : 0;
  const macsOf = (network: Network): number => costOf(network, size).macsExact;
  if (backward) {
    const [forward, student] = generators.map(({ network }) => macsOf(network)) as [number, number?];
    const discriminators = [discriminator, backward.discriminator].flatMap(({ heads }) => heads.map(macsOf));
    const passes = document.losses.identityWeight > 0 ? 3 : 2;
    const cycle = passes * (forward + macsOf(backward.network)) + 3 * sum(discriminators);
    if (student === undefined) return document.training.batchSize * PASSES * cycle;
    // The snapshot that teaches is only run forward. Blocks of the student are n_dis times as long.
    const lesson = student + forward / PASSES + looks * macsOf(vggTrunk());
    const { nDis, batchSize } = document.training;
    return (batchSize * PASSES * (cycle + nDis * lesson)) / (1 + nDis);
  }
  const macs =
    sum(generators.map(({ network }) => macsOf(network))) +
    // The discriminator judges the real and the made picture, and once more for the generator.
    (isPlayed ? 3 * sum(discriminator.heads.map(macsOf)) : 0) +
    looks * macsOf(vggTrunk());
  return document.training.batchSize * PASSES * macs;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

export function speedOf(store: Store): Speed {
  const speeds = store.reader
    .listRuns()
    .filter(({ step, trainedMs }) => step >= FEWEST_STEPS && trainedMs > 0)
    .slice(0, RUNS_ASKED)
    .map(({ id, step, trainedMs }) => (workOfStep(store.reader.getRun(id).document) * step * 1000) / trainedMs)
    .sort((a, b) => a - b);
  const median = speeds[Math.floor(speeds.length / 2)];
  if (median !== undefined) return { workPerSecond: median, basis: 'measured' };
  return { workPerSecond: GUESSED_WORK_PER_CORE_SECOND * availableParallelism(), basis: 'guessed' };
}
