/** Which settings of a pipeline a sweep can vary, and what they are called. */
import {
  appliesTo,
  FIELD_GROUPS,
  FIELDS,
  hasTeachers,
  schemaLeaves,
  valueAt,
  type FieldGroup,
  type PipelineDocument,
  type SchemaLeaf,
} from '../../core/pipeline/index.ts';
import type { Setting } from '../../core/pipeline/sweepDocument.ts';
import { choiceLabel } from '../graph/choiceLabels.ts';

export interface AxisField {
  /** Dotted path in the pipeline document. */
  readonly path: string;
  readonly label: string;
  /** The part of the pipeline that it belongs to. */
  readonly group: string;
  readonly help: string;
  readonly symbol?: string;
  readonly kind: 'number' | 'integer' | 'choice' | 'flag' | 'teacher';
  /** Of a `choice`. */
  readonly options: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What changes neither the student's cost nor what it learns has no curve. Seeds are given beside the axes. */
const GROUPS: ReadonlySet<FieldGroup> = new Set<FieldGroup>([
  'student',
  'wider',
  'deeper',
  'networks',
  'discriminator',
  'losses',
  'training',
  'preprocess',
]);
const NOT_VARIED = /^(training\.(seed|threads|execution)|preprocess\.(input|output)Channels)$|\.start\./;
const KINDS: ReadonlySet<SchemaLeaf['kind']> = new Set<SchemaLeaf['kind']>(['number', 'integer', 'choice', 'flag']);

const TEACHERS = [
  { path: 'teachers.wider', label: 'Wider teacher', help: 'Whether the wider teacher takes part.' },
  { path: 'teachers.deeper', label: 'Deeper teacher', help: 'Whether the deeper teacher takes part.' },
];

/** The settings of `document` that can be varied: the student's first, then the losses, the teachers and the rest. */
export function axisFields(document: PipelineDocument): AxisField[] {
  const leaves = schemaLeaves().flatMap((leaf) => (canVary(leaf, document) ? [fieldOf(leaf)] : []));
  const teachers = hasTeachers(document.method)
    ? TEACHERS.map((teacher): AxisField => ({ ...teacher, group: 'Teachers', kind: 'teacher', options: [] }))
    : [];
  const all = [...leaves, ...teachers];
  return all.sort((first, second) => rank(first) - rank(second));
}

function canVary({ path, kind }: SchemaLeaf, document: PipelineDocument): boolean {
  if (path === 'method') return true;
  const group = FIELDS[path]?.group;
  if (group === undefined || !GROUPS.has(group) || NOT_VARIED.test(path) || !KINDS.has(kind)) return false;
  return appliesTo(path, document) && valueAt(document, path) !== undefined;
}

function fieldOf({ path, kind, options, minimum, maximum }: SchemaLeaf): AxisField {
  const { label, group, help, symbol } = FIELDS[path]!;
  return {
    path,
    label,
    group: FIELD_GROUPS[group],
    help,
    // `canVary` lets no other kind through.
    kind: kind as AxisField['kind'],
    options,
    ...(symbol === undefined ? {} : { symbol }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

/** What people vary most comes first. */
const ORDER = [
  /^student\.ngf$/,
  /^student\./,
  /^losses\./,
  /^teachers\.\w+$/,
  /^teachers\./,
  /^method$/,
  /^training\./,
];

function rank({ path }: AxisField): number {
  const index = ORDER.findIndex((pattern) => pattern.test(path));
  return index < 0 ? ORDER.length : index;
}

/** A setting's name where its section is not beside it: “Student: Width”. */
export function axisTitle(path: string): string {
  const teacher = TEACHERS.find((candidate) => candidate.path === path);
  if (teacher) return teacher.label;
  const info = FIELDS[path];
  if (!info) return path;
  return info.symbol?.startsWith('λ') ? info.symbol : `${FIELD_GROUPS[info.group]}: ${info.label}`;
}

/** A value as people read it. Teachers are sections: they take part, or they do not. */
export function valueText(path: string, value: Setting | undefined): string {
  if (TEACHERS.some((teacher) => teacher.path === path)) return value === null ? 'without' : 'with';
  if (value === null || value === undefined) return 'default';
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  return typeof value === 'object' ? JSON.stringify(value) : choiceLabel(value);
}
