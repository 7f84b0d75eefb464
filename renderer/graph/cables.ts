/** Cables: which there are (read off the document), which may be drawn, and what drawing or cutting one does to it. */
import { presetById, nearestRecipe, type PipelineDocument } from '../../core/pipeline/index.ts';
import { NODES, nodeSpec, PORT_TYPES, type NodeKind, type Port } from './nodes.ts';
import { isConnected, isOnCanvas, isTeacher, type Sketch, type TeacherKind } from './sketch.ts';

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

/** The weight of channel distillation where no recipe names one (the paper's for its resnets). */
const USUAL_CHANNEL_WEIGHT = 100;

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
  if (sketch.document.method === 'pix2pix') {
    return 'The method is pix2pix, which has no teachers. Set it to omgd in the settings of the pipeline first.';
  }
  return undefined;
}

/** Draws a cable for which `cableProblem` has nothing to say. */
export function connect(sketch: Sketch, from: Socket, to: Socket): Sketch {
  const teacher = [from.node, to.node].find(isTeacher);
  if (!teacher) return sketch;
  const joined = join(sketch, teacher);
  return from.port === 'channels' ? withChannels(joined, channelWeightFor(joined.document)) : joined;
}

export function cut(sketch: Sketch, cableId: string): Sketch {
  const found = cablesOf(sketch).find(({ id }) => id === cableId);
  if (!found?.canBeCut) return sketch;
  if (found.to.port === 'channels') return withChannels(sketch, 0);
  const teacher = [found.from.node, found.to.node].find(isTeacher);
  return teacher ? park(sketch, teacher) : sketch;
}

/** Puts a teacher on the canvas with all its cables. */
export function addTeacher(sketch: Sketch, kind: TeacherKind): Sketch {
  const joined = join(sketch, kind);
  const feedsChannels =
    kind === 'wider' && !sketch.document.teachers.wider && joined.document.losses.channelWeight === 0;
  return feedsChannels ? withChannels(joined, recipeOf(joined.document).losses.channelWeight) : joined;
}

/** Takes a teacher off the canvas. */
export function removeTeacher(sketch: Sketch, kind: TeacherKind): Sketch {
  const { [kind]: _removed, ...parked } = park(sketch, kind).parked;
  return { ...park(sketch, kind), parked };
}

/** Connects a teacher: as it stood parked, else with the nearest recipe's settings. */
function join(sketch: Sketch, kind: TeacherKind): Sketch {
  if (sketch.document.teachers[kind]) return sketch;
  const settings = sketch.parked[kind] ?? recipeOf(sketch.document).teachers[kind];
  if (!settings) return sketch;
  const { [kind]: _joined, ...parked } = sketch.parked;
  const teachers = { ...sketch.document.teachers, [kind]: settings };
  return { ...sketch, document: { ...sketch.document, teachers }, parked };
}

/** Leaves a teacher on the canvas without cables. Without a wider teacher there are no channels to learn from. */
function park(sketch: Sketch, kind: TeacherKind): Sketch {
  if (!isOnCanvas(sketch, kind)) return sketch;
  const { [kind]: settings, ...teachers } = sketch.document.teachers;
  if (!settings) return sketch;
  const parked = { ...sketch.parked, [kind]: settings };
  const without = { ...sketch, document: { ...sketch.document, teachers }, parked };
  return kind === 'wider' ? withChannels(without, 0) : without;
}

function withChannels(sketch: Sketch, channelWeight: number): Sketch {
  const { document } = sketch;
  return { ...sketch, document: { ...document, losses: { ...document.losses, channelWeight } } };
}

function channelWeightFor(document: PipelineDocument): number {
  return recipeOf(document).losses.channelWeight || USUAL_CHANNEL_WEIGHT;
}

function recipeOf(document: PipelineDocument): PipelineDocument {
  return presetById(nearestRecipe(document)).document;
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
