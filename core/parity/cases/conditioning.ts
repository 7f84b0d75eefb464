/**
 * How well the reference's own question is posed. Where a ReLU's input or the difference under an L1 is zero up to rounding,
 * its slope may be either of two, in the authors' float32 as in ours; each such element moves the gradients behind it by
 * parts in a thousand (one of N pixels under an L1 moves that term's gradient by 2/√N). How far gradients move when the
 * pictures do by about what rounding amounts to after some fifty layers is measured here, with our own step.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { HostImages } from '../../distill/runner.ts';
import { relativeL2 } from '../report.ts';

/** Largest change of a value in −1…1. */
const NUDGE = 2e-6;
const DRAWS = 8;
/** Two roundings meet, the authors' and ours, and the draws are few. */
const MARGIN = 3;
/** Half an update; a faulty one is off by all of it. */
const MOST_OF_AN_UPDATE = 0.5;

type Gradients = Readonly<Record<string, Float32Array>>;

interface Measured {
  readonly still: Gradients;
  readonly nudged: readonly Gradients[];
}

export class Conditioning {
  private readonly gradientsOf: (nudge: (images: HostImages) => HostImages) => Gradients;
  private measured: Measured | undefined;

  /** `gradientsOf` runs the step on its pictures after `nudge`; it is called only if a tolerance is asked for. */
  constructor(gradientsOf: (nudge: (images: HostImages) => HostImages) => Gradients) {
    this.gradientsOf = gradientsOf;
  }

  /** The relative L2 distance by which the gradient of a variable may differ from the reference for rounding alone. */
  ofGradient(name: string): number {
    const { still, nudged: moved } = this.measure();
    return MARGIN * Math.max(...moved.map((gradients) => relativeL2(gradients[name]!, still[name]!)));
  }

  /**
   * The same for the update of any variable after `steps` steps of Adam, which are about ± the rate: gradients that are off by
   * r turn about r of the signs at each step, and every turned one moves its element by twice the rate. From the second
   * step on every network meets the others' rounding, so the worst gradient counts for all.
   */
  ofUpdate(steps: number): number {
    const worst = Math.max(...Object.keys(this.measure().still).map((name) => this.ofGradient(name)));
    return Math.min(2 * Math.sqrt(steps * worst), MOST_OF_AN_UPDATE);
  }

  private measure(): Measured {
    this.measured ??= {
      still: this.gradientsOf((images) => images),
      nudged: Array.from({ length: DRAWS }, (_, draw) => this.gradientsOf((images) => nudged(images, draw))),
    };
    return this.measured;
  }
}

function nudged(images: HostImages, draw: number): HostImages {
  const generator = xoroshiro128plus(draw);
  const values = images.values.map((value) => value + NUDGE * (2 * uniformFloat64(generator) - 1));
  return { ...images, values };
}
