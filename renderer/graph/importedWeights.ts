/** Which settings of the document a weights file brings along. */
import type { Changes, PipelineDocument } from '../../core/pipeline/index.ts';
import type { WeightsInspection } from '../../core/protocol/studio/weights.ts';

/** Makes the generator at `path` (`teachers.wider`, …) the one in the file, starting from its weights. */
export function settingsFrom({ file, sha256, generator }: WeightsInspection, path: string): Changes {
  const start = { [`${path}.start`]: { kind: 'weights', file, sha256 } };
  if (!generator) return start;
  const { architecture, ngf, widths } = generator;
  return {
    ...start,
    [`${path}.architecture`]: architecture,
    [`${path}.ngf`]: ngf,
    [`${path}.widths`]: widths ?? undefined,
  };
}

/** What the whole document has otherwise than the file: those settings are common to all networks. */
export function clashes({ generator }: WeightsInspection, { norm, preprocess }: PipelineDocument): string[] {
  if (!generator) return [];
  const found: string[] = [];
  if (generator.norm !== norm) {
    found.push(`These weights need normalisation “${generator.norm}”, but this pipeline has “${norm}”.`);
  }
  for (const side of ['inputChannels', 'outputChannels'] as const) {
    if (generator[side] !== preprocess[side]) {
      const which = side === 'inputChannels' ? 'input' : 'output';
      found.push(`These weights have ${generator[side]} ${which} channels, but this pipeline has ${preprocess[side]}.`);
    }
  }
  return found;
}
