/** Copy and paste of a node's settings, as text that can also be pasted into a mail. */
import {
  changeSettings,
  FIELDS,
  schemaLeaves,
  valueAt,
  type Changes,
  type PipelineDocument,
} from '../../core/pipeline/index.ts';
import { isNodeKind, NODES, nodeSpec, type NodeKind } from './nodes.ts';

interface Clip {
  readonly omgdNode: NodeKind;
  /** By path; those of a network without the path of its role, so that they fit another network. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export type Pasted =
  { readonly ok: true; readonly document: PipelineDocument } | { readonly ok: false; readonly message: string };

const NETWORK_PATHS: Readonly<Partial<Record<NodeKind, string>>> = {
  wider: 'teachers.wider',
  deeper: 'teachers.deeper',
  student: 'student',
};

export function copyNode(document: PipelineDocument, kind: NodeKind): string {
  const settings = pathsOf(kind).map((path) => [shortPath(path, kind), valueAt(document, path)]);
  const clip: Clip = { omgdNode: kind, settings: Object.fromEntries(settings) };
  return JSON.stringify(clip, null, 2);
}

/** Settings of a network fit every network; all others only their own kind of node. */
export function pasteNode(document: PipelineDocument, kind: NodeKind, text: string): Pasted {
  const clip = readClip(text);
  if (!clip) return refuse('The clipboard holds no settings of a node. Select a node and copy it first.');
  const { omgdNode: from } = clip;
  if (from !== kind && !(NETWORK_PATHS[from] && NETWORK_PATHS[kind])) {
    return refuse(`These are settings of “${NODES[from].title}”; they do not fit “${NODES[kind].title}”.`);
  }
  const known = new Set(pathsOf(kind));
  const pasted = Object.entries(clip.settings).map(([path, value]) => [longPath(path, kind), value] as const);
  const changes: Changes = Object.fromEntries(pasted.filter(([path]) => known.has(path)));
  const changed = changeSettings(document, changes);
  return changed.ok ? changed : refuse(changed.problems.map(({ message }) => message).join(' '));
}

/** The settings of the node itself; what all networks share is not copied with one of them. */
function pathsOf(kind: NodeKind): string[] {
  const groups = nodeSpec(kind).groups.filter((group) => group !== 'networks');
  return schemaLeaves()
    .map(({ path }) => path)
    .filter((path) => groups.some((group) => group === FIELDS[path]?.group));
}

function shortPath(path: string, kind: NodeKind): string {
  const prefix = NETWORK_PATHS[kind];
  return prefix && path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : path;
}

function longPath(path: string, kind: NodeKind): string {
  const prefix = NETWORK_PATHS[kind];
  return prefix ? `${prefix}.${path}` : path;
}

function readClip(text: string): Clip | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const kind = valueAt(value, 'omgdNode');
    const settings = valueAt(value, 'settings');
    if (!isNodeKind(kind) || typeof settings !== 'object' || settings === null) return undefined;
    return { omgdNode: kind, settings: Object.fromEntries(Object.entries(settings)) };
  } catch {
    // Any other text: the person copied something else.
    return undefined;
  }
}

function refuse(message: string): Pasted {
  return { ok: false, message };
}
