/** The TensorFlow.js types that core uses. The namespace itself always arrives as an argument (core/engine loads it). */
export type TensorFlow = typeof import('@tensorflow/tfjs');
export type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
