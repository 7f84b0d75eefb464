/** Cost against quality: the points of the scatter. */
import {
  METRIC_INFO,
  pipelineCost,
  PUBLISHED_FID,
  type GeneratorRole,
  type PipelineDocument,
} from '../../core/pipeline/index.ts';
import { paretoFront, type QualityDirection } from '../../core/metrics/pareto.ts';
import { latestValue, type Measured } from './result.ts';

export interface CostPoint {
  readonly id: string;
  readonly label: string;
  /** Beside the point: S, W or D and the run's number. */
  readonly glyph: string;
  readonly colour: string;
  /** MACs, counted the paper's way. */
  readonly cost: number;
  readonly quality: number;
  /** From a paper, not from a run of ours. */
  readonly isPublished: boolean;
}

export interface MeasuredRun {
  readonly runId: string;
  readonly name: string;
  readonly glyph: string;
  readonly document: PipelineDocument;
  readonly evaluations: readonly Measured[];
}

const ROLE_GLYPHS: Readonly<Record<GeneratorRole, string>> = { student: 'S', wider: 'W', deeper: 'D' };
const ROLE_NAMES: Readonly<Record<GeneratorRole, string>> = {
  student: 'student',
  wider: 'wider teacher',
  deeper: 'deeper teacher',
};

/** A point for every network of every run that was measured with `metric`. */
export function pointsOfRuns(runs: readonly MeasuredRun[], metric: string): CostPoint[] {
  return runs.flatMap(({ runId, name, glyph, document, evaluations }) =>
    pipelineCost(document).flatMap(({ role, cost }) => {
      const quality = latestValue(evaluations, role, metric);
      if (quality === undefined) return [];
      const label = `${name}, ${ROLE_NAMES[role]}`;
      const id = `${runId} ${role}`;
      return [
        {
          id,
          label,
          glyph: ROLE_GLYPHS[role] + glyph,
          colour: role,
          cost: cost.macsPaper,
          quality,
          isPublished: false,
        },
      ];
    }),
  );
}

/** Points of papers; only for the metric that papers report. */
export function publishedPoints(metric: string): CostPoint[] {
  if (metric !== 'fid') return [];
  return PUBLISHED_FID.map(({ method, task, gigaMacs, fid }) => ({
    id: `${method} ${task} ${gigaMacs}`,
    label: `${method}, ${task} (published)`,
    glyph: method,
    colour: 'text-3',
    cost: gigaMacs * 1e9,
    quality: fid,
    isPublished: true,
  }));
}

/** The points that none of our others beats, cheapest first. */
export function frontOf(points: readonly CostPoint[], metric: string): CostPoint[] {
  const better: QualityDirection = METRIC_INFO[metric]?.better ?? 'higher';
  return paretoFront(
    points.filter(({ isPublished }) => !isPublished),
    better,
  );
}
