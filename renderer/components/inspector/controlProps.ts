/** What every control of one setting is given. */
import type { SchemaLeaf } from '../../../core/pipeline/index.ts';

export interface ControlProps {
  readonly leaf: SchemaLeaf;
  /** Of the element that the setting's label names. */
  readonly id: string;
}
