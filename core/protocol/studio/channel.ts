/** One row of the contract: what a channel is asked, and what it answers. */
import { z } from 'zod';

export interface Channel<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  readonly request: Request;
  readonly response: Response;
}

export function channel<Request extends z.ZodType, Response extends z.ZodType>(
  request: Request,
  response: Response,
): Channel<Request, Response> {
  return { request, response };
}

/** The request of a channel that needs to be told nothing. */
export const Nothing = z.undefined();

/** The answer of a channel that only does something. */
export const Done = z.void();

/** A pipeline document on its way between processes; core/pipeline reads it (`parsePipeline`) on either side. */
export const RawDocumentSchema = z.record(z.string(), z.unknown());

export const IdSchema = z.string().min(1).max(200);

/**
 * Where a document comes from: relative paths in it are relative to that place. The window holds only ids; the main
 * process knows the paths behind them.
 */
export const DocumentOriginSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new') }),
  z.strictObject({ kind: z.literal('file'), fileId: IdSchema }),
  z.strictObject({ kind: z.literal('run'), runId: IdSchema }),
]);
export type DocumentOrigin = z.infer<typeof DocumentOriginSchema>;

/** A file that was opened or saved. The id stands for the path when it is named again. */
export const FileReferenceSchema = z.strictObject({
  fileId: IdSchema,
  /** Last part of the path. */
  name: z.string(),
  /** Absolute, for people to read. */
  path: z.string(),
});
export type FileReference = z.infer<typeof FileReferenceSchema>;
