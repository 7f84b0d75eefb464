/** Finds combinations of settings that are each fine by themselves but cannot work, or hardly, together. */
import * as dataset from './checks/dataset.ts';
import * as exports from './checks/export.ts';
import type { Check, Finding } from './checks/finding.ts';
import * as sizes from './checks/sizes.ts';
import * as teachers from './checks/teachers.ts';
import * as evaluation from './checks/evaluation.ts';
import * as training from './checks/training.ts';
import * as unpaired from './checks/unpaired.ts';
import * as weights from './checks/weights.ts';
import type { PipelineDocument } from './schema.ts';

const CHECKS: readonly Check[] = [
  dataset.addressIsUsable,
  sizes.cropFitsLoad,
  sizes.cropFitsGenerators,
  sizes.discriminatorFitsCrop,
  teachers.someTeacher,
  teachers.headForEachTeacher,
  teachers.channelTaps,
  teachers.studentLearnsSomething,
  teachers.teachersLearnSomething,
  teachers.nothingFrozenInCycle,
  teachers.frozenTeachersKnowSomething,
  teachers.widthsFit,
  teachers.studentIsSmaller,
  training.someLength,
  training.fullBatch,
  training.perceptualIsReal,
  training.baselineIgnores,
  evaluation.largeEnoughForMetrics,
  evaluation.segmentationForMetrics,
  evaluation.bestIsMeasured,
  unpaired.pairsForPairedMethod,
  unpaired.discriminatorWithOneHead,
  unpaired.identityNeedsChannels,
  unpaired.oneTeacherIfUnpaired,
  unpaired.wholeBlocks,
  unpaired.measurable,
  unpaired.teacherMetricIsTaken,
  unpaired.cycleIsUnpaired,
  unpaired.bothWaysKnowAsMuch,
  exports.exportsAreMade,
  weights.libraryKnowsWeights,
];

/** Everything that is wrong or doubtful, errors first. A document may run if no finding is an error. */
export function checkPipeline(document: PipelineDocument): Finding[] {
  const findings = CHECKS.flatMap((check) => check(document));
  return [...findings.filter(isError), ...findings.filter((finding) => !isError(finding))];
}

export function isError(finding: Finding): boolean {
  return finding.severity === 'error';
}
