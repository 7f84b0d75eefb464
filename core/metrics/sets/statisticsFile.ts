/** The summary of a set on disk, so that a set of real pictures is looked at only once. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readSafetensorsFile, writeSafetensorsFile } from '../../weights/safetensorsFile.ts';
import { decodeFloat32, type StoredTensor } from '../../weights/storedTensor.ts';
import type { SetSummary } from './featureSet.ts';

/** Written whole or not at all. */
export async function writeStatistics(path: string, { count, mean, factor, sample }: SetSummary): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const tensors = new Map<string, StoredTensor>([
    ['count', float64([1], Float64Array.of(count))],
    ['mean', float64([mean.length], mean)],
    ['factor', float64([factor.rows, factor.columns], factor.values)],
  ]);
  const rows = new Float32Array(sample.length * mean.length);
  sample.forEach((row, index) => rows.set(row, index * mean.length));
  tensors.set('sample', { dtype: 'F32', shape: [sample.length, mean.length], bytes: new Uint8Array(rows.buffer) });
  await writeSafetensorsFile(path, tensors);
}

/** Undefined if there is no such file. @throws SafetensorsError if it is damaged */
export async function readStatistics(path: string): Promise<SetSummary | undefined> {
  if (!existsSync(path)) return undefined;
  const tensors = await readSafetensorsFile(path);
  const values = (name: string): Float64Array<ArrayBuffer> => new Float64Array(tensors.get(name)!.bytes.slice().buffer);
  const [rows, columns] = tensors.get('factor')!.shape as [number, number];
  const sample = decodeFloat32(tensors.get('sample')!);
  return {
    count: values('count')[0]!,
    mean: values('mean'),
    factor: { rows, columns, values: values('factor') },
    sample: Array.from({ length: sample.length / columns }, (_, at) => sample.slice(at * columns, (at + 1) * columns)),
  };
}

function float64(shape: readonly number[], values: Float64Array<ArrayBuffer>): StoredTensor {
  return { dtype: 'F64', shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}
