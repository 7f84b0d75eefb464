/** Jobs about the machine: the doctor and the compute runtime. */
import { gatherFacts, type MachineFacts } from '../../core/engine/doctor/facts.ts';
import type { Trial, TrialName } from '../../core/engine/doctor/trial.ts';
import { tryNative } from '../../core/engine/doctor/tryNative.ts';
import { ensureRuntime } from '../../core/engine/runtime/ensure.ts';
import { findRuntime } from '../../core/engine/runtime/find.ts';
import type { Flavour, ReportProgress, Runtime } from '../../core/engine/runtime/runtime.ts';

/** `trials`: what trying native code has shown, each in a process of its own. */
export async function examineMachine(trials: Readonly<Record<TrialName, Trial>>): Promise<MachineFacts> {
  return await gatherFacts((name) => trials[name]);
}

/** Tries native code in this very process, which may die of it. */
export function tryNativeCode(name: TrialName): string {
  return tryNative(name);
}

/** The runtime that a run would use; null if none is ready. */
export function findReadyRuntime(flavour: Flavour | undefined): Runtime | null {
  return findRuntime(flavour);
}

export async function setUpRuntime(flavour: Flavour | undefined, report: ReportProgress): Promise<Runtime> {
  const prebuiltBinding = process.env['OMGD_PREBUILT_BINDING'];
  return await ensureRuntime({
    onProgress: report,
    ...(flavour === undefined ? {} : { flavour }),
    ...(prebuiltBinding === undefined ? {} : { prebuiltBinding }),
  });
}
