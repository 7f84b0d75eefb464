/** Settings of two or more runs side by side. */
import {
  FIELD_GROUPS,
  fieldInfo,
  schemaLeaves,
  valueAt,
  type FieldGroup,
  type PipelineDocument,
} from '../../core/pipeline/index.ts';

export interface SettingRow {
  /** Dotted path in the document. */
  readonly path: string;
  readonly group: FieldGroup;
  readonly groupTitle: string;
  readonly label: string;
  readonly unit: string;
  /** One a document, as text; '–' where the document has no such setting. */
  readonly values: readonly string[];
  readonly differs: boolean;
}

/** Every setting that at least one of the documents has, in the order of the document. */
export function compareSettings(documents: readonly PipelineDocument[]): SettingRow[] {
  return schemaLeaves().flatMap(({ path }) => {
    const found = documents.map((document) => valueAt(document, path));
    if (path === 'version' || found.every((value) => value === undefined)) return [];
    const { label, unit = '', group } = fieldInfo(path);
    const values = found.map(textOf);
    const differs = values.some((value) => value !== values[0]);
    return [{ path, group, groupTitle: FIELD_GROUPS[group], label, unit, values, differs }];
  });
}

function textOf(value: unknown): string {
  if (value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
