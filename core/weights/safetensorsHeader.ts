/**
 * The header of a safetensors file: eight bytes of length, then JSON that says for each tensor its type, its shape and
 * where its bytes lie. Nothing in it is believed before it is checked, since such files come from anywhere.
 */
import { z } from 'zod';
import { DTYPE_BYTES, type Dtype } from './storedTensor.ts';
import { quoted, WeightsFileError } from './weightsFileError.ts';

/** The length field in front of the header. */
export const LENGTH_BYTES = 8;
/** Far above any real header (1,000 tensors need about 150 KB); the limit of the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;
const METADATA_KEY = '__metadata__';

/** The file is damaged, hostile or not safetensors at all; the message is for the user. */
export class SafetensorsError extends WeightsFileError {
  override readonly name = 'SafetensorsError';
}

export interface TensorPlace {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Bytes from the start of the file, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In file order of their bytes. */
  readonly tensors: ReadonlyMap<string, TensorPlace>;
  readonly metadata: Readonly<Record<string, string>>;
}

const size = z.int().nonnegative();
const entrySchema = z.object({
  dtype: z.enum(Object.keys(DTYPE_BYTES) as [Dtype, ...Dtype[]]),
  shape: z.array(size).max(32),
  data_offsets: z.tuple([size, size]),
});
const metadataSchema = z.record(z.string(), z.string());

/**
 * Length of the header's JSON in bytes, from the first eight bytes of a file of `fileBytes` bytes.
 * @throws SafetensorsError if the file cannot hold it.
 */
export function headerLength(lengthField: Uint8Array, fileBytes: number): number {
  if (fileBytes < LENGTH_BYTES || lengthField.byteLength < LENGTH_BYTES) {
    throw new SafetensorsError(`The file has only ${fileBytes} bytes, too few for a safetensors file.`);
  }
  const view = new DataView(lengthField.buffer, lengthField.byteOffset, LENGTH_BYTES);
  const length = view.getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES || LENGTH_BYTES + Number(length) > fileBytes) {
    throw new SafetensorsError(
      `The file says that its header has ${length} bytes, but the file has ${fileBytes}. ` +
        'It is cut off, or it is not a safetensors file.',
    );
  }
  return Number(length);
}

/**
 * Reads and checks the header's JSON: every tensor lies within the file, has as many bytes as its shape needs, and the
 * tensors fill the file without gap or overlap.
 * @throws SafetensorsError naming the tensor at fault.
 */
export function parseHeader(json: Uint8Array, fileBytes: number): SafetensorsHeader {
  const fields = parseFields(json);
  const dataStart = LENGTH_BYTES + json.byteLength;
  const places = fields
    .filter(([name]) => name !== METADATA_KEY)
    .map(([name, value]): [string, TensorPlace] => [name, parsePlace(name, value, dataStart)])
    .sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  checkCoverage(places, dataStart, fileBytes);
  return { tensors: new Map(places), metadata: parseMetadata(fields) };
}

function parseFields(json: Uint8Array): [string, unknown][] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (cause) {
    throw new SafetensorsError('The header is not JSON. The file is damaged, or it is not a safetensors file.', {
      cause,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SafetensorsError('The header is not a JSON object. This is not a safetensors file.');
  }
  return Object.entries(value);
}

function parseMetadata(fields: [string, unknown][]): Record<string, string> {
  const value = fields.find(([name]) => name === METADATA_KEY)?.[1];
  if (value === undefined) return {};
  const parsed = metadataSchema.safeParse(value);
  if (!parsed.success) throw new SafetensorsError('The header\'s "__metadata__" must map names to texts.');
  return parsed.data;
}

function parsePlace(name: string, value: unknown, dataStart: number): TensorPlace {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success)
    throw new SafetensorsError(`The header's entry ${quoted(name)} is wrong: ${firstIssue(parsed.error)}`);
  const { dtype, shape, data_offsets } = parsed.data;
  const [from, to] = data_offsets;
  // In big integers, because a hostile shape such as [2^40, 2^40] must not round to something harmless.
  const needed = shape.reduce((bytes, side) => bytes * BigInt(side), BigInt(DTYPE_BYTES[dtype]));
  if (needed !== BigInt(to) - BigInt(from)) {
    throw new SafetensorsError(
      `The tensor ${quoted(name)} of type ${dtype} and shape [${shape.join(', ')}] needs ${needed} bytes, ` +
        `but its place in the file is from ${from} to ${to}.`,
    );
  }
  return { dtype, shape, start: dataStart + from, end: dataStart + to };
}

function checkCoverage(places: readonly [string, TensorPlace][], dataStart: number, fileBytes: number): void {
  let covered = dataStart;
  for (const [name, place] of places) {
    if (place.start !== covered) {
      const fault = place.start < covered ? 'overlaps the one before it' : 'leaves unused bytes before it';
      throw new SafetensorsError(
        `The tensor ${quoted(name)} ${fault} (it starts at byte ${place.start}, not ${covered}).`,
      );
    }
    covered = place.end;
  }
  if (covered !== fileBytes) {
    throw new SafetensorsError(
      `The tensors end at byte ${covered}, but the file has ${fileBytes} bytes. It is cut off or damaged.`,
    );
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'unknown' : `${issue.path.join('.') || 'entry'}: ${issue.message}.`;
}
