// A worker for load.test.ts: loads TensorFlow, adds two numbers, posts the sum.
import { parentPort } from 'node:worker_threads';
import { loadTensorFlow } from '../../../core/engine/runtime/load.ts';

const tf = loadTensorFlow();
parentPort?.postMessage(tf.tidy(() => tf.add(2, 2).dataSync()[0]));
