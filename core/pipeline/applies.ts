/** Which settings mean something to a method: an editor hides the others, which keep their values. */
import { hasTeachers, isUnpaired, type Method } from './methods.ts';

const UNPAIRED_ONLY =
  /^(losses\.(cycleWeight|identityWeight)|training\.(poolSize|blockLength)|evaluation\.teacherMetric)/;
const PAIRED_ONLY = /^losses\.(ganWeight|reconWeight|reconType)|\.frozen$/;
const WITH_TEACHERS =
  /^(losses\.(ssim|style|feature|tv|channel)Weight|training\.(nDis|blockLength)|evaluation\.teacherMetric)/;

export function appliesTo(path: string, method: Method): boolean {
  if (UNPAIRED_ONLY.test(path) && !isUnpaired(method)) return false;
  if (PAIRED_ONLY.test(path) && isUnpaired(method)) return false;
  return hasTeachers(method) || !WITH_TEACHERS.test(path);
}
