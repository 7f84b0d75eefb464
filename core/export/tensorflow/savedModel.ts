/** A network as a TensorFlow SavedModel: the same graph as for TensorFlow.js, with its weights as constants inside. */
import { attributes, DT_FLOAT, nodeDef, savedModel, shapeMessage } from '../../capture/graphDef.ts';
import { bytesField, floatField, integerField, messageField, varint } from '../../files/protobuf.ts';
import type { Dtype } from '../../weights/storedTensor.ts';
import type { InferenceNetwork } from '../../networks/inferenceNetwork.ts';
import type { Precision } from '../../pipeline/index.ts';
import { buildGraph, INPUT, OUTPUT, type GraphSettings } from './buildGraph.ts';
import { storedWeight, type Attribute, type GraphNode, type GraphWeight } from './graph.ts';

/** TF_DataType by the names of attributes and of stored tensors. */
const DATA_TYPES = { DT_FLOAT, DT_INT32: 3, F32: DT_FLOAT, I32: 3, F16: 19, I8: 6 } as const;

/** The bytes of `saved_model.pb` with the signature `serving_default`: `input` → `output`. */
export function savedModelFile(inference: InferenceNetwork, settings: GraphSettings): Buffer {
  const { graph, inputShape, outputShape } = buildGraph(inference, settings);
  const weights = new Map(graph.weights.map((weight) => [weight.name, weight]));
  const nodes = graph.nodes.flatMap((node) => {
    const weight = weights.get(node.name);
    return weight ? constantNodes(weight, settings.precision) : [nodeOf(node)];
  });
  return savedModel(nodes, [signature(inputShape, outputShape)]);
}

function nodeOf({ name, op, input, attr }: GraphNode): Buffer {
  const entries = Object.entries(attr).map(([key, attribute]) =>
    messageField(5, bytesField(1, key), bytesField(2, attributeMessage(attribute))),
  );
  return nodeDef(name, op, input, entries);
}

/** tensorflow/core/framework/attr_value.proto */
function attributeMessage(attribute: Attribute): Buffer {
  if ('type' in attribute) return integerField(6, DATA_TYPES[attribute.type]);
  if ('s' in attribute) return bytesField(2, Buffer.from(attribute.s, 'base64'));
  if ('i' in attribute) return integerField(3, BigInt(attribute.i));
  if ('f' in attribute) return floatField(4, attribute.f);
  if ('b' in attribute) return integerField(5, attribute.b ? 1 : 0);
  if ('shape' in attribute) return bytesField(7, shapeMessage(attribute.shape.dim.map(({ size }) => Number(size))));
  return messageField(1, bytesField(3, Buffer.concat(attribute.list.i.map((item) => varint(BigInt(item))))));
}

/** A weight in fewer bits is widened where it is used; the arithmetic is float32. */
function constantNodes(weight: GraphWeight, precision: Precision): Buffer[] {
  const { dtype, shape, bytes } = storedWeight(weight, precision);
  if (!isGraphType(dtype)) throw new RangeError(`A graph holds no ${dtype} weights.`);
  const type = DATA_TYPES[dtype];
  const constant = (name: string): Buffer =>
    nodeDef(name, 'Const', [], [attributes.type('dtype', type), attributes.tensor('value', type, shape, bytes)]);
  if (dtype !== 'F16' && dtype !== 'I8') return [constant(weight.name)];
  const stored = `${weight.name}.${dtype === 'F16' ? 'float16' : 'int8'}`;
  const types = [attributes.type('SrcT', type), attributes.type('DstT', DT_FLOAT)];
  return [constant(stored), nodeDef(weight.name, 'Cast', [stored], types)];
}

function isGraphType(dtype: Dtype): dtype is Dtype & keyof typeof DATA_TYPES {
  return dtype in DATA_TYPES;
}

/** The entry of MetaGraphDef.signature_def (tensorflow/core/protobuf/meta_graph.proto). */
function signature(inputShape: readonly number[], outputShape: readonly number[]): Buffer {
  const tensor = (field: number, name: string, shape: readonly number[]): Buffer => {
    const info = [bytesField(1, `${name}:0`), integerField(2, DT_FLOAT), bytesField(3, shapeMessage(shape))];
    return messageField(field, bytesField(1, name), messageField(2, ...info));
  };
  const definition = messageField(
    2,
    tensor(1, INPUT, inputShape),
    tensor(2, OUTPUT, outputShape),
    bytesField(3, 'tensorflow/serving/predict'),
  );
  return messageField(5, bytesField(1, 'serving_default'), definition);
}
