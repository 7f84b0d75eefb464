// `omgd-studio doctor`: says what was found on this machine and what to do about what is missing.
import { gatherFacts } from '../engine/doctor/facts.ts';
import { judge, type Finding } from '../engine/doctor/findings.ts';

export interface DoctorArguments {
  /** Print `{"healthy": …, "findings": […]}` instead of a table. */
  readonly json?: boolean | undefined;
}

const MARKS = { ok: '✓', warning: '!', problem: '✗' } as const;

/** Prints the report and returns the exit code: 0 unless there is a problem. */
export async function runDoctor(args: DoctorArguments): Promise<number> {
  const findings = judge(await gatherFacts());
  const healthy = findings.every((finding) => finding.status !== 'problem');
  console.log(args.json === true ? JSON.stringify({ healthy, findings }) : formatFindings(findings));
  return healthy ? 0 : 1;
}

/** One line a finding, and below it what to do. */
export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map((finding) => finding.title.length));
  const lines = findings.flatMap(({ status, title, detail, advice }) => {
    const line = `${MARKS[status]} ${title.padEnd(width)}  ${detail}`;
    return advice === null ? [line] : [line, `  ${' '.repeat(width)}  → ${advice}`];
  });
  return lines.join('\n');
}
