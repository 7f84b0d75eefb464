/**
 * The sweep document: many runs of one pipeline that differ in a few settings. A base document, what is varied, and how
 * the combinations are chosen. Every candidate becomes ordinary runs, one a seed.
 */
import { z } from 'zod';
import { isRecord } from './path.ts';
import { METRICS } from './metrics.ts';

export const SWEEP_VERSION = 1;
/** More runs than this are a mistake in the document rather than a wish. */
export const MOST_RUNS = 10_000;

/** Dotted path of a setting in the pipeline document, such as `student.ngf`. */
const path = z.string().regex(/^[a-zA-Z0-9]+(\.[a-zA-Z0-9]+)*$/, {
  error: 'the path of a setting, such as "student.ngf"',
});
/** What a setting takes; null takes it away, so that it gets its default (and a teacher leaves). */
const SettingSchema = z.json();
export type Setting = z.infer<typeof SettingSchema>;

const ListedAxisSchema = z.strictObject({ path, values: z.array(SettingSchema).min(1) });
const RangeAxisSchema = z.strictObject({
  path,
  minimum: z.number(),
  maximum: z.number(),
  /** `log`: equal ratios are equally likely, as suits rates and weights. */
  scale: z.enum(['linear', 'log']).default('linear'),
  integer: z.boolean().default(false),
});
const AxisSchema = z.union([ListedAxisSchema, RangeAxisSchema]);
export type Axis = z.infer<typeof AxisSchema>;

const draw = {
  axes: z.array(AxisSchema).min(1),
  count: z.int().min(1).max(MOST_RUNS),
  seed: z.int().min(0).default(1),
};

/** How a successive halving weeds out (Jamieson and Talwalkar, AISTATS 2016). */
const HalvingSchema = z.strictObject({
  kind: z.literal('halving'),
  ...draw,
  /** Of every so many candidates one goes on. */
  reduction: z.int().min(2).max(16).default(3),
  /** Steps of the first round; every later one is `reduction` times as long, up to the length of the pipeline. */
  firstSteps: z.int().min(1),
  metric: z.enum(METRICS).default('ssim'),
});
export type Halving = z.infer<typeof HalvingSchema>;

/**
 * - `grid`: every combination of the axes' values.
 * - `list`: exactly these settings.
 * - `random`: `count` draws from the axes.
 * - `halving`: the same draws, but most of them are given up early.
 */
export const SearchSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grid'), axes: z.array(ListedAxisSchema).min(1) }),
  z.strictObject({ kind: z.literal('list'), settings: z.array(z.record(path, SettingSchema)).min(1) }),
  z.strictObject({ kind: z.literal('random'), ...draw }),
  HalvingSchema,
]);
export type Search = z.infer<typeof SearchSchema>;

export const SweepSchema = z.strictObject({
  version: z.literal(SWEEP_VERSION),
  name: z.string().min(1).max(200).default('Untitled sweep'),
  /** Id of a ready-made pipeline that `base` changes. */
  preset: z.string().min(1).optional(),
  /** A pipeline document as a person may write it: what is left out takes the preset's value, else the paper's. */
  base: z.record(z.string(), z.unknown()).default({}),
  search: SearchSchema,
  /** Every candidate is run once a seed. Empty: with the seed of its document. */
  seeds: z.array(z.int().min(0).max(0xffff_ffff)).default([]),
  /** Candidates whose student costs more, for one picture of the crop size, are not run. */
  budget: z
    .strictObject({
      /** Counted the paper's way (networks/cost.ts). */
      maximumMacs: z.number().positive().optional(),
      maximumParameters: z.number().positive().optional(),
    })
    .prefault({}),
});
export type SweepDocument = z.infer<typeof SweepSchema>;

export type ParsedSweep =
  | { readonly ok: true; readonly document: SweepDocument }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a sweep document. Never throws: sentences say what is wrong, all of it at once. */
export function parseSweep(raw: unknown): ParsedSweep {
  const parsed = SweepSchema.safeParse(raw);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'The sweep'}: ${issue.message}.`);
    return { ok: false, problems: isRecord(raw) ? sentences : ['The sweep is not a JSON object.'] };
  }
  const problems = rangeProblems(parsed.data.search);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, document: parsed.data };
}

function rangeProblems(search: Search): string[] {
  if (search.kind === 'list' || search.kind === 'grid') return [];
  return search.axes.flatMap((axis) => {
    if ('values' in axis) return [];
    const range = `search: ${axis.path} goes from ${String(axis.minimum)} to ${String(axis.maximum)}`;
    if (axis.minimum > axis.maximum) return [`${range}; the minimum must not be above the maximum.`];
    if (axis.scale === 'log' && axis.minimum <= 0) return [`${range}; on a log scale both must be above 0.`];
    return [];
  });
}
