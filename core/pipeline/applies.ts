/** Which settings mean something to a method and its metrics: an editor hides the others, which keep their values. */
import { hasTeachers, isUnpaired, type Method } from './methods.ts';
import { METRIC_INFO, neededNetworks } from './metrics.ts';

/** What of a document decides that. */
export interface AppliedDocument {
  readonly method: Method;
  readonly evaluation: { readonly metrics: readonly string[] };
}

const UNPAIRED_ONLY =
  /^(cycle\.|losses\.(cycleWeight|identityWeight)|training\.(poolSize|blockLength)|evaluation\.teacherMetric)/;
const PAIRED_ONLY = /^losses\.(ganWeight|reconWeight|reconType)|\.frozen$/;
const WITH_TEACHERS =
  /^(losses\.(ssim|style|feature|tv|channel)Weight|training\.(nDis|blockLength)|evaluation\.teacherMetric)/;

const SEGMENTATION = 'evaluation.segmentation.';
const METRIC_WEIGHTS = 'evaluation.weights.';

export function appliesTo(path: string, { method, evaluation }: AppliedDocument): boolean {
  if (path.startsWith(METRIC_WEIGHTS)) {
    return neededNetworks(evaluation.metrics).some((network) => path === `${METRIC_WEIGHTS}${network}`);
  }
  if (path === 'evaluation.realPictures') return evaluation.metrics.some(comparesSets);
  if (path.startsWith(SEGMENTATION)) return evaluation.metrics.includes('miou');
  if (UNPAIRED_ONLY.test(path) && !isUnpaired(method)) return false;
  if (PAIRED_ONLY.test(path) && isUnpaired(method)) return false;
  return hasTeachers(method) || !WITH_TEACHERS.test(path);
}

function comparesSets(metric: string): boolean {
  return METRIC_INFO[metric]?.compares === 'sets';
}
