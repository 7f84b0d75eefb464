/**
 * What a job writes and the studio takes in: numbered files of lines, each whole from the moment it is there and never
 * changed again, so that everything is read once and in order, however often the studio was away. They lie in the job's
 * folder; the files that a run leaves lie beside them, in `run/`.
 */
import { z } from 'zod';

/** Folder of all jobs, in Ray's log folder or in the shared folder; one folder a job inside. */
export const JOBS_FOLDER = 'omgd-studio';
/** What a run leaves, in the folder of its job. */
export const RUN_FOLDER = 'run';

/** A glob matches at most so many segments: a question has a short answer, however long the run is. */
const BLOCK = 100;

export function segmentName(index: number): string {
  return `${String(index).padStart(8, '0')}.jsonl`;
}

/** Matches the segments of the block of 100 that `index` belongs to. */
export function segmentGlob(index: number): string {
  return `${String(Math.floor(index / BLOCK)).padStart(6, '0')}??.jsonl`;
}

const HelloSchema = z.strictObject({
  entry: z.literal('hello'),
  /** Version of the studio that works there. */
  studio: z.string(),
  host: z.string(),
});
/** A message of the engine; its shape is checked by `parseEngineMessage`. Paths are relative to the job's folder. */
const MessageSchema = z.strictObject({ entry: z.literal('message'), message: z.unknown() });
/** The last one: the engine's process is gone. */
const ExitSchema = z.strictObject({
  entry: z.literal('exit'),
  code: z.number().nullable(),
  signal: z.string().nullable(),
  /** The last that native code has printed. */
  output: z.string(),
});
export const EntrySchema = z.discriminatedUnion('entry', [HelloSchema, MessageSchema, ExitSchema]);
export type Entry = z.infer<typeof EntrySchema>;

/** JSON knows neither bytes (pictures) nor numbers that are none (broken losses). */
export function encodeEntry(entry: Entry): string {
  return JSON.stringify(entry, (_, value: unknown) => {
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
    return value;
  });
}

/** @throws ZodError or SyntaxError if the line is not of our making */
export function decodeEntry(line: string): Entry {
  return EntrySchema.parse(
    JSON.parse(line, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null) return value;
      if ('$bytes' in value && typeof value.$bytes === 'string') return new Uint8Array(Buffer.from(value.$bytes, 'base64')); // prettier-ignore
      if ('$number' in value) return Number(value.$number);
      return value;
    }),
  );
}
