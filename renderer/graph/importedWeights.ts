/** Which settings of the document a weights file brings along. */
import { hasTeachers, type Changes, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { FileInspection } from '../../core/protocol/studio/weights.ts';

/** The discriminators of a CycleGAN; everything else that can start from weights is a generator. */
export function isDiscriminator(path: string): boolean {
  return /^cycle\.(discriminator|backwardDiscriminator)/.test(path);
}

/** Makes the network at `path` (`teachers.wider`, `cycle.backward`, …) the one in the file, starting from its weights. */
export function settingsFrom(inspection: FileInspection, path: string): Changes {
  const { file, sha256, generator, discriminator } = inspection;
  const start = { [`${path}.start`]: { kind: 'weights', file, sha256 } };
  if (isDiscriminator(path)) return discriminator ? { ...start, ...discriminatorSettings(discriminator) } : start;
  // The way back is as the generator that it leads back from.
  if (!generator || path.startsWith('cycle.')) return start;
  const { architecture, ngf, widths } = generator;
  return {
    ...start,
    [`${path}.architecture`]: architecture,
    [`${path}.ngf`]: ngf,
    [`${path}.widths`]: widths ?? undefined,
  };
}

function discriminatorSettings({ architecture, ndf, nLayers }: NonNullable<FileInspection['discriminator']>): Changes {
  const depth = nLayers === null ? {} : { 'discriminator.nLayers': nLayers };
  return { 'discriminator.kind': architecture, 'discriminator.ndf': ndf, ...depth };
}

/** What the document has otherwise than the file, of settings that other networks share with the one at `path`. */
export function clashes({ generator }: FileInspection, document: PipelineDocument, path: string): string[] {
  if (!generator) return [];
  const { norm, preprocess } = document;
  const isBack = path === 'cycle.backward';
  const found: string[] = isBack ? backwardClashes(generator, document) : [];
  if (generator.norm !== norm) {
    found.push(`These weights need normalisation “${generator.norm}”, but this pipeline has “${norm}”.`);
  }
  const sides = { input: preprocess.inputChannels, output: preprocess.outputChannels };
  const [into, out] = isBack ? [sides.output, sides.input] : [sides.input, sides.output];
  for (const [which, has, wanted] of [
    ['input', generator.inputChannels, into],
    ['output', generator.outputChannels, out],
  ] as const) {
    if (has !== wanted) found.push(`These weights have ${has} ${which} channels, but this pipeline has ${wanted}.`);
  }
  return found;
}

function backwardClashes(
  { architecture, ngf }: NonNullable<FileInspection['generator']>,
  { method, teachers, student }: PipelineDocument,
): string[] {
  const there = hasTeachers(method) ? teachers.wider : student;
  if (!there || (there.architecture === architecture && there.ngf === ngf)) return [];
  return [`These weights are of ${architecture}, width ${ngf}, but they lead back from ${there.architecture}, width ${there.ngf}.`]; // prettier-ignore
}
