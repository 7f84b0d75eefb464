/** Values that are worth trying for a setting, around the one that the pipeline has. */
import { nearestRecipe, paperValue, valueAt, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { Setting } from '../../core/pipeline/sweepDocument.ts';
import type { AxisField } from './axisFields.ts';
import type { ValueRange } from './planDocument.ts';

const STUDENT_WIDTHS = [2, 4, 6, 8, 12, 16, 24, 32];
const TEACHER_WIDTHS = [8, 16, 24, 32, 48, 64];
const FACTORS = [0.25, 0.5, 1, 2, 4];
/** Of a weight that is 0 and has no value in the paper. */
const FIRST_WEIGHTS = [0, 1, 10];

/** In order; the pipeline's own value is among them. */
export function suggestedValues(field: AxisField, document: PipelineDocument): Setting[] {
  const { path, kind, options } = field;
  const current = valueAt(document, path);
  switch (kind) {
    case 'flag':
      return [false, true];
    case 'choice':
      return [...options];
    case 'teacher':
      // An empty section is a teacher as the paper has it.
      return [(current as Setting | undefined) ?? {}, null];
    case 'integer':
    case 'number':
      return ascending(numbersAround(field, document, typeof current === 'number' ? current : undefined), field);
  }
}

/** What an axis begins with: the pipeline's own value, and the one before it (else the one after). */
export function firstValues(field: AxisField, document: PipelineDocument): Setting[] {
  const suggestions = suggestedValues(field, document);
  const current = valueAt(document, field.path);
  const index = suggestions.findIndex((value) => value === current);
  if (field.kind === 'teacher' || index < 0) return suggestions.slice(0, 2);
  return index === 0 ? suggestions.slice(0, 2) : suggestions.slice(index - 1, index + 1);
}

function numbersAround(field: AxisField, document: PipelineDocument, current: number | undefined): number[] {
  const { path, kind } = field;
  const paper = paperValue(path, nearestRecipe(document));
  const own = [current, paper].filter((value) => typeof value === 'number');
  if (path === 'student.ngf') return [...STUDENT_WIDTHS, ...own];
  if (path.endsWith('.ngf')) return [...TEACHER_WIDTHS, ...own];
  const center = current || (typeof paper === 'number' ? paper : 0);
  if (path.startsWith('losses.'))
    return center > 0 ? [0, ...FACTORS.map((factor) => factor * center), ...own] : FIRST_WEIGHTS;
  const around = FACTORS.map((factor) => factor * center);
  return [...(kind === 'integer' ? around.map(Math.round) : around), ...own];
}

function ascending(values: readonly number[], { minimum = -Infinity, maximum = Infinity }: AxisField): number[] {
  const allowed = values.map((value) => Number(value.toPrecision(6))).filter((value) => value >= minimum && value <= maximum); // prettier-ignore
  return [...new Set(allowed)].sort((first, second) => first - second);
}

/** The range that a list of values turns into: numbers above 0 are drawn by ratio, as suits widths, rates and weights. */
export function firstRange(values: readonly Setting[]): ValueRange {
  const numbers = values.filter((value) => typeof value === 'number');
  const [minimum, maximum] = [Math.min(...numbers), Math.max(...numbers)];
  return { minimum, maximum, scale: minimum > 0 ? 'log' : 'linear' };
}
