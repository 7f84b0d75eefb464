/** Turns anything that was thrown into what the window is told. */
import { ALL_ERRORS, type StudioError, type StudioErrorCode } from '../../core/protocol/studio/errors.ts';

/** An error of the studio itself: `message` says what happened and where, in whole sentences. */
export class StudioFault extends Error {
  override readonly name = 'StudioFault';
  readonly code: StudioErrorCode;

  constructor(code: StudioErrorCode, message: string = ALL_ERRORS[code].sentence, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Codes of the errors of core/data, which has a table of its own. */
const DATA_ERROR_CODES: Readonly<Record<string, StudioErrorCode>> = {
  'folder-missing': 'dataset-missing',
  'not-fetched': 'dataset-missing',
  'layout-unknown': 'dataset-unusable',
  'no-training-pictures': 'dataset-unusable',
  'too-few-pairs': 'dataset-unusable',
  'picture-unreadable': 'picture-missing',
};

/** What the user reads about `error`. Errors of core/ and of the studio carry a code; everything else is a fault. */
export function toStudioError(error: unknown): StudioError {
  const code = codeOf(error);
  const { title, sentence, action } = ALL_ERRORS[code];
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = code !== 'unexpected' && error instanceof Error ? error.message : sentence;
  return { code, title, message, action, details };
}

function codeOf(error: unknown): StudioErrorCode {
  if (!(error instanceof Error)) return 'unexpected';
  if (error.name === 'RayError') return 'cluster-unusable';
  if (error.name === 'ExportError') return 'export-failed';
  if (error.name === 'RuntimeSetupError') return 'runtime-setup-failed';
  if (error.name === 'DownloadError') return 'download-failed';
  if (error.name === 'BundleError') return 'bundle-unusable';
  if (error.name === 'ArchiveError') return 'archive-unusable';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (isKnown(code)) return code;
  if (code === 'ENOSPC') return 'disk-full';
  if (error.name === 'WeightsFileError' || error.name === 'StateDictError') return 'weights-unusable';
  return DATA_ERROR_CODES[code] ?? 'unexpected';
}

function isKnown(code: string): code is StudioErrorCode {
  return Object.hasOwn(ALL_ERRORS, code);
}
