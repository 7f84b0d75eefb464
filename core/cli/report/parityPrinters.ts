/** How the results of the parity checks are printed: a table for people, JSON lines for programs. */
import type { CaseResult } from '../../parity/parity.ts';
import type { Quantity } from '../../parity/report.ts';

export interface ParityCounts {
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface ParityPrinter {
  print(result: CaseResult): void;
  finish(counts: ParityCounts): void;
}

/** One object a case; the last line is the counts. */
export class JsonParityPrinter implements ParityPrinter {
  print(result: CaseResult): void {
    console.log(JSON.stringify(result));
  }

  finish(counts: ParityCounts): void {
    console.log(JSON.stringify(counts));
  }
}

const QUANTITY_WIDTH = 44;

/**
 * A table whose rows come case by case. Quantities of one kind (`grad.student.…`) share a row that shows the worst of
 * them; each one that fails has a row of its own.
 */
export class TextParityPrinter implements ParityPrinter {
  constructor() {
    console.log(row('CASE', 'QUANTITY', 'DIFFERENCE', 'TOLERANCE', 'VERDICT'));
  }

  print({ name, verdict, quantities, reason }: CaseResult): void {
    console.log(row(name, `${String(quantities.length)} quantities`, '', '', verdict));
    if (reason !== undefined) console.log(`  ${reason}`);
    const failed = quantities.filter(({ passed }) => !passed);
    for (const quantity of failed) console.log(quantityRow(quantity.quantity, quantity));
    for (const [group, members] of groupsOf(quantities.filter(({ passed }) => passed))) {
      const worst = worstOf(members);
      const label = members.length === 1 ? worst.quantity : `${group} (worst of ${String(members.length)})`;
      console.log(quantityRow(label, worst));
    }
  }

  finish({ cases, passed, failed, skipped }: ParityCounts): void {
    const parts = [`${String(passed)} passed`, `${String(failed)} failed`, `${String(skipped)} skipped`];
    console.log(`\n${String(cases)} cases: ${parts.join(', ')}`);
  }
}

function row(name: string, quantity: string, difference: string, tolerance: string, verdict: string): string {
  const cells = [name.padEnd(34), quantity.padEnd(QUANTITY_WIDTH), difference.padStart(10), tolerance.padStart(10)];
  return [...cells, verdict].join('  ').trimEnd();
}

function quantityRow(label: string, { difference, tolerance, passed }: Quantity): string {
  return row('', label, inDigits(difference), inDigits(tolerance), passed ? 'ok' : 'FAILED');
}

function inDigits(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

/** Groups by the first two parts of a dotted name and what is said after it (` is finite`). */
function groupsOf(quantities: readonly Quantity[]): Map<string, Quantity[]> {
  const groups = new Map<string, Quantity[]>();
  for (const quantity of quantities) {
    const group = quantity.quantity.replace(NAME_PARTS, '$1.*$2');
    groups.set(group, [...(groups.get(group) ?? []), quantity]);
  }
  return groups;
}

/** `grad.student` `.model.1.weight` ` (relative L2)`. */
const NAME_PARTS = /^([^. ]+\.[^. ]+)\.[^ ]+(.*)$/;

/** The quantity that comes nearest to its tolerance. */
function worstOf(quantities: readonly Quantity[]): Quantity {
  const share = ({ difference, tolerance }: Quantity): number => (difference === 0 ? 0 : difference / tolerance);
  return quantities.reduce((worst, quantity) => (share(quantity) > share(worst) ? quantity : worst));
}
