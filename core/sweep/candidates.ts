/** The candidates of a sweep: which settings each of them has, as complete pipeline documents. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import {
  changeSettings,
  checkPipeline,
  isError,
  parsePipeline,
  PIPELINE_VERSION,
  pipelineCost,
  presetById,
  type CostRow,
  type PipelineDocument,
} from '../pipeline/index.ts';
import { isRecord } from '../pipeline/path.ts';
import { MOST_RUNS, type Axis, type Search, type Setting, type SweepDocument } from '../pipeline/sweepDocument.ts';

export type Settings = Readonly<Record<string, Setting>>;

export interface Candidate {
  /** Counts the candidates of a sweep from 0; the same for every reading of the same document. */
  readonly index: number;
  readonly settings: Settings;
  /** E.g. `student.ngf 8, losses.ssimWeight 10`. */
  readonly label: string;
  /** One a seed. */
  readonly documents: readonly PipelineDocument[];
  readonly student: CostRow;
  /** Missing where no wider teacher takes part. */
  readonly wider?: CostRow;
}

/** Settings that are not run, and why. */
export interface Refusal {
  readonly settings: Settings;
  readonly label: string;
  readonly reason: string;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly refused: readonly Refusal[];
}

/** Throws a RangeError with a sentence for the user if the base is no pipeline or the sweep has far too many runs. */
export function candidatesOf(sweep: SweepDocument): Candidates {
  const parsed = parsePipeline(baseOf(sweep));
  if (!parsed.ok) {
    throw new RangeError(`The base pipeline: ${parsed.problems.map(({ message }) => message).join(' ')}`);
  }
  const all = combinationsOf(sweep.search);
  const runs = all.length * Math.max(1, sweep.seeds.length);
  if (runs > MOST_RUNS) {
    throw new RangeError(`The sweep asks for ${String(runs)} runs; at most ${String(MOST_RUNS)} are possible.`);
  }
  const candidates: Candidate[] = [];
  const refused: Refusal[] = [];
  all.forEach((settings, index) => {
    const made = candidateOf(sweep, parsed.document, settings, index);
    if ('reason' in made) refused.push(made);
    else candidates.push(made);
  });
  return { candidates, refused };
}

function baseOf({ preset, base }: SweepDocument): unknown {
  const start = preset === undefined ? { version: PIPELINE_VERSION } : presetById(preset).document;
  return laidOver(start, base);
}

/** `changes` over `original`, section by section; another kind of section replaces the whole section. */
function laidOver(original: unknown, changes: unknown): unknown {
  if (!isRecord(original) || !isRecord(changes)) return changes;
  if (KIND_NAMES.some((name) => name in changes && changes[name] !== original[name])) return changes;
  const members = Object.entries(changes).map(([name, value]) => [name, laidOver(original[name], value)] as const);
  return { ...original, ...Object.fromEntries(members) };
}

/** The members that tell which variant a section is. */
const KIND_NAMES = ['kind', 'unit'];

function candidateOf(
  sweep: SweepDocument,
  base: PipelineDocument,
  settings: Settings,
  index: number,
): Candidate | Refusal {
  const label = labelOf(settings);
  const taken = Object.fromEntries(Object.entries(settings).map(([path, value]) => [path, value ?? undefined]));
  const changed = changeSettings(base, { ...taken, name: `${sweep.name}: ${label}`.slice(0, 200) });
  if (!changed.ok) return { settings, label, reason: changed.problems.map(({ message }) => message).join(' ') };
  const errors = checkPipeline(changed.document).filter(isError);
  if (errors.length > 0) return { settings, label, reason: errors.map(({ message }) => message).join(' ') };
  const costs = pipelineCost(changed.document);
  const student = costs.find(({ role }) => role === 'student')!;
  const wider = costs.find(({ role }) => role === 'wider');
  if (sweep.search.kind === 'halving' && !changed.document.evaluation.metrics.includes(sweep.search.metric)) {
    return { settings, label, reason: `evaluation.metrics lacks ${sweep.search.metric}, by which the sweep chooses.` };
  }
  const tooDear = beyondBudget(student, sweep.budget);
  if (tooDear !== undefined) return { settings, label, reason: tooDear };
  const seeds = sweep.seeds.length > 0 ? sweep.seeds : [changed.document.training.seed];
  const documents = seeds.map((seed) => withSeed(changed.document, seed, seeds.length > 1));
  return { index, settings, label, documents, student, ...(wider ? { wider } : {}) };
}

function withSeed(document: PipelineDocument, seed: number, isNamed: boolean): PipelineDocument {
  const name = isNamed ? `${document.name}, seed ${String(seed)}` : document.name;
  return { ...document, name, training: { ...document.training, seed } };
}

function beyondBudget({ cost }: CostRow, budget: SweepDocument['budget']): string | undefined {
  const { maximumMacs = Infinity, maximumParameters = Infinity } = budget;
  if (cost.macsPaper > maximumMacs) {
    return `its student takes ${giga(cost.macsPaper)} G MACs, over the budget of ${giga(maximumMacs)} G.`;
  }
  if (cost.parameters <= maximumParameters) return undefined;
  return `its student has ${String(cost.parameters)} parameters, over the budget of ${String(maximumParameters)}.`;
}

function giga(macs: number): string {
  return (macs / 1e9).toPrecision(3);
}

/** The settings of all candidates, also of those that are refused; a candidate's index counts these. */
export function combinationsOf(search: Search): Settings[] {
  return distinct(settingsOf(search));
}

function settingsOf(search: Search): Settings[] {
  if (search.kind === 'list') return search.settings;
  if (search.kind === 'grid') return search.axes.reduce<Settings[]>(crossed, [{}]);
  const generator = xoroshiro128plus(search.seed);
  return Array.from({ length: search.count }, () =>
    Object.fromEntries(search.axes.map((axis) => [axis.path, drawn(axis, generator)])),
  );
}

function crossed(settings: Settings[], { path, values }: { path: string; values: Setting[] }): Settings[] {
  return settings.flatMap((others) => values.map((value) => ({ ...others, [path]: value })));
}

function drawn(axis: Axis, generator: RandomGenerator): Setting {
  if ('values' in axis) return axis.values[uniformInt(generator, 0, axis.values.length - 1)]!;
  const { minimum, maximum, scale, integer } = axis;
  const share = uniformFloat64(generator);
  const value = scale === 'log' ? minimum * (maximum / minimum) ** share : minimum + (maximum - minimum) * share;
  return integer ? Math.round(value) : Number(value.toPrecision(6));
}

/** Draws of whole numbers repeat themselves: each combination is run once. */
function distinct(all: readonly Settings[]): Settings[] {
  return [...new Map(all.map((settings) => [JSON.stringify(settings), settings])).values()];
}

function labelOf(settings: Settings): string {
  return Object.entries(settings)
    .map(([path, value]) => `${path} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
