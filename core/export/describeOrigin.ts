/** What the report and the model card say about where a generator of a run comes from. */
import { openSource } from '../data/openSource.ts';
import { sizeMultipleOf } from '../networks/generators.ts';
import { participantsOf, pipelineCost, type GeneratorRole } from '../pipeline/index.ts';
import type { CheckpointRecord, EvaluationRecord, RunRecord } from '../store/index.ts';
import type { ModelOrigin } from './report.ts';

/** @throws RangeError if the run has no such generator */
export function describeOrigin(
  run: RunRecord,
  role: GeneratorRole,
  checkpoint: CheckpointRecord,
  evaluations: readonly EvaluationRecord[],
): ModelOrigin {
  const { document } = run;
  const settings = participantsOf(document).find((participant) => participant.role === role)?.settings;
  if (!settings) throw new RangeError(`The run "${run.name}" has no generator "${role}".`);
  const { architecture, ngf } = settings;
  const { inputChannels, outputChannels, cropSize } = document.preprocess;
  const costs = pipelineCost(document);
  const { macsPaper, macsExact, parameters } = costs.find((row) => row.role === role)!.cost;
  return {
    architecture,
    ngf,
    norm: document.norm,
    inputChannels,
    outputChannels,
    sizeMultiple: sizeMultipleOf(architecture),
    trainedPixels: cropSize,
    role,
    method: document.method,
    run: { id: run.id, name: run.name, step: checkpoint.step, totalSteps: run.totalSteps },
    checkpointSha256: checkpoint.sha256,
    dataset: datasetOf(run),
    metrics: metricsAt(evaluations, role, checkpoint.step),
    cost: { macsPaper, macsExact, parameters },
    teachers: role === 'student' ? costs.filter((row) => row.role !== role).map(teacherOf) : [],
  };
}

function teacherOf({ role, architecture, ngf, timesStudent }: ReturnType<typeof pipelineCost>[number]) {
  return { role, architecture, ngf, timesMacs: timesStudent.macsPaper };
}

function datasetOf({ document }: RunRecord): ModelOrigin['dataset'] {
  const { name, license } = openSource(document.dataset);
  return license ? { name, license } : { name };
}

/** The latest evaluation that the checkpoint's weights, or earlier ones, were given. */
function metricsAt(
  evaluations: readonly EvaluationRecord[],
  role: GeneratorRole,
  step: number,
): ModelOrigin['metrics'] {
  const own = evaluations.filter((evaluation) => evaluation.role === role && evaluation.step <= step);
  const last = own.at(-1)?.step;
  return own
    .filter((evaluation) => evaluation.step === last)
    .map(({ metric, value, samples }) => ({ metric, samples, value: Number.isFinite(value) ? value : null }));
}
