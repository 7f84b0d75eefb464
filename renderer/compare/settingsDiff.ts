/** Settings of two or more runs side by side. */
import {
  appliesTo,
  FIELD_GROUPS,
  fieldInfo,
  schemaLeaves,
  valueAt,
  type FieldGroup,
  type PipelineDocument,
} from '../../core/pipeline/index.ts';
import { choiceLabel } from '../graph/choiceLabels.ts';

export interface SettingValue {
  /** '–' where the document has no such setting. */
  readonly text: string;
  /** '' for none. */
  readonly unit: string;
}

export interface SettingRow {
  /** Dotted path in the document. */
  readonly path: string;
  readonly group: FieldGroup;
  readonly groupTitle: string;
  readonly label: string;
  /** One a document. */
  readonly values: readonly SettingValue[];
  readonly differs: boolean;
}

/** The run's own name stands above its column. */
const NO_SETTINGS: ReadonlySet<string> = new Set(['version', 'name']);

/** Every setting that at least one of the documents has, in the order of the document. */
export function compareSettings(documents: readonly PipelineDocument[]): SettingRow[] {
  return schemaLeaves().flatMap(({ path, kind }) => {
    const isChoice = kind === 'choice' || kind === 'choices';
    const found = documents.map((document) => settingAt(document, path));
    if (NO_SETTINGS.has(path) || found.every((value) => value === undefined)) return [];
    const { label, group } = fieldInfo(path);
    const values = documents.map((document) => ({
      text: textOf(settingAt(document, path), isChoice),
      unit: unitOf(document, path),
    }));
    const differs = values.some(({ text, unit }) => text !== values[0]!.text || unit !== values[0]!.unit);
    return [{ path, group, groupTitle: FIELD_GROUPS[group], label, values, differs }];
  });
}

/** What the run was made of: settings that mean nothing to its method are there with their defaults, and left out. */
function settingAt(document: PipelineDocument, path: string): unknown {
  return appliesTo(path, document) ? valueAt(document, path) : undefined;
}

/** Lengths and intervals are counted in epochs or in steps: the setting beside them says in which. */
function unitOf(document: PipelineDocument, path: string): string {
  const { unit = '' } = fieldInfo(path);
  if (unit === '' || settingAt(document, path) === undefined) return '';
  const ofSection = valueAt(document, path.replace(/[^.]+$/, 'unit'));
  const counted = unit === 'epochs or steps' ? (ofSection ?? document.training.schedule.unit) : ofSection;
  return typeof counted === 'string' ? counted : unit;
}

function textOf(value: unknown, isChoice: boolean): string {
  if (value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const inWords = isChoice ? choiceLabel : String;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((item) => inWords(item)).join(', ');
  return inWords(value);
}
