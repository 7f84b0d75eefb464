/** Jobs about sweeps: describing every network of every candidate takes seconds where there are many. */
import type { Speed } from '../../core/engine/estimate.ts';
import type { PipelineDocument } from '../../core/pipeline/index.ts';
import type { ComputeTarget } from '../../core/protocol/index.ts';
import type { StudioSweepPreview } from '../../core/protocol/studio/sweeps.ts';
import { isSeenLater } from '../../core/ray/onNodes.ts';
import type { NewSweepRun } from '../../core/store/index.ts';
import { plannedRuns } from '../../core/sweep/create.ts';
import type { SweepDocument } from '../../core/pipeline/sweepDocument.ts';
import { previewSweep } from '../../core/sweep/preview.ts';
import { countTrainingPairs } from './datasets.ts';

export interface SweepPlace {
  readonly document: SweepDocument;
  /** What relative paths in the pipelines are relative to. */
  readonly directory: string;
  readonly target: ComputeTarget;
  readonly speed: Speed;
}

export function planSweep(document: SweepDocument): NewSweepRun[] {
  return plannedRuns(document);
}

export async function previewStudioSweep(place: SweepPlace): Promise<StudioSweepPreview> {
  const { document, directory, target, speed } = place;
  const pairsOf = async (pipeline: PipelineDocument): Promise<number | undefined> =>
    isSeenLater(pipeline, directory, target)
      ? undefined
      : await countTrainingPairs({ settings: pipeline.dataset, directory });
  const { candidates, refused, runs, totalSeconds, basis } = await previewSweep(document, speed, pairsOf);
  return {
    candidates: candidates.map(({ candidate: { settings, student, wider }, estimate }) => ({
      settings,
      macs: student.cost.macsPaper,
      parameters: student.cost.parameters,
      timesFewerMacs: wider?.timesStudent.macsPaper ?? null,
      totalSteps: estimate.totalSteps,
      totalSeconds: estimate.totalSeconds,
    })),
    refused: refused.map(({ settings, reason }) => ({ settings, reason })),
    runs,
    totalSeconds,
    basis,
  };
}
