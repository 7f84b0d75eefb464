/** Jobs about weights files. */
import { sha256OfFile } from '../../core/files/sha256.ts';
import type { WeightsInspection } from '../../core/protocol/studio/weights.ts';
import { examineWeights } from '../../core/weights/import/importWeights.ts';
import { WEIGHTS_FORMATS } from '../../core/weights/weightsSource.ts';

/** What network the file is of. Rejects with a sentence if it cannot be read. */
export async function inspectWeights(file: string): Promise<WeightsInspection> {
  const { format, parts } = await examineWeights(file);
  const part = parts[0]!;
  const { network, fits, verdict, notes } = part;
  const known = fits && network?.kind === 'generator' ? network.choice : undefined;
  return {
    file,
    sha256: await sha256OfFile(file),
    format: WEIGHTS_FORMATS[format],
    generator: known
      ? {
          architecture: known.architecture,
          ngf: known.ngf,
          norm: known.norm,
          inputChannels: known.inputChannels,
          outputChannels: known.outputChannels,
          widths: known.widths ? { ...known.widths } : null,
        }
      : null,
    verdict: known || !fits ? verdict : `This is ${verdict}, not a generator.`,
    notes: [...notes],
  };
}
