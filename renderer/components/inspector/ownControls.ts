/** Settings that have a control of their own; all others get one by their kind. */
import type { Component } from 'svelte';
import type { SchemaLeaf } from '../../../core/pipeline/index.ts';
import BuiltInStartControl from './BuiltInStartControl.svelte';
import ChoicesControl from './ChoicesControl.svelte';
import type { ControlProps } from './controlProps.ts';
import EarlierRunControl from './EarlierRunControl.svelte';
import FolderControl from './FolderControl.svelte';
import NetworkWeightsControl from './NetworkWeightsControl.svelte';
import RunRoleControl from './RunRoleControl.svelte';
import SegmentationPathControl from './SegmentationPathControl.svelte';
import StartControl from './StartControl.svelte';
import StartFileControl from './StartFileControl.svelte';
import TableControl from './TableControl.svelte';
import WidthControl from './WidthControl.svelte';

const BY_PATH: readonly (readonly [pattern: RegExp, control: Component<ControlProps>])[] = [
  [/\.ngf$/, WidthControl],
  [/\.start\.kind$/, StartControl],
  [/\.start\.file$/, StartFileControl],
  [/\.start\.id$/, BuiltInStartControl],
  [/\.start\.run$/, EarlierRunControl],
  [/\.start\.role$/, RunRoleControl],
  [/^perceptual\.file$|^evaluation\.weights\./, NetworkWeightsControl],
  [/^evaluation\.segmentation\.(file|labels)$/, SegmentationPathControl],
  [/^dataset\.folder/, FolderControl],
];

export function ownControl({ path, kind }: SchemaLeaf): Component<ControlProps> | undefined {
  if (kind === 'choices') return ChoicesControl;
  if (kind === 'table') return TableControl;
  return BY_PATH.find(([pattern]) => pattern.test(path))?.[1];
}
