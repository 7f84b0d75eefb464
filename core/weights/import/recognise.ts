/** What network a state dict belongs to: the known one whose names and shapes differ least, and how it differs. */
import type { Network } from '../../networks/graph.ts';
import { inferShapes } from '../../networks/shape.ts';
import { compareStateDict, differenceSize, type StateDictDifference } from '../stateDict.ts';
import { candidatesFor, generator, officialWeightsOf, type Headers, type KnownNetwork } from './candidates.ts';

export interface Recognition {
  readonly known: KnownNetwork;
  /** Empty lists where it fits exactly. */
  readonly difference: StateDictDifference;
  readonly fits: boolean;
}

/** undefined: not even the first weight is that of a network we know. */
export function recognise(headers: Headers): Recognition | undefined {
  const judged = candidatesFor(headers)
    .map((known) => judge(known, headers))
    .sort((first, second) => differenceSize(first.difference) - differenceSize(second.difference));
  const nearest = judged[0];
  if (!nearest || nearest.fits) return nearest;
  return judged.slice(0, MOST_PRUNED_TRIES).map((one) => pruned(one.known, headers)).find((one) => one?.fits) ?? nearest; // prettier-ignore
}

/** Shapes of pruned networks differ all over, so the nearest few by names are tried. */
const MOST_PRUNED_TRIES = 4;

function judge(known: KnownNetwork, headers: Headers): Recognition {
  const compared = compareStateDict(officialWeightsOf(known), headers);
  // Perceptual networks come with their classifier, which nothing here needs.
  const difference = known.kind === 'vgg16' ? { ...compared, unknown: [] } : compared;
  return { known, difference, fits: differenceSize(difference) === 0 };
}

/**
 * The same generator with convolutions as wide as the file has them; undefined if that is no network. Widths of later
 * layers follow from earlier ones, so they are found one by one: only those that do not follow are written down.
 */
function pruned(known: KnownNetwork, headers: Headers): Recognition | undefined {
  if (known.kind !== 'generator') return undefined;
  const widths: Record<string, number> = {};
  try {
    for (;;) {
      const attempt = generator({ ...known.choice, widths });
      const unusual = firstUnusual(attempt.network, headers);
      if (!unusual || unusual.id in widths) {
        inferShapes(attempt.network, SOME_SIZE);
        return judge(attempt, headers);
      }
      widths[unusual.id] = unusual.width;
    }
  } catch (error) {
    // Widths that do not fit together, e.g. on both sides of a sum.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const SOME_SIZE = { height: 256, width: 256 };

function firstUnusual(network: Network, headers: Headers): { id: string; width: number } | undefined {
  for (const node of network.nodes) {
    if (node.op !== 'conv' && node.op !== 'convTranspose') continue;
    const width = headers.get(`${node.id}.weight`)?.shape[node.op === 'conv' ? 0 : 1];
    if (width !== undefined && width !== node.outChannels) return { id: node.id, width };
  }
  return undefined;
}
