/** The two tables that the demo ends with. */
import { formatCount } from '../../core/cli/format.ts';
import { formatTable } from '../../core/cli/table.ts';
import { pipelineCost, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { EvaluationRecord } from '../../core/store/index.ts';

const NAMES: Readonly<Record<string, string>> = {
  input: 'output = input',
  wider: 'wider teacher',
  deeper: 'deeper teacher',
  student: 'student',
  backward: 'teacher, way back',
};

export function costTable(document: PipelineDocument): string {
  const rows = pipelineCost(document).map(({ role, ngf, cost, timesStudent }) => [
    NAMES[role]!,
    String(ngf),
    formatCount(cost.macsPaper),
    formatCount(cost.parameters),
    role === 'student' ? '' : `${timesStudent.macsPaper.toFixed(1)} × the student's MACs`,
  ]);
  const columns = [
    { title: 'NETWORK' },
    { title: 'NGF', align: 'right' },
    { title: "MACS (PAPER'S COUNT)", align: 'right' },
    { title: 'PARAMETERS', align: 'right' },
    { title: '' },
  ] as const;
  return formatTable(columns, rows);
}

/** Quality on held-out pairs; a higher SSIM and PSNR and a lower L1 are better. */
export function qualityTable(evaluations: readonly EvaluationRecord[]): string {
  const roles = Object.keys(NAMES).filter((role) => evaluations.some((row) => row.role === role));
  const value = (role: string, metric: string): number =>
    evaluations.find((row) => row.role === role && row.metric === metric)?.value ?? NaN;
  const rows = roles.map((role) => [
    NAMES[role]!,
    value(role, 'l1').toFixed(3),
    value(role, 'ssim').toFixed(3),
    `${value(role, 'psnr').toFixed(1)} dB`,
  ]);
  const columns = [
    { title: `ON ${evaluations[0]?.samples ?? 0} HELD-OUT EMOJI` },
    { title: 'L1 (LESS IS BETTER)', align: 'right' },
    { title: 'SSIM (MORE)', align: 'right' },
    { title: 'PSNR (MORE)', align: 'right' },
  ] as const;
  return formatTable(columns, rows);
}
