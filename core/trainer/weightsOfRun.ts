/** Which weights a run looks through: the files of its metrics, and what is said and recorded about all of them. */
import { sha256OfFile } from '../files/sha256.ts';
import { namedWeights, type PipelineDocument } from '../pipeline/index.ts';
import type { WeightsUse } from '../protocol/index.ts';
import type { EngineVoice } from './engineVoice.ts';
import type { PerceptualWeights } from './perceptualWeights.ts';
import { howToGet, requireFile, resolveWeights, type LibraryFiles } from './weightsFiles.ts';

export interface MetricWeights {
  /** What the metrics need it as: `inception`, … */
  readonly network: string;
  /** As the document names it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/** @throws TrainError if one is not there: unlike a loss, a metric has no other network that would do. */
export async function metricWeights(
  document: PipelineDocument,
  directory: string,
  library: LibraryFiles = {},
): Promise<MetricWeights[]> {
  const found: MetricWeights[] = [];
  for (const { network, file } of namedWeights(document)) {
    if (network === 'perceptual') continue;
    const path = resolveWeights(file, directory, library);
    await requireFile(path, undefined);
    found.push({ network, file, path });
  }
  return found;
}

/** Says what the run looks through, warns where that is not what was asked for, and has it recorded. */
export async function sayWeights(
  voice: EngineVoice,
  trunk: Pick<PerceptualWeights, 'source' | 'sha256' | 'insteadOf'>,
  files: readonly MetricWeights[],
): Promise<void> {
  const { source, sha256, insteadOf } = trunk;
  voice.say({ kind: 'log', level: 'info', message: `Perceptual network: ${source}.` });
  if (sha256 === undefined) {
    const message =
      'Style and feature losses use a random VGG16 as a stand-in: it has learned nothing, so their values and this ' +
      "run's results cannot be compared with the paper. Choose the built-in trunk or a weights file.";
    voice.say({ kind: 'warning', code: 'perceptual-random', step: 0, message });
  }
  if (insteadOf !== undefined) {
    const message =
      `The pipeline asks for "${insteadOf}", which was not in the weights library when the run began. Style and feature ` +
      `losses use ${source} instead: their values cannot be compared with runs that have it. ${howToGet(insteadOf.replace(/^library:/, ''))}`;
    voice.say({ kind: 'warning', code: 'perceptual-fallback', step: 0, message });
  }
  const used: WeightsUse[] = sha256 === undefined ? [] : [{ network: 'perceptual', source, sha256 }];
  for (const { network, file, path } of files) used.push({ network, source: file, sha256: await sha256OfFile(path) });
  if (used.length > 0) voice.say({ kind: 'weights', used });
}
