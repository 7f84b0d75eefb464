/** Sorts what is wrong with a document by the node that can put it right. */
import { FIELDS, type FieldGroup } from '../../core/pipeline/index.ts';
import { inPlainWords } from './plainWords.ts';
import { NODE_KINDS, nodeSpec, type NodeKind } from './nodes.ts';

/** A finding of any check: of the document, of its schema, or of the disk. */
export interface Finding {
  readonly path: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** The finding with the names that the screen uses. */
export function inPlainFinding(finding: Finding): Finding {
  return { ...finding, message: inPlainWords(finding.message) };
}

/** The node that shows the setting at `path`; undefined for settings of the pipeline as a whole. */
export function nodeOfPath(path: string): NodeKind | undefined {
  if (path === 'teachers') return 'losses';
  const group = groupOf(path);
  return NODE_KINDS.find((kind) => nodeSpec(kind).groups.some((shown) => shown === group));
}

export function findingsOf(findings: readonly Finding[], kind: NodeKind): Finding[] {
  return findings.filter(({ path }) => nodeOfPath(path) === kind);
}

/** `norm` belongs to all networks, so it is shown with the first of them that it is found on: the student always is there. */
function groupOf(path: string): FieldGroup | undefined {
  const known = FIELDS[path] ?? Object.entries(FIELDS).find(([field]) => field.startsWith(`${path}.`))?.[1];
  return known?.group === 'networks' ? 'student' : known?.group;
}
