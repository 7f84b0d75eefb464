/** Says why a run ended whose engine did not say so itself. */
import { ERRORS, type ErrorCode } from '../protocol/index.ts';
import type { RunEnd } from '../store/index.ts';
import type { HostExit } from './hostProcess.ts';

/** An end with a sentence that says why. */
export interface ExplainedEnd extends RunEnd {
  readonly message: string;
}

/** The end of a run whose host process is gone; `killedFor`: we ended it, on request or because it did not answer. */
export function interruptionOf(exit: HostExit, killedFor: 'request' | 'silence' | undefined): ExplainedEnd {
  if (killedFor === 'request') {
    const message =
      'The run was ended at once, on request. What it learned after its last checkpoint is lost; resume it from there.';
    return { state: 'interrupted', message };
  }
  if (killedFor === 'silence') return interrupted('engine-silent', ERRORS['engine-silent'].sentence);
  return interrupted('engine-crashed', `The process that trains ended without a word (${describeExit(exit)}).`);
}

/** The end of a run that could not be recorded, or whose engine talked nonsense. */
export function endBecauseOf(error: unknown): ExplainedEnd {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const known = (Object.keys(ERRORS) as ErrorCode[]).find((candidate) => candidate === code);
  return { state: 'failed', code: known ?? 'unexpected', message };
}

function interrupted(code: ErrorCode, sentence: string): ExplainedEnd {
  return { state: 'interrupted', code, message: `${sentence} ${ERRORS[code].action}` };
}

/** E.g. "signal SIGKILL: ended from outside, by a person or because memory ran out". */
function describeExit({ code, signal }: HostExit): string {
  if (signal === null) return code === null ? 'how is not known' : `exit code ${String(code)}`;
  const hint = SIGNAL_HINTS[signal];
  return hint === undefined ? `signal ${signal}` : `signal ${signal}: ${hint}`;
}

const SIGNAL_HINTS: Readonly<Record<string, string>> = {
  SIGKILL: 'ended from outside, by a person or because memory ran out',
  SIGABRT: 'native code gave up',
  SIGSEGV: 'native code crashed',
  SIGBUS: 'native code crashed, or the disk is full',
  SIGILL: 'native code uses instructions that this processor lacks',
};
