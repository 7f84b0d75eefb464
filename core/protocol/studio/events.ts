/** What the main process tells the window unasked. Live data of a run is pooled to about ten events a second. */
import { z } from 'zod';
import { MetricPointSchema, PhaseSchema, ProgressSchema } from '../engineMessage.ts';
import { CityscapesProgressSchema, InstallProgressSchema } from './catalogue.ts';
import { IdSchema } from './channel.ts';
import { CommandIdSchema } from './commands.ts';
import { FolderInspectionSchema } from './datasets.ts';
import { resultSchema } from './errors.ts';
import { ExportProgressSchema } from './exports.ts';
import { OpenedPipelineSchema } from './pipelines.ts';
import * as records from './runRecords.ts';
import { QueueSchema } from './runs.ts';
import { SettingsSchema } from './settings.ts';
import { RuntimeProgressSchema } from './system.ts';
import { LibraryIdSchema } from './weights.ts';

/** What happened in an active run since the last event. Empty arrays and nulls: nothing of that kind. */
const RunLiveSchema = z.strictObject({
  kind: z.literal('run-live'),
  runId: IdSchema,
  phase: z.strictObject({ phase: PhaseSchema, detail: z.string() }).nullable(),
  progress: ProgressSchema.nullable(),
  /** In the order of the steps. */
  points: z.array(MetricPointSchema),
  previews: z.array(records.StudioPreviewSchema),
  checkpoints: z.array(records.StudioCheckpointSchema),
  evaluations: z.array(records.StudioEvaluationSchema),
  /** Log lines and warnings. */
  events: z.array(records.StudioRunEventSchema),
});
export type RunLive = z.infer<typeof RunLiveSchema>;

export const StudioEventSchema = z.discriminatedUnion('kind', [
  RunLiveSchema,
  /** A run is new, or its state, name, notes or tags changed. */
  z.strictObject({ kind: z.literal('run-changed'), run: records.StudioRunSchema }),
  z.strictObject({ kind: z.literal('queue-changed'), queue: QueueSchema }),
  /** Something about a sweep that this studio works on is another way: its state, its runs, what they have measured. */
  z.strictObject({ kind: z.literal('sweep-changed'), sweepId: IdSchema }),
  z.strictObject({ kind: z.literal('settings-changed'), settings: SettingsSchema }),
  z.strictObject({ kind: z.literal('runtime-progress'), progress: RuntimeProgressSchema }),
  z.strictObject({ kind: z.literal('install-progress'), id: IdSchema, progress: InstallProgressSchema }),
  z.strictObject({ kind: z.literal('weights-progress'), id: LibraryIdSchema, progress: InstallProgressSchema }),
  z.strictObject({ kind: z.literal('cityscapes-progress'), progress: CityscapesProgressSchema }),
  z.strictObject({ kind: z.literal('split-progress'), datasetId: IdSchema, done: z.number(), total: z.number() }),
  z.strictObject({ kind: z.literal('dataset-progress'), datasetId: IdSchema, done: z.number(), total: z.number() }),
  z.strictObject({ kind: z.literal('export-progress'), progress: ExportProgressSchema }),
  /** Of `evaluations.start`: real pictures read or pairs measured so far. */
  z.strictObject({
    kind: z.literal('evaluation-progress'),
    counted: z.enum(['real', 'pairs']),
    done: z.number(),
    total: z.number(),
  }),
  /** Of `speeds.measure`: models measured so far. */
  z.strictObject({ kind: z.literal('speed-progress'), done: z.number(), total: z.number() }),
  /** Of a bundle that is being made or opened, from 0 to 1. */
  z.strictObject({ kind: z.literal('bundle-progress'), fraction: z.number() }),
  /** A bundle was dropped on the window, or given to the program: `bundles.openDropped` takes it in. */
  z.strictObject({ kind: z.literal('bundle-dropped'), fileId: IdSchema, name: z.string() }),
  /** A checkpoint was measured again. */
  z.strictObject({
    kind: z.literal('run-evaluated'),
    runId: IdSchema,
    evaluations: z.array(records.StudioEvaluationSchema),
  }),
  /** Exports were made at the end of a run. */
  z.strictObject({ kind: z.literal('exports-changed') }),
  /** A menu item or its key. */
  z.strictObject({ kind: z.literal('menu-command'), command: CommandIdSchema }),
  /** The menu's "open recent". */
  z.strictObject({ kind: z.literal('open-recent'), fileId: IdSchema }),
  /** The person clicked a notification. */
  z.strictObject({ kind: z.literal('show-run'), runId: IdSchema }),
  z.strictObject({ kind: z.literal('show-sweep'), sweepId: IdSchema }),
  /** Folders or pictures were dropped on the window. */
  z.strictObject({ kind: z.literal('folder-dropped'), result: resultSchema(FolderInspectionSchema) }),
  /** A pipeline file was dropped on the window, or opened from outside. */
  z.strictObject({ kind: z.literal('pipeline-opened'), result: resultSchema(OpenedPipelineSchema) }),
]);
export type StudioEvent = z.infer<typeof StudioEventSchema>;
export type StudioEventOf<Kind extends StudioEvent['kind']> = Extract<StudioEvent, { kind: Kind }>;
