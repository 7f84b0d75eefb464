/** What a sweep would do, before it is started. */
import { estimateTime, type Speed } from '../engine/estimate.ts';
import type { PipelineDocument } from '../pipeline/index.ts';
import type { TimeEstimate } from '../protocol/studio/system.ts';
import { candidatesOf, type Candidate, type Refusal } from './candidates.ts';
import type { Halving, SweepDocument } from '../pipeline/sweepDocument.ts';
import { stepsOfHalving } from './halving.ts';

export interface CandidatePreview {
  readonly candidate: Candidate;
  /** Of one run to its end. */
  readonly estimate: TimeEstimate;
}

export interface SweepPreview {
  readonly candidates: readonly CandidatePreview[];
  readonly refused: readonly Refusal[];
  /** Candidates times seeds. */
  readonly runs: number;
  /** Training time of all runs one after the other on this machine; null if that of one of them is not known. */
  readonly totalSeconds: number | null;
  readonly basis: TimeEstimate['basis'];
}

/**
 * `speed`: of this machine; `trainingPairsOf`: how many pairs the dataset of a document has to train on, undefined where it is
 * not here. Throws a RangeError like `candidatesOf`.
 */
export async function previewSweep(
  sweep: SweepDocument,
  speed: Speed,
  trainingPairsOf: (document: PipelineDocument) => Promise<number | undefined>,
): Promise<SweepPreview> {
  const { candidates, refused } = candidatesOf(sweep);
  const previews: CandidatePreview[] = [];
  for (const candidate of candidates) {
    const [document] = candidate.documents;
    previews.push({ candidate, estimate: estimateTime(document!, await trainingPairsOf(document!), speed) });
  }
  const seeds = candidates[0]?.documents.length ?? 0;
  const seconds = secondsOf(sweep, previews);
  return {
    candidates: previews,
    refused,
    runs: candidates.length * seeds,
    totalSeconds: seconds === null ? null : seeds * seconds,
    basis: previews[0]?.estimate.basis ?? 'guessed',
  };
}

/** With one seed. */
function secondsOf({ search }: SweepDocument, previews: readonly CandidatePreview[]): number | null {
  const known = previews.flatMap(({ estimate: { totalSteps, secondsPerStep } }) =>
    totalSteps === null ? [] : [{ totalSteps, secondsPerStep }],
  );
  if (known.length < previews.length) return null;
  if (search.kind === 'halving') return halvingSeconds(search, known);
  return known.reduce((sum, { totalSteps, secondsPerStep }) => sum + totalSteps * secondsPerStep, 0);
}

interface Length {
  readonly totalSteps: number;
  readonly secondsPerStep: number;
}

/** As if all candidates were as fast as their mean, since it is not known which of them stay. */
function halvingSeconds(search: Halving, runs: readonly Length[]): number {
  const mean = (pick: (run: Length) => number): number =>
    runs.reduce((sum, run) => sum + pick(run), 0) / Math.max(1, runs.length);
  const totalSteps = mean((run) => run.totalSteps);
  return stepsOfHalving(search, runs.length, totalSteps) * mean(({ secondsPerStep }) => secondsPerStep);
}
