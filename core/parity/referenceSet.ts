/**
 * A folder of reference numbers made with the authors' code: `manifest.json` and one safetensors file a case. The format
 * is described in test/fixtures/reference/README.md.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { nchwToNhwc } from '../weights/layout.ts';
import { readSafetensorsFile } from '../weights/safetensorsFile.ts';
import { tensorsUnder } from '../weights/stateDict.ts';
import { decodeFloat32, type StoredTensor } from '../weights/storedTensor.ts';

const outputSchema = z.looseObject({
  shape: z.array(z.number()),
  dtype: z.string(),
  max_abs: z.number().optional(),
  f32_vs_f64: z.number().optional(),
  atol: z.number().optional(),
});
const caseSchema = z.looseObject({
  file: z.string(),
  config: z.looseObject({ kind: z.string() }),
  inputs: z.array(z.string()).default([]),
  outputs: z.record(z.string(), outputSchema).default({}),
  values: z.record(z.string(), z.unknown()).default({}),
  values_f64: z.record(z.string(), z.unknown()).default({}),
  update_rel_l2_f32_vs_f64: z.record(z.string(), z.number()).default({}),
  noise_tensors: z.array(z.string()).default([]),
});
const manifestSchema = z.looseObject({
  set: z.string().optional(),
  vgg: z.string().optional(),
  cases: z.record(z.string(), caseSchema),
});

export type ReferenceCase = z.infer<typeof caseSchema>;
export type ExpectedOutput = z.infer<typeof outputSchema>;

export interface ReferenceSet {
  readonly directory: string;
  /** The VGG16 trunk of the set, if the folder holds one. */
  readonly vggFile: string | undefined;
  readonly cases: Readonly<Record<string, ReferenceCase>>;
}

export async function openReferenceSet(directory: string): Promise<ReferenceSet> {
  const path = join(directory, 'manifest.json');
  if (!existsSync(path)) throw new Error(`${directory} holds no manifest.json: give a folder of reference numbers.`);
  const parsed = manifestSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not in the reference format: ${z.prettifyError(parsed.error)}`);
  const vgg = parsed.data.vgg === undefined ? undefined : join(directory, parsed.data.vgg);
  return { directory, vggFile: vgg && existsSync(vgg) ? vgg : undefined, cases: parsed.data.cases };
}

/** The tensors of a case by name. */
export class CaseTensors {
  private readonly tensors: ReadonlyMap<string, StoredTensor>;

  constructor(tensors: ReadonlyMap<string, StoredTensor>) {
    this.tensors = tensors;
  }

  static async read(set: ReferenceSet, entry: ReferenceCase): Promise<CaseTensors> {
    return new CaseTensors(await readSafetensorsFile(join(set.directory, entry.file)));
  }

  names(): string[] {
    return [...this.tensors.keys()];
  }

  has(name: string): boolean {
    return this.tensors.has(name);
  }

  stored(name: string): StoredTensor {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new Error(`The case's file has no tensor "${name}".`);
    return tensor;
  }

  /** Tensors whose names start with `prefix`, without it: a state dict. */
  under(prefix: string): Map<string, StoredTensor> {
    return tensorsUnder(this.tensors, prefix);
  }

  /** The values in the file's order. */
  values(name: string): Float32Array {
    return decodeFloat32(this.stored(name));
  }

  /** A stored NCHW image or activation as NHWC; uint8 images stand for u8 / 127.5 − 1. */
  image(name: string): { values: Float32Array; shape: [number, number, number, number] } {
    const { dtype, shape } = this.stored(name);
    const [n, c, h, w] = shape as [number, number, number, number];
    const raw = this.values(name);
    const values = dtype === 'U8' ? raw.map((value) => Math.fround(Math.fround(value / 127.5) - 1)) : raw;
    return { values: nchwToNhwc(values, [n, c, h, w]), shape: [n, h, w, c] };
  }
}
