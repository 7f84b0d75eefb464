/** Tensor shapes of a network for pictures of any size, as text: `height/4+2`. */
import type { Network } from '../networks/graph.ts';
import { inferShapes } from '../networks/shape.ts';

export interface SymbolicShape {
  readonly channels: number;
  readonly height: string;
  readonly width: string;
}

/** A size that every generator of the paper can halve without rest. */
const PROBE_PIXELS = 512;

/**
 * Sides depend linearly on the picture's sides as long as it can be halved without rest, so two sizes tell the formula.
 * @throws RangeError if the network cannot take pictures of 512 pixels.
 */
export function symbolicShapes(network: Network): Map<string, SymbolicShape> {
  const small = inferShapes(network, { height: PROBE_PIXELS, width: PROBE_PIXELS });
  const large = inferShapes(network, { height: 2 * PROBE_PIXELS, width: 2 * PROBE_PIXELS });
  return new Map(
    [...small].map(([id, shape]) => {
      const slope = (large.get(id)!.height - shape.height) / PROBE_PIXELS;
      const offset = shape.height - slope * PROBE_PIXELS;
      const formula = (side: string): string => `${side}${slopeText(slope)}${offsetText(offset)}`;
      return [id, { channels: shape.channels, height: formula('height'), width: formula('width') }];
    }),
  );
}

function slopeText(slope: number): string {
  if (slope === 1) return '';
  return slope < 1 ? `/${String(1 / slope)}` : `*${String(slope)}`;
}

function offsetText(offset: number): string {
  if (offset === 0) return '';
  return offset > 0 ? `+${String(offset)}` : String(offset);
}
