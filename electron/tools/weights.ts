/** Jobs about weights files. */
import { sha256OfFile } from '../../core/files/sha256.ts';
import type { FileInspection, WeightsInspection } from '../../core/protocol/studio/weights.ts';
import type { KnownNetwork } from '../../core/weights/import/candidates.ts';
import { examineWeights } from '../../core/weights/import/importWeights.ts';
import { siblingsOf } from '../../core/weights/import/siblings.ts';
import { WEIGHTS_FORMATS } from '../../core/weights/weightsSource.ts';

/** What network the file is of, and what lies beside it. Rejects with a sentence if it cannot be read. */
export async function inspectWeights(file: string): Promise<WeightsInspection> {
  const inspection = await inspectFile(file);
  const siblings: WeightsInspection['siblings'] = [];
  for (const { file: beside, setting } of inspection.generator ? await siblingsOf(file) : []) {
    if (setting === undefined) continue;
    // One that cannot be read is not offered.
    const found = await inspectFile(beside).catch(() => undefined);
    const fits = setting === 'cycle.backward' ? found?.generator : found?.discriminator;
    if (found && fits) siblings.push({ setting, inspection: found });
  }
  return { ...inspection, siblings };
}

async function inspectFile(file: string): Promise<FileInspection> {
  const { format, parts } = await examineWeights(file);
  const { network, fits, verdict, notes } = parts[0]!;
  const known = fits ? network : undefined;
  return {
    file,
    sha256: await sha256OfFile(file),
    format: WEIGHTS_FORMATS[format],
    generator: known?.kind === 'generator' ? generatorOf(known) : null,
    discriminator: known?.kind === 'discriminator' ? discriminatorOf(known) : null,
    isRecognised: known !== undefined,
    verdict,
    notes: [...notes],
  };
}

function generatorOf({ choice }: Extract<KnownNetwork, { kind: 'generator' }>): WeightsInspection['generator'] {
  const { architecture, ngf, norm, inputChannels, outputChannels, widths } = choice;
  return { architecture, ngf, norm, inputChannels, outputChannels, widths: widths ? { ...widths } : null };
}

function discriminatorOf({
  choice,
}: Extract<KnownNetwork, { kind: 'discriminator' }>): WeightsInspection['discriminator'] {
  const { architecture, ndf, nLayers, inputChannels } = choice;
  return { architecture, ndf, nLayers: nLayers ?? null, inputChannels };
}
