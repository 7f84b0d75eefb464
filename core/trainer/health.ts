/**
 * Watches a run: losses that are no numbers, divergence, spikes, a discriminator without a say, and a student whose pictures
 * are the negative of its teachers'.
 */
import type { WarningCode } from '../protocol/index.ts';
import { TrainError } from './trainError.ts';

export interface HealthWarning {
  readonly code: WarningCode;
  readonly message: string;
}

/** Weight of the newest step in the running mean of a loss. */
const SMOOTHING = 0.02;
/** Steps before a loss has a usual size. */
const WARM_UP_STEPS = 50;
const SPIKE_FACTOR = 20;
/** GAN terms swing around 0 by their nature: ten times their usual size means nothing there. */
const GAN_TERM = /^(D|G_gan|G_[AB]$)/;
/** So many times its usual size for so many steps in a row: it will not come back. */
const DIVERGED_FACTOR = 1000;
const DIVERGED_STEPS = 10;
/** The discriminator's loss per generator below which it is always right. */
const DEAD_DISCRIMINATOR = 0.01;
/** A warning of one kind about one loss is repeated after so many steps at the earliest. */
const SILENCE_STEPS = 200;

/** Correlation with the teachers' pictures below which the student's count as their negative. */
const NEGATIVE = -0.3;
/** A student that is on its way may pass through the negative; one that stays there for so many steps will hardly leave. */
const NEGATIVE_STEPS = 150;

interface Usual {
  mean: number;
  steps: number;
  farOff: number;
}

export class Health {
  private readonly usual = new Map<string, Usual>();
  private readonly lastWarning = new Map<string, number>();
  /** The first of the looks in a row at which the student made negatives. */
  private negativeSince: number | undefined;

  /** @throws TrainError when the run cannot go on: a loss is not a number, or has left for good. */
  check(step: number, losses: Readonly<Record<string, number>>): HealthWarning[] {
    const warnings = Object.entries(losses).flatMap(([term, value]) => this.checkTerm(step, term, value));
    for (const name of ['D', 'D_A', 'D_B'].filter((name) => name in losses)) {
      const discriminator = this.usual.get(name)!;
      if (discriminator.steps <= WARM_UP_STEPS || discriminator.mean >= DEAD_DISCRIMINATOR) continue;
      const message = `The discriminator's loss has stayed near ${discriminator.mean.toPrecision(2)} up to step ${step}: it is always right, and the teachers learn little from it.`;
      warnings.push(...this.unlessRecent(step, 'dead-discriminator', name, message));
    }
    return warnings;
  }

  /** @param likeness correlation of the student's pictures with its teachers', −1 … 1, as previews and evaluations see it */
  checkLikeness(step: number, likeness: number | undefined): HealthWarning[] {
    if (likeness === undefined || step === 0) return [];
    if (likeness >= NEGATIVE) {
      this.negativeSince = undefined;
      return [];
    }
    this.negativeSince ??= step;
    if (step - this.negativeSince < NEGATIVE_STEPS) return [];
    const message = `From step ${this.negativeSince} to step ${step} the student's pictures have been the negative of its teachers' (correlation ${likeness.toFixed(2)}). Its losses hardly see that, so it will stay there: start again with another seed, or with a higher learning rate.`;
    return this.unlessRecent(step, 'wrong-valley', 'student', message);
  }

  private checkTerm(step: number, term: string, value: number): HealthWarning[] {
    if (!Number.isFinite(value)) {
      const message = `At step ${step} the loss ${term} became ${value}. The last checkpoint before it is kept: resume from it with a lower learning rate.`;
      throw new TrainError('not-a-number', message, { step, term });
    }
    const size = Math.abs(value);
    const usual = this.usual.get(term) ?? { mean: size, steps: 0, farOff: 0 };
    this.usual.set(term, usual);
    const settled = usual.steps >= WARM_UP_STEPS && usual.mean > 0;
    const ratio = settled ? size / usual.mean : 1;
    usual.farOff = ratio > DIVERGED_FACTOR ? usual.farOff + 1 : 0;
    if (usual.farOff >= DIVERGED_STEPS) {
      const message = `The loss ${term} has been more than ${DIVERGED_FACTOR} times its usual size for ${DIVERGED_STEPS} steps, at step ${step} ${value.toPrecision(3)}. Resume from the last checkpoint with a lower learning rate.`;
      throw new TrainError('diverged', message, { step, term });
    }
    usual.steps++;
    // A value far off does not become the usual one, or divergence would hide itself.
    if (ratio <= SPIKE_FACTOR) usual.mean += (size - usual.mean) * Math.max(SMOOTHING, 1 / usual.steps);
    if (!settled || ratio <= SPIKE_FACTOR || GAN_TERM.test(term)) return [];
    const message = `At step ${step} the loss ${term} is ${value.toPrecision(3)}, ${ratio.toFixed(0)} times its usual size.`;
    return this.unlessRecent(step, 'loss-spike', term, message);
  }

  private unlessRecent(step: number, code: WarningCode, term: string, message: string): HealthWarning[] {
    const key = `${code} ${term}`;
    const last = this.lastWarning.get(key);
    if (last !== undefined && step - last < SILENCE_STEPS) return [];
    this.lastWarning.set(key, step);
    return [{ code, message }];
  }
}
