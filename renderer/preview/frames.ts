/** Sorts a run's previews for the viewer: which steps there are, which samples, and which pictures of each. */
import { PreviewRoleSchema, type PreviewRole } from '../../core/protocol/index.ts';

export interface PreviewPlace {
  readonly step: number;
  readonly epoch: number;
  readonly sampleId: string;
  readonly role: PreviewRole;
}

export interface FilmFrame {
  readonly step: number;
  readonly epoch: number;
}

/** Every step with pictures, ascending. */
export function framesOf(previews: readonly PreviewPlace[]): FilmFrame[] {
  const byStep = new Map(previews.map(({ step, epoch }) => [step, { step, epoch }]));
  return [...byStep.values()].sort((first, second) => first.step - second.step);
}

/** In the order in which they were reported first. */
export function samplesOf(previews: readonly PreviewPlace[]): string[] {
  return [...new Set(previews.map(({ sampleId }) => sampleId))];
}

/** The pictures that one network makes of a sample, by step. */
export function filmOf<Place extends PreviewPlace>(
  previews: readonly Place[],
  sampleId: string | undefined,
  role: PreviewRole,
): Map<number, Place> {
  const own = previews.filter((preview) => preview.sampleId === sampleId && preview.role === role);
  return new Map(own.map((preview) => [preview.step, preview]));
}

/**
 * The pictures of one sample at one step, in the order of the strip. Input and target do not change during a run, so they
 * may be kept at one step only: the latest at or before this step stands in, or else the first there is.
 */
export function picturesAt<Place extends PreviewPlace>(
  previews: readonly Place[],
  sampleId: string,
  step: number,
): Place[] {
  const ofSample = previews.filter((preview) => preview.sampleId === sampleId);
  return PreviewRoleSchema.options.flatMap((role) => {
    const ofRole = ofSample.filter((preview) => preview.role === role).sort((a, b) => a.step - b.step);
    const exact = ofRole.find((preview) => preview.step === step);
    const found =
      exact ?? (isFixed(role) ? (ofRole.findLast((preview) => preview.step < step) ?? ofRole[0]) : undefined);
    return found ? [found] : [];
  });
}

function isFixed(role: PreviewRole): boolean {
  return role === 'input' || role === 'target';
}
