/** The pairs of a run: checked before training starts, split, and the fixed ones that previews and evaluation show. */
import { formatReport, requireEnoughPairs, type DatasetReport } from '../data/datasetReport.ts';
import { loadSamples } from '../data/loadSamples.ts';
import { openDataset, type FetchOptions } from '../data/fetched/openDataset.ts';
import { byId, withSide, zipSides, type PairSample, type Split } from '../data/pairSource.ts';
import { spreadSamples } from '../data/spreadSamples.ts';
import { samplesOf, validateDataset } from '../data/validateDataset.ts';
import type { PairBatch } from '../data/batch.ts';
import { realPicturesOf, type RealPictures } from './realPictures.ts';
import { isUnpaired, type PipelineDocument } from '../pipeline/index.ts';

export interface RunPairs {
  readonly report: DatasetReport;
  /** The report for people. */
  readonly reportText: string;
  readonly training: readonly PairSample[];
  /** Unpaired: the samples that the targets come from; `training` has the inputs. */
  readonly targets?: readonly PairSample[];
  /** Whether the held-out pictures belong together, so that each can be measured against its target. */
  readonly belongTogether: boolean;
  /** What previews show, one after the other. */
  readonly previews: readonly PairBatch[];
  /** What evaluation measures, one after the other. Held out: none of them is trained on. */
  readonly evaluation: readonly PairBatch[];
  readonly evaluationSplit: Split;
  /** What sets are compared with, where it is more than `evaluation`. */
  readonly real?: RealPictures;
}

/** A dataset that is named by a web address is fetched first. @throws DataError if it is missing or too little of it can be used. */
export async function preparePairs(
  document: PipelineDocument,
  directory: string,
  onProgress: (done: number, total: number) => void,
  fetching: FetchOptions = {},
): Promise<RunPairs> {
  const { preprocess, training, previews, evaluation } = document;
  const source = await openDataset(document.dataset, directory, fetching);
  const { report, samples } = await validateDataset(source, { cropSize: preprocess.cropSize, onProgress });
  requireEnoughPairs(report, training.batchSize);
  const usable = samplesOf(samples, 'train');
  const limited = (some: readonly PairSample[]): readonly PairSample[] => {
    const limit = preprocess.maximumPairs ?? some.length;
    return limit < some.length ? spreadSamples(some, limit).sort(byId) : some;
  };
  const { split: evaluationSplit, samples: heldOut } = heldOutSamples(samples);
  const real = realPicturesOf(document, samples);
  return {
    report,
    reportText: formatReport(report),
    training: limited(withSide(usable, 'input')),
    ...(isUnpaired(document.method) ? { targets: limited(withSide(usable, 'target')) } : {}),
    belongTogether: !samples.some(({ pictures }) => pictures.layout === 'single'),
    previews: await loadOneByOne(spreadSamples(heldOut, previews.samples), document),
    evaluation: await loadOneByOne(spreadSamples(heldOut, evaluation.samples), document),
    evaluationSplit,
    ...(real ? { real } : {}),
  };
}

/** The validation pairs, or where a dataset has none, its test pairs. */
export function heldOutSamples(samples: readonly PairSample[]): {
  readonly split: Split;
  readonly samples: PairSample[];
} {
  const validation = zipSides(samplesOf(samples, 'validation'));
  if (validation.length > 0) return { split: 'validation', samples: validation };
  return { split: 'test', samples: zipSides(samplesOf(samples, 'test')) };
}

function loadOneByOne(samples: readonly PairSample[], { preprocess }: PipelineDocument): Promise<PairBatch[]> {
  return Promise.all(samples.map((sample) => loadSamples([sample], preprocess)));
}
