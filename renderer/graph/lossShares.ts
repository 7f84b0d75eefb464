/** How much of the loss each weighted term makes up, from the numbers of a run. */
import type { PipelineDocument } from '../../core/pipeline/index.ts';

type Losses = PipelineDocument['losses'];
export type LossWeightName = Exclude<keyof Losses, 'reconType'>;

/** Whose loss a weight acts on, and the run's metrics that it multiplies (core/distill/step.ts, cycleStep.ts). */
const TERMS: Readonly<Record<LossWeightName, { readonly side: 'student' | 'teachers'; readonly metrics: RegExp }>> = {
  ganWeight: { side: 'teachers', metrics: /^G_gan_/ },
  reconWeight: { side: 'teachers', metrics: /^G_recon_/ },
  ssimWeight: { side: 'student', metrics: /^G_SSIM_/ },
  styleWeight: { side: 'student', metrics: /^G_style_/ },
  featureWeight: { side: 'student', metrics: /^G_feature_/ },
  tvWeight: { side: 'student', metrics: /^G_tv_/ },
  channelWeight: { side: 'student', metrics: /^G_CD$/ },
  cycleWeightA: { side: 'teachers', metrics: /^G_cycle_A$/ },
  cycleWeightB: { side: 'teachers', metrics: /^G_cycle_B$/ },
  identityWeight: { side: 'teachers', metrics: /^G_idt_/ },
};
const NAMES = Object.keys(TERMS) as readonly LossWeightName[];

export interface LossShare {
  readonly side: 'student' | 'teachers';
  /** Of that side's total, from 0 to 1. */
  readonly share: number;
}

/**
 * Shares of the terms, with every term of the run scaled from the weight it had there to the weight it has now. A term that
 * was off in the run cannot be scaled and has no share. Sizes count, not signs: the adversarial term may be negative.
 */
export function lossShares(
  metrics: Readonly<Record<string, number>>,
  runLosses: Losses,
  losses: Losses,
): Partial<Record<LossWeightName, LossShare>> {
  const sizes = NAMES.flatMap((name) => {
    const values = Object.entries(metrics).filter(([metric, value]) => TERMS[name].metrics.test(metric) && Number.isFinite(value)); // prettier-ignore
    if (values.length === 0 || runLosses[name] === 0) return [];
    const scale = losses[name] / runLosses[name];
    return [
      { name, side: TERMS[name].side, size: values.reduce((sum, [, value]) => sum + Math.abs(value) * scale, 0) },
    ];
  });
  const totalOf = (side: string) => sizes.filter((term) => term.side === side).reduce((sum, { size }) => sum + size, 0);
  return Object.fromEntries(sizes.map(({ name, side, size }) => [name, { side, share: size / (totalOf(side) || 1) }]));
}

/** `losses.ssimWeight` → `ssimWeight`; undefined for settings that are no weight of a loss. */
export function lossWeightOf(path: string): LossWeightName | undefined {
  return NAMES.find((name) => path === `losses.${name}`);
}
