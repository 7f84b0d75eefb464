// `omgd-studio setup`: fetches and binds the TensorFlow runtime, with progress on the terminal.
import { ensureRuntime } from '../engine/runtime/ensure.ts';
import { findRuntime } from '../engine/runtime/find.ts';
import { parseFlavour } from '../engine/runtime/flavour.ts';
import { RuntimeSetupError, type RuntimeProgress } from '../engine/runtime/runtime.ts';
import { SetupProgressPrinter } from './setupProgress.ts';

export interface SetupArguments {
  /** `--runtime cpu|cuda|stock`; undefined lets the machine decide. */
  readonly runtime?: string | undefined;
  /** Print nothing and do nothing when some runtime is ready: the step before other commands. */
  readonly onlyIfNeeded?: boolean | undefined;
}

/** Sets the runtime up and returns the exit code: 0 when it is ready, 1 when something is missing (printed). */
export async function runSetup(args: SetupArguments): Promise<number> {
  const printer = new SetupProgressPrinter(process.stderr);
  try {
    const flavour = args.runtime === undefined ? undefined : parseFlavour(args.runtime);
    if (args.onlyIfNeeded === true && findRuntime(flavour) !== null) return 0;
    const onProgress = (progress: RuntimeProgress): void => printer.print(progress);
    const runtime = await ensureRuntime({ onProgress, thorough: true, ...(flavour === undefined ? {} : { flavour }) });
    printer.finish();
    console.log(`TensorFlow ${runtime.tensorflowVersion} (${runtime.flavour}) is ready in ${runtime.folder}`);
    return 0;
  } catch (error) {
    printer.finish();
    if (!(error instanceof RuntimeSetupError)) throw error;
    console.error(error.message);
    return 1;
  }
}
