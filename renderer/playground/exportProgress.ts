/** An export that is being made, in a few words. */
import type { StudioExportProgress } from '../../core/protocol/studio/exports.ts';

export function progressText(progress: StudioExportProgress | undefined): string {
  switch (progress?.kind) {
    case undefined:
      return 'starting…';
    case 'writing':
      return 'writing the file…';
    case 'written':
      return 'checking it…';
    case 'verifying':
      return `checking it, picture ${String(progress.done)} of ${String(progress.total)}…`;
    case 'verified':
    case 'measuring':
      return 'measuring its speed…';
    case 'measured':
      return 'keeping it…';
  }
}
