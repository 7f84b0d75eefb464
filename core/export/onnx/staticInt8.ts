/**
 * Static int8 ("QDQ"): which layers compute in whole numbers. Runtimes recognise a convolution between a DequantizeLinear
 * before each input and a QuantizeLinear behind it, and run it on bytes.
 *
 * Convolutions and depthwise convolutions are quantised, but not the first, which sees the picture itself, nor the last,
 * which makes it: they cost little and errors there are seen at once. Transposed convolutions keep float32 arithmetic
 * (onnxruntime has no integer kernel for them) with int8 weights; norms and other activations than ReLU stay float32.
 */
import type { LayerNode, Network } from '../../networks/graph.ts';
import type { Pictures } from '../convention.ts';
import type { ByteRange } from './operators.ts';

/** Ranges of the tensors around integer layers, by node id. */
export type CalibratedRanges = ReadonlyMap<string, ByteRange>;

const isConvolution = ({ op }: LayerNode): boolean => op === 'conv' || op === 'depthwiseConv' || op === 'convTranspose';

/** @param network without batch norm and dropout */
export function integerLayerIds({ nodes }: Pick<Network, 'nodes'>): string[] {
  const inner = nodes.filter(isConvolution).slice(1, -1);
  return inner.filter(({ op }) => op !== 'convTranspose').map(({ id }) => id);
}

/** Where the tensor that leaves an integer layer is rounded: behind its ReLU, which then costs nothing. */
export function roundedAt({ nodes, output }: Network, id: string): string {
  const readers = nodes.filter(({ inputs }) => inputs.includes(id));
  const [reader] = readers;
  return reader?.op === 'relu' && readers.length === 1 && id !== output ? reader.id : id;
}

/** Ids of all nodes whose tensors must be calibrated. */
export function nodesToCalibrate(network: Network): string[] {
  const layers = new Set(integerLayerIds(network));
  const nodes = network.nodes.filter(({ id }) => layers.has(id));
  return [...new Set(nodes.flatMap(({ id, inputs }) => [inputs[0]!, roundedAt(network, id)]))];
}

/** What a report says about the calibration of a network, given as it was trained. */
export function calibrationOf(
  { nodes }: Pick<Network, 'nodes'>,
  pictures: readonly Pictures[],
): { readonly pictures: number; readonly integerLayers: number; readonly floatLayers: number } {
  const convolutions = nodes.filter(isConvolution);
  const integerLayers = integerLayerIds({ nodes }).length;
  return {
    pictures: pictures.reduce((sum, { shape }) => sum + shape[0], 0),
    integerLayers,
    floatLayers: convolutions.length - integerLayers,
  };
}
