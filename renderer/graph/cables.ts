/** Cables: which there are (read off the document), which may be drawn, and what drawing or cutting one does to it. */
import { hasTeachers, isUnpaired } from '../../core/pipeline/index.ts';
import { NODES, nodeSpec, PORT_TYPES, type NodeKind, type Port } from './nodes.ts';
import { isConnected, isTeacher, takesPart, type Sketch } from './sketch.ts';
import { joinTeacher, parkTeacher, usualChannelWeight, withChannelWeight } from './teachers.ts';

/** One end of a cable. */
export interface Socket {
  readonly node: NodeKind;
  readonly port: string;
}

export interface Cable {
  readonly id: string;
  readonly from: Socket;
  readonly to: Socket;
  /** Some cables are the method itself and cannot be cut. */
  readonly canBeCut: boolean;
}

export function cablesOf(sketch: Sketch): Cable[] {
  const teachers = (['wider', 'deeper'] as const).filter((kind) => isConnected(sketch, kind));
  const hasChannels = teachers.includes('wider') && sketch.document.losses.channelWeight > 0;
  return [
    cable('dataset.pairs', 'prepare.pairs'),
    ...teachers.flatMap((kind) => [
      cable('prepare.batches', `${kind}.batches`, true),
      cable(`${kind}.picture`, 'losses.teachers', true),
    ]),
    ...(hasChannels ? [cable('wider.channels', 'losses.channels', true)] : []),
    cable('prepare.batches', 'student.batches'),
    cable('student.picture', 'losses.student'),
    cable('losses.objective', 'training.objective'),
    cable('training.networks', 'evaluation.networks'),
    cable('evaluation.measured', 'export.networks'),
  ];
}

/** Why this cable may not be drawn, as a sentence; undefined if it may. */
export function cableProblem(sketch: Sketch, from: Socket, to: Socket): string | undefined {
  const output = findPort(nodeSpec(from.node).outputs, from.port);
  const input = findPort(nodeSpec(to.node).inputs, to.port);
  const source = NODES[from.node].title;
  const target = NODES[to.node].title;
  if (!output || !input)
    return 'A cable goes from an output on the right of a node to an input on the left of another.';
  if (output.type !== input.type) {
    return `${target} takes ${PORT_TYPES[input.type]} here, but ${source} gives ${PORT_TYPES[output.type]}.`;
  }
  const { id } = cable(socketName(from), socketName(to));
  if (cablesOf(sketch).some((existing) => existing.id === id)) return 'This cable is there already.';
  if (from.node === 'student') return 'The student cannot be its own teacher.';
  if (to.port === 'student') return 'Only the student’s pictures go here; a teacher’s go to the port “teachers”.';
  const teacher = [from.node, to.node].find(isTeacher);
  if (!teacher) return `${source} and ${target} are connected as the method needs it.`;
  const { method } = sketch.document;
  if (!hasTeachers(method)) {
    const other = isUnpaired(method) ? 'omgd-unpaired' : 'omgd';
    return `The method is ${method}, which has no teachers. Set it to ${other} in the settings of the pipeline first.`;
  }
  if (!takesPart(method, teacher)) return 'Without pairs there is one teacher, the CycleGAN.';
  return undefined;
}

/** Draws a cable for which `cableProblem` has nothing to say. */
export function connect(sketch: Sketch, from: Socket, to: Socket): Sketch {
  const teacher = [from.node, to.node].find(isTeacher);
  if (!teacher) return sketch;
  const joined = joinTeacher(sketch, teacher);
  return from.port === 'channels' ? withChannelWeight(joined, usualChannelWeight(joined.document)) : joined;
}

export function cut(sketch: Sketch, cableId: string): Sketch {
  const found = cablesOf(sketch).find(({ id }) => id === cableId);
  if (!found?.canBeCut) return sketch;
  if (found.to.port === 'channels') return withChannelWeight(sketch, 0);
  const teacher = [found.from.node, found.to.node].find(isTeacher);
  return teacher ? parkTeacher(sketch, teacher) : sketch;
}

function cable(from: string, to: string, canBeCut = false): Cable {
  return { id: `${from}>${to}`, from: socketOf(from), to: socketOf(to), canBeCut };
}

function socketOf(name: string): Socket {
  const [node, port] = name.split('.') as [NodeKind, string];
  return { node, port };
}

function socketName({ node, port }: Socket): string {
  return `${node}.${port}`;
}

function findPort(ports: readonly Port[], id: string): Port | undefined {
  return ports.find((port) => port.id === id);
}
