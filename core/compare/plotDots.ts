/** The points of cost against quality: measured ones, and published ones as a layer of their own. */
import { PUBLISHED_FID, type SeedGroup } from '../pipeline/index.ts';
import type { QualityColumn } from './columns.ts';
import { costOn, DEFAULT_COST_AXIS, type CostAxis } from './costAxes.ts';

export interface Dot {
  /** Of the group's first run. */
  readonly id: string;
  readonly label: string;
  /** In the unit of the axis, as are all costs of dots. */
  readonly cost: number;
  readonly quality: number;
  readonly spread: number;
  /** How many runs the mean is of. */
  readonly runs: number;
  readonly isPublished: boolean;
}

export function measuredDots(groups: readonly SeedGroup[], { key }: QualityColumn, axis: CostAxis): Dot[] {
  return groups.flatMap((group): Dot[] => {
    const [value, cost] = [group.values[key], costOn(group, axis)];
    if (!value || !cost) return [];
    const { mean: quality, spread, runs } = value;
    const id = group.runs[0]!.id;
    return [{ id, label: group.name, cost: cost.mean / axis.scale, quality, spread, runs, isPublished: false }];
  });
}

/** Papers report FID against MACs in their own count; there is nothing to show on other axes. */
export function publishedDots({ metric }: QualityColumn, axis: CostAxis): Dot[] {
  if (metric !== 'fid' || axis.id !== DEFAULT_COST_AXIS.id) return [];
  return PUBLISHED_FID.map(({ method, task, gigaMacs, fid }): Dot => {
    const label = `${method}, ${task} (published)`;
    const id = `${method} ${task} ${String(gigaMacs)}`;
    return { id, label, cost: gigaMacs, quality: fid, spread: 0, runs: 1, isPublished: true };
  });
}
