/** Nodes and cables in the form that Svelte Flow draws. Positions and selection live here while the mouse is down. */
import type { Connection, Edge, Node } from '@xyflow/svelte';
import { cableProblem, cablesOf, type Cable, type Socket } from '../graph/cables.ts';
import { isNodeKind, NODES, nodeSpec, type NodeKind } from '../graph/nodes.ts';
import { isTeacher, nodesOf, positionOf, type Positions, type Sketch } from '../graph/sketch.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';

export class Canvas {
  nodes = $state.raw<Node[]>([]);
  edges = $state.raw<Edge[]>([]);
  /** Why the cable in the person's hand does not fit where it hovers. */
  refusal = $state.raw<string>();
  readonly #editor: PipelineEditor;

  constructor(editor: PipelineEditor) {
    this.#editor = editor;
    this.#follow();
    editor.listen(() => this.#follow());
  }

  isValidConnection = (connection: Connection | Edge): boolean => {
    const ends = endsOf(connection);
    this.refusal = ends && cableProblem(this.#editor.sketch, ends.from, ends.to);
    return ends !== undefined && this.refusal === undefined;
  };

  /** Draws the cable in the document; the canvas then follows. */
  connect = (connection: Connection): false => {
    const ends = endsOf(connection);
    if (ends && !cableProblem(this.#editor.sketch, ends.from, ends.to)) this.#editor.connect(ends.from, ends.to);
    return false;
  };

  endConnecting = (): void => {
    this.refusal = undefined;
  };

  /** Removes from the document what may be removed; the canvas then follows. */
  remove = async ({ nodes, edges }: { nodes: Node[]; edges: Edge[] }): Promise<boolean> => {
    const kinds = nodes.map(({ id }) => id).filter(isNodeKind);
    if (kinds.length > 0) for (const kind of kinds) this.#editor.remove(kind);
    else for (const { id } of edges) this.#editor.cut(id);
    return await Promise.resolve(false);
  };

  /** The end of a move, by mouse or arrow keys: one step to undo, however many nodes were moved. */
  keepPositions = (): void => {
    const moved = this.nodes.flatMap(({ id, position }) => {
      const known = isNodeKind(id) && positionOf(this.#editor.sketch, id);
      const isMoved = known && (known.x !== position.x || known.y !== position.y);
      return isMoved ? [[id, { x: Math.round(position.x), y: Math.round(position.y) }]] : [];
    });
    if (moved.length > 0) this.#editor.move(Object.fromEntries(moved) as Positions);
  };

  /** One selected node is shown in the inspector; none or several: the pipeline. */
  select = (nodes: readonly Node[]): void => {
    const only = nodes.length === 1 ? nodes[0]?.id : undefined;
    const kind = isNodeKind(only) ? only : undefined;
    if (kind !== this.#editor.selected) this.#editor.select(kind);
  };

  /** Keeps every node that did not change as it is, so that nothing is measured or drawn again. */
  #follow(): void {
    const { sketch, selected } = this.#editor;
    this.nodes = nodesOf(sketch).map((kind) => followNode(this.nodes, sketch, kind, kind === selected));
    this.edges = cablesOf(sketch).map((cable) => this.edges.find(({ id }) => id === cable.id) ?? edgeOf(cable));
  }
}

function followNode(nodes: readonly Node[], sketch: Sketch, kind: NodeKind, selected: boolean): Node {
  const position = positionOf(sketch, kind);
  const node = nodes.find(({ id }) => id === kind);
  if (!node) return newNode(kind, position, selected);
  const stays = node.position.x === position.x && node.position.y === position.y;
  return stays && (node.selected ?? false) === selected ? node : { ...node, position, selected };
}

function newNode(kind: NodeKind, position: { x: number; y: number }, selected: boolean): Node {
  return {
    id: kind,
    type: 'pipeline',
    position,
    selected,
    data: {},
    deletable: isTeacher(kind),
    ariaLabel: NODES[kind].title,
  };
}

function edgeOf({ id, from, to, canBeCut }: Cable): Edge {
  const role = nodeSpec(from.node).role ?? nodeSpec(to.node).role;
  return {
    id,
    source: from.node,
    sourceHandle: from.port,
    target: to.node,
    targetHandle: to.port,
    deletable: canBeCut,
    selectable: canBeCut,
    focusable: canBeCut,
    class: role ? `cable-${role}` : 'cable',
    ariaLabel: `Cable from ${NODES[from.node].title} to ${NODES[to.node].title}`,
  };
}

function endsOf({
  source,
  sourceHandle,
  target,
  targetHandle,
}: Connection | Edge): { from: Socket; to: Socket } | undefined {
  if (!isNodeKind(source) || !isNodeKind(target) || !sourceHandle || !targetHandle) return undefined;
  return { from: { node: source, port: sourceHandle }, to: { node: target, port: targetHandle } };
}
