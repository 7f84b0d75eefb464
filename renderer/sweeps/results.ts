/** What a sweep's runs have reached: their metrics, and the points of its curve. */
import { METRICS, spreadOf } from '../../core/pipeline/index.ts';
import type { CandidateSettings, StudioSweepRun } from '../../core/protocol/studio/sweeps.ts';
import type { CostPoint } from '../compare/costPoints.ts';
import { axisTitle, valueText } from './axisFields.ts';

/** Quality metrics that any of the runs was measured with. */
export function metricsOfRuns(runs: readonly Pick<StudioSweepRun, 'qualities'>[]): string[] {
  return METRICS.filter((metric) => runs.some(({ qualities }) => metric in qualities));
}

/**
 * A point for every candidate that was measured with `metric`, leaving out runs that a person took out: the mean over its
 * seeds. Its id and its glyph count the candidates from 1; costs are in GMACs.
 */
export function pointsOfSweep(runs: readonly StudioSweepRun[], metric: string): CostPoint[] {
  const measured = runs.filter(({ leftOut, qualities }) => !leftOut && metric in qualities);
  const candidates = [...new Set(measured.map(({ candidate }) => candidate))];
  return candidates.map((candidate): CostPoint => {
    const members = measured.filter((run) => run.candidate === candidate);
    const { mean, ...spread } = spreadOf(members.map(({ qualities }) => qualities[metric]!));
    const { settings, macs } = members[0]!;
    const glyph = String(candidate + 1);
    return {
      ...{ id: glyph, glyph, label: settingsText(settings), colour: 'student', isPublished: false },
      ...{ cost: macs / 1e9, quality: mean, ...spread },
    };
  });
}

/** E.g. “Student: Width 8, λ_SSIM 10”. */
export function settingsText(settings: CandidateSettings): string {
  return Object.entries(settings)
    .map(([path, value]) => `${axisTitle(path)} ${valueText(path, value)}`)
    .join(', ');
}

/** Paths that any of the candidates sets, in the order of the first. */
export function pathsOf(candidates: readonly { readonly settings: CandidateSettings }[]): string[] {
  return [...new Set(candidates.flatMap(({ settings }) => Object.keys(settings)))];
}
