/** Errors as the user of a terminal should meet them: a sentence and an exit code. */
import { EXIT } from './exitCodes.ts';
import { systemErrorText } from './systemError.ts';

/** Something that the user can put right. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Classes whose messages are written for users. */
const EXPECTED = new Set([
  'CliError',
  'StoreError',
  'TrainError',
  'DataError',
  'DownloadError',
  'ArchiveError',
  'RuntimeSetupError',
  'ExportError',
  'RayError',
  'BundleError',
  'WeightsFileError',
]);
const USAGE_CODES = new Set(['run-missing', 'document-invalid']);

/** Prints what went wrong (with `debug`, also where) and returns the exit code. */
export function reportError(error: unknown, debug: boolean): number {
  const isError = error instanceof Error;
  const ofSystem = systemErrorText(error);
  console.error(`Error: ${ofSystem ?? (isError ? error.message : String(error))}`);
  if (debug && isError) console.error(error.stack);
  else if (ofSystem === null && (!isError || !EXPECTED.has(error.name)))
    console.error('Add --debug to see where in the program this happened.');
  if (error instanceof CliError) return error.exitCode;
  const code: unknown = isError && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && USAGE_CODES.has(code) ? EXIT.usage : EXIT.failed;
}
