/** Cost against quality: the points of the scatter, one for every network of every group of runs. */
import type { QualityColumn } from '../../core/compare/columns.ts';
import type { CostAxis } from '../../core/compare/costAxes.ts';
import { measuredDots, publishedDots, type Dot } from '../../core/compare/plotDots.ts';
import type { GeneratorRole, SeedGroup } from '../../core/pipeline/index.ts';

export interface CostPoint extends Dot {
  /** Beside the point: S, W or D and the run's number, or a number in the list of published results. */
  readonly glyph: string;
  /** Name of a token of styles/tokens.css. */
  readonly colour: string;
}

const ROLE_ORDER = ['student', 'wider', 'deeper'] as const satisfies readonly GeneratorRole[];

const ROLE_GLYPHS: Readonly<Record<GeneratorRole, string>> = { student: 'S', wider: 'W', deeper: 'D' };
const ROLE_NAMES: Readonly<Record<GeneratorRole, string>> = {
  student: 'student',
  wider: 'wider teacher',
  deeper: 'deeper teacher',
};

/** Measured points. `numberOf`: of a run, by its id; a point of several runs has the number of the first. */
export function measuredPoints(
  groupsOf: Readonly<Record<GeneratorRole, readonly SeedGroup[]>>,
  column: QualityColumn,
  axis: CostAxis,
  numberOf: (runId: string) => string,
): CostPoint[] {
  return ROLE_ORDER.flatMap((role) =>
    measuredDots(groupsOf[role], column, axis).map((dot): CostPoint => {
      const several = dot.runs > 1 ? `×${String(dot.runs)}` : '';
      return {
        ...dot,
        id: `${dot.id} ${role}`,
        label: `${dot.label}, ${ROLE_NAMES[role]}`,
        glyph: ROLE_GLYPHS[role] + numberOf(dot.id) + several,
        colour: role,
      };
    }),
  );
}

/** Points of papers, numbered; only on the axes that papers report. */
export function publishedPoints(column: QualityColumn, axis: CostAxis): CostPoint[] {
  return publishedDots(column, axis).map((dot, index): CostPoint => {
    return { ...dot, glyph: String(index + 1), colour: 'text-3' };
  });
}
