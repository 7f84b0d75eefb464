/** Marks a drag that carries the kind of a node from the palette to the canvas. */
export const NODE_DRAG_TYPE = 'application/x-omgd-node';
