/** The model card's sentences about how a generator was trained, and what it was then found to reach. */
import { METRIC_INFO } from '../../pipeline/index.ts';
import type { ModelOrigin } from '../report.ts';

export function trainingLines(origin: ModelOrigin): string[] {
  const { run, method, norm, checkpointSha256 } = origin;
  const steps = run.totalSteps === null ? count(run.step) : `${count(run.step)} of ${count(run.totalSteps)}`;
  return [
    `- Method \`${method}\`, ${norm} norm, step ${steps} of run \`${run.id}\`.`,
    `- Checkpoint: sha256 \`${checkpointSha256}\`.`,
    ...cycleLines(origin),
    ...teacherLines(origin),
  ];
}

/** What a CycleGAN's generators are, and (OMGD) which of their weights these are. */
function cycleLines({ method, role, snapshot }: ModelOrigin): string[] {
  const isCycle = method === 'cyclegan' || (method === 'omgd-unpaired' && role !== 'student');
  if (!isCycle) return [];
  const direction = role === 'backward' ? 'the one of the way back' : 'the one of the run’s direction';
  const what = `- One of the two generators of a CycleGAN, ${direction}; trained without pairs.`;
  return method === 'cyclegan' ? [what] : [what, snapshotLine(snapshot)];
}

function snapshotLine(snapshot: ModelOrigin['snapshot']): string {
  if (!snapshot) return '- No block of the teacher had ended: these are the weights that it started from.';
  const { step, epoch, chosenBy } = snapshot;
  const why =
    chosenBy === null
      ? 'the latest of a block, since nothing could be measured'
      : `the best so far by ${nameOf(chosenBy)}`;
  return `- Its weights after step ${count(step)} (epoch ${epoch + 1}), ${why}: what taught the student.`;
}

function teacherLines({ method, teachers }: ModelOrigin): string[] {
  return teachers.map(({ role, architecture, ngf, timesMacs }) => {
    const who =
      method === 'omgd-unpaired' ? 'best snapshots of a CycleGAN’s generator, without pairs' : `${role} teacher`;
    return `- Learned from the ${who}: \`${architecture}\`, ngf ${ngf}, ${timesMacs.toFixed(1)} times the MACs of this network.`;
  });
}

export function metricLines({ metrics }: ModelOrigin): string[] {
  return metrics.map(({ metric, value, samples, realSamples }) => {
    const { compares, unit } = METRIC_INFO[metric] ?? {};
    const number = value === null ? 'not a number' : `${value.toPrecision(4)}${unit === undefined ? '' : ` ${unit}`}`;
    if (compares !== 'sets') return `- ${nameOf(metric)} against the targets: ${number} (${samples} held-out pairs).`;
    const real = realSamples === undefined ? 'the real ones' : `${realSamples} real ones`;
    return `- ${nameOf(metric)}: ${number} (${samples} generated pictures, as a set, against ${real}).`;
  });
}

function nameOf(metric: string): string {
  return METRIC_INFO[metric]?.name ?? metric;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
