/** Reads and writes safetensors in memory. For files on disk see `safetensorsFile.ts`. */
import { headerLength, LENGTH_BYTES, parseHeader, SafetensorsError } from './safetensorsHeader.ts';
import { DTYPE_BYTES, elementCount, type StoredTensor } from './storedTensor.ts';

export interface SafetensorsContent {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A text table that goes into the file beside the tensors. */
export type SafetensorsMetadata = Readonly<Record<string, string>>;

/**
 * The tensors of a whole file, as views of `file`.
 * @throws SafetensorsError if the file is damaged.
 */
export function readSafetensors(file: Uint8Array): SafetensorsContent {
  const length = headerLength(file.subarray(0, LENGTH_BYTES), file.byteLength);
  const header = parseHeader(file.subarray(LENGTH_BYTES, LENGTH_BYTES + length), file.byteLength);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, { dtype, shape, start, end }] of header.tensors) {
    tensors.set(name, { dtype, shape, bytes: file.subarray(start, end) });
  }
  return { tensors, metadata: header.metadata };
}

/** The file in memory. The same tensors and metadata give the same bytes, in whatever order they come. */
export function writeSafetensors(tensors: ReadonlyMap<string, StoredTensor>, metadata: SafetensorsMetadata = {}) {
  const chunks = [...safetensorsChunks(tensors, metadata)];
  const file = new Uint8Array(chunks.reduce((bytes, chunk) => bytes + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    file.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return file;
}

/**
 * The file piece by piece, so that a checkpoint of many networks need not be in memory twice: first the header, then each
 * tensor's bytes. Wide types come first, then by name, and the header is padded with spaces, so everything is aligned.
 */
export function* safetensorsChunks(
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: SafetensorsMetadata = {},
): Generator<Uint8Array> {
  const ordered = [...tensors].sort(
    ([nameA, a], [nameB, b]) => DTYPE_BYTES[b.dtype] - DTYPE_BYTES[a.dtype] || (nameA < nameB ? -1 : 1),
  );
  yield encodeHeader(ordered, metadata);
  for (const [, tensor] of ordered) yield tensor.bytes;
}

function encodeHeader(ordered: readonly [string, StoredTensor][], metadata: SafetensorsMetadata): Uint8Array {
  const fields: [string, unknown][] = [];
  const metadataFields = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  if (metadataFields.length > 0) fields.push(['__metadata__', Object.fromEntries(metadataFields)]);
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of ordered) {
    const end = offset + elementCount(shape) * DTYPE_BYTES[dtype];
    if (end - offset !== bytes.byteLength) {
      throw new SafetensorsError(
        `The tensor "${name}" of type ${dtype} and shape [${shape.join(', ')}] needs ${end - offset} bytes, ` +
          `but it has ${bytes.byteLength}.`,
      );
    }
    fields.push([name, { dtype, shape, data_offsets: [offset, end] }]);
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(fields)));
  const paddedLength = Math.ceil(json.byteLength / 8) * 8;
  const header = new Uint8Array(LENGTH_BYTES + paddedLength).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(paddedLength), true);
  header.set(json, LENGTH_BYTES);
  return header;
}
