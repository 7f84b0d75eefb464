/** Runs the engine over a reference set, case by case. */
import { existsSync } from 'node:fs';
import { perceptualNetwork } from '../losses/perceptual.ts';
import { vggTrunk } from '../networks/vggTrunk.ts';
import type { Ops } from '../ops/ops.ts';
import { readSafetensorsFile } from '../weights/safetensorsFile.ts';
import { checkAdam } from './cases/adam.ts';
import { checkCycle } from './cases/cycle.ts';
import { checkDiscriminator } from './cases/discriminator.ts';
import { checkGenerator } from './cases/generator.ts';
import { checkChannel, checkImageTerms, checkStudentTerms } from './cases/losses.ts';
import { checkMultiteacher } from './cases/multiteacher.ts';
import { checkPreprocess } from './cases/preprocess.ts';
import { networkWeights, type CaseCheck, type ParityContext } from './context.ts';
import { CaseTensors, type ReferenceCase, type ReferenceSet } from './referenceSet.ts';
import { Report, type Quantity } from './report.ts';

const CHECKS: Readonly<Record<string, CaseCheck>> = {
  generator: checkGenerator,
  discriminator: checkDiscriminator,
  image_terms: checkImageTerms,
  student_terms: checkStudentTerms,
  channel: checkChannel,
  adam: checkAdam,
  multiteacher: checkMultiteacher,
  cycle: checkCycle,
  preprocess: checkPreprocess,
};

export interface CaseResult {
  readonly name: string;
  readonly kind: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  readonly quantities: readonly Quantity[];
  /** Why the case failed without a number, or was skipped. */
  readonly reason?: string;
}

export interface ParityOptions {
  readonly ops: Ops;
  /** A VGG16 trunk to use where the set has none. */
  readonly fallbackVgg: string;
  readonly onCase?: (result: CaseResult) => void;
}

/** Checks every case of the set. A case that throws has failed; a kind that is not known is skipped. */
export async function runParity(set: ReferenceSet, options: ParityOptions): Promise<CaseResult[]> {
  const { ops } = options;
  const vggFile = set.vggFile ?? options.fallbackVgg;
  if (!existsSync(vggFile)) throw new Error(`The VGG16 trunk ${vggFile} is missing.`);
  const weights = networkWeights(ops, vggTrunk(), await readSafetensorsFile(vggFile));
  const context = { ops, perceptual: perceptualNetwork(ops, weights) };
  const results: CaseResult[] = [];
  for (const [name, entry] of Object.entries(set.cases)) {
    const result = await checkCase(context, set, name, entry);
    results.push(result);
    options.onCase?.(result);
  }
  return results;
}

async function checkCase(
  context: ParityContext,
  set: ReferenceSet,
  name: string,
  entry: ReferenceCase,
): Promise<CaseResult> {
  const { kind } = entry.config;
  const check = CHECKS[kind];
  if (!check) {
    return { name, kind, verdict: 'skipped', quantities: [], reason: `cases of kind "${kind}" are not built yet` };
  }
  const report = new Report(name);
  const reason = await failureOf(context, set, entry, check, report);
  const passed = report.passed && reason === undefined && report.quantities.length > 0;
  const verdict = passed ? 'passed' : 'failed';
  return { name, kind, verdict, quantities: report.quantities, ...(reason === undefined ? {} : { reason }) };
}

/** Runs one check into `report`; returns why it could not be completed, if so. */
async function failureOf(
  context: ParityContext,
  set: ReferenceSet,
  entry: ReferenceCase,
  check: CaseCheck,
  report: Report,
): Promise<string | undefined> {
  const engine = context.ops.tf.engine();
  engine.startScope();
  try {
    check(context, entry, await CaseTensors.read(set, entry), report);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    engine.endScope();
  }
}
