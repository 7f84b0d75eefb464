/** Which groups of settings the inspector shows, and which settings of a group exist right now. */
import { FIELDS, schemaLeaves, type FieldGroup, type SchemaLeaf } from '../../../core/pipeline/index.ts';
import { nodeSpec, type NodeKind } from '../../graph/nodes.ts';
import { isTeacher, type Sketch } from '../../graph/sketch.ts';

/** Teachers that are not connected have no settings in the document, so there is nothing to set. */
export function groupsShown(sketch: Sketch, selected: NodeKind | undefined): readonly FieldGroup[] {
  if (!selected) return ['run'];
  const isParked = isTeacher(selected) && sketch.document.teachers[selected] === undefined;
  return isParked ? [] : nodeSpec(selected).groups;
}

/** The settings of a group; `variantOf(path)` names the variant that the section around `path` has. */
export function leavesOf(group: FieldGroup, variantOf: (path: string) => string): SchemaLeaf[] {
  return schemaLeaves().filter(({ path, onlyIn }) => {
    if (FIELDS[path]?.group !== group || path === 'version') return false;
    return onlyIn.length === 0 || onlyIn.includes(variantOf(path));
  });
}
