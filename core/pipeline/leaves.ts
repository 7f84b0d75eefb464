/** The settings that a pipeline document can hold, read off its schema: an inspector draws itself from this list. */
import { z } from 'zod';
import { isRecord } from './path.ts';
import { PipelineSchema } from './schema.ts';

export type LeafKind = 'integer' | 'number' | 'text' | 'flag' | 'choice' | 'choices' | 'table';

export interface SchemaLeaf {
  readonly path: string;
  readonly kind: LeafKind;
  /** The values to choose from, for `choice` and `choices`. */
  readonly options: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Kinds of the section above (`dataset.kind`, …) in which the setting exists; empty: in all of them. */
  readonly onlyIn: readonly string[];
}

/** The part of JSON Schema that zod writes for our document. */
interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

let leaves: readonly SchemaLeaf[] | undefined;

/** Every setting once, in the order of the document. */
export function schemaLeaves(): readonly SchemaLeaf[] {
  leaves ??= leavesBelow('', z.toJSONSchema(PipelineSchema, { io: 'input' }) as JsonSchema);
  return leaves;
}

function leavesBelow(path: string, schema: JsonSchema): SchemaLeaf[] {
  if (schema.oneOf) return mergeVariants(path, schema.oneOf);
  if (!isRecord(schema.properties)) return [leafOf(path, schema)];
  return Object.entries(schema.properties).flatMap(([key, child]) =>
    leavesBelow(path === '' ? key : `${path}.${key}`, child),
  );
}

/** The leaves of all variants of a union; one that only some variants have says in which. */
function mergeVariants(path: string, variants: readonly JsonSchema[]): SchemaLeaf[] {
  const merged = new Map<string, SchemaLeaf>();
  for (const variant of variants) {
    const name = variantName(variant);
    for (const leaf of leavesBelow(path, variant)) {
      const known = merged.get(leaf.path);
      const options = [...new Set([...(known?.options ?? []), ...leaf.options])];
      merged.set(leaf.path, { ...leaf, options, onlyIn: [...(known?.onlyIn ?? []), name] });
    }
  }
  return [...merged.values()].map((leaf) => (leaf.onlyIn.length === variants.length ? { ...leaf, onlyIn: [] } : leaf));
}

/** The value of the property that tells the variants of a union apart. */
function variantName(variant: JsonSchema): string {
  const tag = Object.values(variant.properties ?? {}).find((property) => property.const !== undefined);
  return String(tag?.const);
}

function leafOf(path: string, schema: JsonSchema): SchemaLeaf {
  const minimum = schema.minimum ?? schema.exclusiveMinimum;
  const maximum = schema.maximum ?? schema.exclusiveMaximum;
  return {
    path,
    kind: kindOf(schema),
    options: schema.const === undefined ? (schema.enum ?? schema.items?.enum ?? []) : [schema.const],
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? {} : { maximum }),
    onlyIn: [],
  };
}

function kindOf(schema: JsonSchema): LeafKind {
  if (schema.type === 'array') return 'choices';
  if (schema.type === 'object') return 'table';
  if (schema.enum !== undefined || schema.const !== undefined) return 'choice';
  if (schema.type === 'boolean') return 'flag';
  if (schema.type === 'integer') return 'integer';
  return schema.type === 'number' ? 'number' : 'text';
}
