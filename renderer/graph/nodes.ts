/** The kinds of nodes on the canvas, their ports, and which settings of the document each one shows. */
import type { FieldGroup } from '../../core/pipeline/index.ts';
import type { IconName } from '../components/shared/icons.ts';
import type { Role } from '../components/shared/roles.ts';

/** What flows through a cable. Only ports of the same type can be connected. */
export const PORT_TYPES = {
  pairs: 'pairs of pictures',
  batches: 'prepared batches',
  picture: 'generated pictures',
  channels: 'inner activations',
  objective: 'losses',
  networks: 'trained networks',
} as const;
export type PortType = keyof typeof PORT_TYPES;

export interface Port {
  readonly id: string;
  readonly type: PortType;
  readonly label: string;
  /** Where it is on the node; default: inputs on the left, outputs on the right. */
  readonly side?: 'top' | 'bottom';
}

export interface NodeSpec {
  readonly title: string;
  readonly icon: IconName;
  /** Networks have a colour and a glyph of their own. */
  readonly role?: Role;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Groups of settings in the inspector. */
  readonly groups: readonly FieldGroup[];
  /** What it is for, in the search. */
  readonly purpose: string;
}

const BATCHES: Port = { id: 'batches', type: 'batches', label: 'batches' };
const PICTURE: Port = { id: 'picture', type: 'picture', label: 'picture' };
const NETWORKS_IN: Port = { id: 'networks', type: 'networks', label: 'networks', side: 'top' };
const NETWORKS_OUT: Port = { ...NETWORKS_IN, side: 'bottom' };

export const NODES = {
  dataset: {
    title: 'Dataset',
    icon: 'datasets',
    inputs: [],
    outputs: [{ id: 'pairs', type: 'pairs', label: 'pairs', side: 'bottom' }],
    groups: ['dataset'],
    purpose: 'Pictures and their targets',
  },
  prepare: {
    title: 'Prepare',
    icon: 'flip',
    inputs: [{ id: 'pairs', type: 'pairs', label: 'pairs', side: 'top' }],
    outputs: [BATCHES],
    groups: ['preprocess'],
    purpose: 'Resize, crop and mirror',
  },
  wider: {
    title: 'Wider teacher',
    icon: 'device',
    role: 'wider',
    inputs: [BATCHES],
    outputs: [PICTURE, { id: 'channels', type: 'channels', label: 'channels' }],
    groups: ['wider', 'cycle', 'networks'],
    purpose: 'More channels; the student also learns from its inner activations',
  },
  deeper: {
    title: 'Deeper teacher',
    icon: 'device',
    role: 'deeper',
    inputs: [BATCHES],
    outputs: [PICTURE],
    groups: ['deeper', 'networks'],
    purpose: 'More residual blocks; the student learns from its pictures',
  },
  student: {
    title: 'Student',
    icon: 'device',
    role: 'student',
    inputs: [BATCHES],
    outputs: [PICTURE],
    groups: ['student', 'cycle', 'networks'],
    purpose: 'The small generator that you keep',
  },
  losses: {
    title: 'Losses',
    icon: 'difference',
    inputs: [
      { id: 'teachers', type: 'picture', label: 'teachers' },
      { id: 'channels', type: 'channels', label: 'channels' },
      { id: 'student', type: 'picture', label: 'student' },
    ],
    outputs: [{ id: 'objective', type: 'objective', label: 'losses' }],
    groups: ['losses', 'discriminator', 'perceptual'],
    purpose: 'How every picture is judged',
  },
  training: {
    title: 'Training',
    icon: 'play',
    inputs: [{ id: 'objective', type: 'objective', label: 'losses' }],
    outputs: [NETWORKS_OUT],
    groups: ['training', 'previews', 'checkpoints'],
    purpose: 'How long, how fast, and what is kept',
  },
  evaluation: {
    title: 'Evaluation',
    icon: 'chart',
    inputs: [NETWORKS_IN],
    outputs: [{ ...NETWORKS_OUT, id: 'measured' }],
    groups: ['evaluation'],
    purpose: 'Measures on pairs that were kept aside',
  },
  export: {
    title: 'Export',
    icon: 'export',
    inputs: [NETWORKS_IN],
    outputs: [],
    groups: ['export'],
    purpose: 'The student as a file, when the run has finished',
  },
} as const satisfies Readonly<Record<string, NodeSpec>>;

export type NodeKind = keyof typeof NODES;
export const NODE_KINDS = Object.keys(NODES) as readonly NodeKind[];

/** NODES with the general type, for code that treats all kinds alike. */
export function nodeSpec(kind: NodeKind): NodeSpec {
  return NODES[kind];
}

export function isNodeKind(value: unknown): value is NodeKind {
  return NODE_KINDS.some((kind) => kind === value);
}
