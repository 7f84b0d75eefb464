/**
 * The networks in a weights file. People save state dicts bare, wrapped (`module.`, `netG.`, Lightning's prefixes), inside a
 * table with other things, or several in one file; and old files carry tensors that nothing reads.
 */
import type { TensorHeader } from '../weightsSource.ts';

/** First weights of the networks that we know: whatever stands before one is a wrapper. */
const FIRST_WEIGHTS = [
  'model.1.weight',
  'model.model.0.weight',
  'model.0.weight',
  'net.0.weight',
  'block1s.0.block.0.weight',
  'features.0.weight',
] as const;

/** A CycleGAN has four networks, a run's checkpoint five; a file that names thousands only wants to keep us busy. */
const MOST_PARTS = 16;

export interface StateDictPart {
  /** What was taken off the front of every name, e.g. `module.`; usually nothing. */
  readonly prefix: string;
  /** By the official name. */
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  /** Sentences about what was renamed or left out. */
  readonly notes: readonly string[];
}

export interface NamedTensor extends TensorHeader {
  /** The name in the file. */
  readonly fileName: string;
}

/** One part for every wrapper in the file, the one with most tensors first; a file of no known network is one part. */
export function stateDictParts(headers: ReadonlyMap<string, TensorHeader>): StateDictPart[] {
  const prefixes = new Set([...headers.keys()].flatMap(wrappersOf));
  if (prefixes.size === 0) prefixes.add('');
  return [...prefixes]
    .slice(0, MOST_PARTS)
    .map((prefix) => tidy(prefix, headers))
    .sort((first, second) => second.tensors.size - first.tensors.size);
}

/** Everything in the file, under the names that it has there. */
export function wholeFile(headers: ReadonlyMap<string, TensorHeader>): StateDictPart {
  return tidy('', headers);
}

/** `model.model.0.weight` may be a U-Net's, or a discriminator's behind `model.`: both are tried. */
function wrappersOf(name: string): string[] {
  return FIRST_WEIGHTS.flatMap((first) => {
    const prefix = name.slice(0, -first.length);
    return name.endsWith(first) && (prefix === '' || prefix.endsWith('.')) ? [prefix] : [];
  });
}

function tidy(prefix: string, headers: ReadonlyMap<string, TensorHeader>): StateDictPart {
  const named = [...headers]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, header]): [string, NamedTensor] => [name.slice(prefix.length), { ...header, fileName: name }]);
  const notes: string[] = [];
  if (prefix !== '') notes.push(`Names are taken without "${prefix}".`);
  const others = headers.size - named.length;
  if (others > 0) notes.push(`${others} tensors of the file belong to something else and are left out.`);
  const current = withoutStaleStatistics(new Map(named), notes);
  return { prefix, tensors: withDropoutNumbers(current, notes), notes };
}

/**
 * Before version 0.4 PyTorch's instance norm saved running statistics that it never used. An affine norm has a weight
 * beside its statistics; where there is none, they are such leftovers.
 */
function withoutStaleStatistics(tensors: Map<string, NamedTensor>, notes: string[]): Map<string, NamedTensor> {
  const stale = [...tensors.keys()].filter((name) => {
    const module = /^(.*)\.(?:running_mean|running_var|num_batches_tracked)$/.exec(name)?.[1];
    return module !== undefined && !tensors.has(`${module}.weight`);
  });
  for (const name of stale) tensors.delete(name);
  if (stale.length > 0) {
    notes.push(`${stale.length} running statistics of instance norms, which old versions of PyTorch saved for nothing, are left out.`); // prettier-ignore
  }
  return tensors;
}

const SECOND_CONVOLUTION = /\.conv_block\.5\.(?:conv\.0\.)?weight$/;

/**
 * A residual block built without dropout has its second convolution at `conv_block.5`, one with dropout (and ours, whatever
 * the rate) at `.6`. Same layers, other numbers.
 */
function withDropoutNumbers(tensors: Map<string, NamedTensor>, notes: string[]): Map<string, NamedTensor> {
  const isWithout = [...tensors].some(([name, { shape }]) => SECOND_CONVOLUTION.test(name) && shape.length === 4);
  if (!isWithout) return tensors;
  notes.push(
    'The blocks were built without dropout: conv_block.5 is read as conv_block.6 (the same layer), and so on.',
  );
  const renamed = [...tensors].map(([name, tensor]): [string, NamedTensor] => {
    return [name.replace(/\.conv_block\.([5-9])\./, (_, number) => `.conv_block.${Number(number) + 1}.`), tensor];
  });
  return new Map(renamed);
}
