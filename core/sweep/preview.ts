/** What a sweep would do, before it is started. */
import { estimateTime, type Speed } from '../engine/estimate.ts';
import type { PipelineDocument } from '../pipeline/index.ts';
import type { TimeEstimate } from '../protocol/studio/system.ts';
import { candidatesOf, type Candidate, type Refusal } from './candidates.ts';
import type { Halving, SweepDocument } from './document.ts';
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
  /** Training time of all runs one after the other on this machine. */
  readonly totalSeconds: number;
  readonly basis: TimeEstimate['basis'];
}

/** `speed`: of this machine; `trainingPairsOf`: how many pairs the dataset of a document has to train on. Throws a RangeError like `candidatesOf`. */
export async function previewSweep(
  sweep: SweepDocument,
  speed: Speed,
  trainingPairsOf: (document: PipelineDocument) => Promise<number>,
): Promise<SweepPreview> {
  const { candidates, refused } = candidatesOf(sweep);
  const previews: CandidatePreview[] = [];
  for (const candidate of candidates) {
    const [document] = candidate.documents;
    previews.push({ candidate, estimate: estimateTime(document!, await trainingPairsOf(document!), speed) });
  }
  const seeds = candidates[0]?.documents.length ?? 0;
  return {
    candidates: previews,
    refused,
    runs: candidates.length * seeds,
    totalSeconds: seeds * secondsOf(sweep, previews),
    basis: previews[0]?.estimate.basis ?? 'guessed',
  };
}

function secondsOf({ search }: SweepDocument, previews: readonly CandidatePreview[]): number {
  if (search.kind === 'halving') return halvingSeconds(search, previews);
  return previews.reduce((sum, { estimate }) => sum + estimate.totalSeconds, 0);
}

/** As if all candidates were as fast as their mean, since it is not known which of them stay. */
function halvingSeconds(search: Halving, previews: readonly CandidatePreview[]): number {
  const mean = (pick: (estimate: TimeEstimate) => number): number =>
    previews.reduce((sum, { estimate }) => sum + pick(estimate), 0) / Math.max(1, previews.length);
  const steps = stepsOfHalving(
    search,
    previews.length,
    mean(({ totalSteps }) => totalSteps),
  );
  return steps * mean(({ secondsPerStep }) => secondsPerStep);
}
