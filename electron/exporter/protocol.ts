/** What the main process and a process that makes one export say to each other. Both are of one build: types suffice. */
import type { ExportProgress } from '../../core/export/exportProgress.ts';
import type { ExportJob, RunExport } from '../../core/export/planExport.ts';
import type { Failure } from '../tools/failure.ts';

export type ExporterCommand = { readonly kind: 'export'; readonly job: ExportJob };

export type ExporterMessage =
  | { readonly kind: 'progress'; readonly progress: ExportProgress }
  | { readonly kind: 'done'; readonly made: RunExport }
  | { readonly kind: 'failed'; readonly failure: Failure };
