/** Which groups of settings the inspector shows, and which settings of a group exist right now. */
import {
  appliesTo,
  type AppliedDocument,
  FIELDS,
  hasTeachers,
  isUnpaired,
  schemaLeaves,
  type FieldGroup,
  type Method,
  type SchemaLeaf,
} from '../../../core/pipeline/index.ts';
import { nodeSpec, type NodeKind } from '../../graph/nodes.ts';
import { isTeacher, type Sketch } from '../../graph/sketch.ts';

/** Teachers that are not connected have no settings in the document, so there is nothing to set. */
export function groupsShown(sketch: Sketch, selected: NodeKind | undefined): readonly FieldGroup[] {
  if (!selected) return ['run'];
  const isParked = isTeacher(selected) && sketch.document.teachers[selected] === undefined;
  if (isParked) return [];
  return nodeSpec(selected).groups.filter(
    (group) => group !== 'cycle' || selected === cycleOwner(sketch.document.method),
  );
}

/** Whether the generator at `path` (`teachers.wider`, `student`) is the one whose counterpart leads back. */
export function ownsCycle(path: string, method: Method): boolean {
  return path.split('.').at(-1) === cycleOwner(method);
}

/** The generator whose counterpart leads back: the teacher's, or without a teacher the student's. */
function cycleOwner(method: Method): NodeKind | undefined {
  if (!isUnpaired(method)) return undefined;
  return hasTeachers(method) ? 'wider' : 'student';
}

/** What `leavesOf` has to know about the document that is edited. */
interface EditedValues {
  variantOf(path: string): string;
  valueOf(path: string): unknown;
  isMissing(path: string): boolean;
  readonly isUnfinished: boolean;
  readonly document: AppliedDocument;
}

/**
 * The settings of a group that mean something to the method and its metrics and exist in the variants that are chosen. In a variant that is not complete yet, those that
 * will get a default once it is are left out.
 */
export function leavesOf(group: FieldGroup, edited: EditedValues): SchemaLeaf[] {
  return schemaLeaves().filter(({ path, kind, onlyIn }) => {
    if (FIELDS[path]?.group !== group || path === 'version') return false;
    if (!appliesTo(path, edited.document)) return false;
    // Tables come out of files, not out of people's heads: one that is not there is nothing to set.
    if (kind === 'table' && edited.valueOf(path) === undefined) return false;
    if (onlyIn.length === 0) return true;
    if (!onlyIn.includes(edited.variantOf(path))) return false;
    return !edited.isUnfinished || edited.isMissing(path) || edited.valueOf(path) !== undefined;
  });
}
