/** What the report and the model card say about where a generator of a run comes from. */
import { withAbsoluteFolders } from '../data/fetched/datasetFolders.ts';
import { openSource } from '../data/openSource.ts';
import { costOf } from '../networks/cost.ts';
import { sizeMultipleOf } from '../networks/generators.ts';
import { keptGenerators, mostTelling, pipelineCost, type PipelineDocument } from '../pipeline/index.ts';
import type { KeptRole } from '../protocol/scalars.ts';
import type { CheckpointRecord, EvaluationRecord, RunRecord } from '../store/index.ts';
import type { Teacher, Teachers } from '../trainer/teachers.ts';
import { photoInputs } from './photoInputs.ts';
import type { ModelOrigin } from './report.ts';

/** @throws RangeError if the run has no such generator */
export function describeOrigin(
  run: RunRecord,
  role: KeptRole,
  checkpoint: CheckpointRecord & { readonly teachers: Teachers },
  evaluations: readonly EvaluationRecord[],
): ModelOrigin {
  const { document } = run;
  const generator = keptGenerators(document).find((candidate) => candidate.role === role);
  if (!generator) throw new RangeError(`The run "${run.name}" has no generator "${role}".`);
  const { architecture, ngf } = generator.settings;
  const { inputChannels, outputChannels, cropSize } = document.preprocess;
  const isBackward = role === 'backward';
  // Otherwise the latest weights are kept, as in every paired run.
  const keepsBest = document.method === 'omgd-unpaired' && (role === 'wider' || isBackward);
  const snapshot = keepsBest ? checkpoint.teachers[role] : undefined;
  const { macsPaper, macsExact, parameters } = costOf(generator.network, { height: cropSize, width: cropSize });
  return {
    architecture,
    ngf,
    norm: document.norm,
    inputChannels: isBackward ? outputChannels : inputChannels,
    outputChannels: isBackward ? inputChannels : outputChannels,
    sizeMultiple: sizeMultipleOf(architecture),
    trainedPixels: cropSize,
    role,
    method: document.method,
    ...directionOf(document, isBackward),
    ...(snapshot ? { snapshot: snapshotOf(snapshot) } : {}),
    run: { id: run.id, name: run.name, step: checkpoint.step, totalSteps: run.totalSteps },
    checkpointSha256: checkpoint.sha256,
    dataset: datasetOf(run, isBackward),
    metrics: keepsBest && !snapshot ? [] : metricsOf(evaluations, role, snapshot?.step, checkpoint.step),
    cost: { macsPaper, macsExact, parameters },
    teachers:
      role === 'student'
        ? pipelineCost(document)
            .filter((row) => row.role !== role)
            .map(teacherOf)
        : [],
  };
}

function directionOf({ dataset }: PipelineDocument, isBackward: boolean): Pick<ModelOrigin, 'direction'> {
  if (!('direction' in dataset)) return {};
  return { direction: (dataset.direction === 'AtoB') === isBackward ? 'BtoA' : 'AtoB' };
}

function snapshotOf({ step, epoch, measured }: Teacher): NonNullable<ModelOrigin['snapshot']> {
  return { step, epoch, chosenBy: measured?.metric ?? null };
}

function teacherOf({ role, architecture, ngf, timesStudent }: ReturnType<typeof pipelineCost>[number]) {
  return { role, architecture, ngf, timesMacs: timesStudent.macsPaper };
}

function datasetOf({ document, documentDirectory }: RunRecord, isBackward: boolean): ModelOrigin['dataset'] {
  const { name, license } = openSource(withAbsoluteFolders(document.dataset, documentDirectory));
  const { dataset, preprocess } = document;
  const inputs = dataset.kind === 'photos' && !isBackward ? { inputs: photoInputs(dataset, preprocess.loadSize) } : {};
  return { name, ...inputs, ...(license ? { license } : {}) };
}

/**
 * What these weights were found to reach. A snapshot was measured when it was taken; other generators by the latest
 * evaluation that the checkpoint's weights, or earlier ones, were given. Of several under different conditions, the most telling.
 */
function metricsOf(
  evaluations: readonly EvaluationRecord[],
  role: KeptRole,
  snapshotStep: number | undefined,
  step: number,
): ModelOrigin['metrics'] {
  const own = evaluations.filter((evaluation) => evaluation.role === role && evaluation.step <= step);
  const measured = snapshotStep ?? own.at(-1)?.step;
  return mostTelling(own.filter((evaluation) => evaluation.step === measured)).map(
    ({ metric, value, samples, details }) => ({
      metric,
      samples,
      value: Number.isFinite(value) ? value : null,
      ...(details?.realSamples === undefined ? {} : { realSamples: details.realSamples }),
    }),
  );
}
