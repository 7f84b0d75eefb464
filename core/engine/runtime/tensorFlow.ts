/** The whole TensorFlow.js namespace, with the native backend as its default. */
export type TensorFlow = typeof import('@tensorflow/tfjs-node-gpu');
