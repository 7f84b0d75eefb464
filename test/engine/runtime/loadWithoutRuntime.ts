// A child process for load.test.ts: tries to load TensorFlow and prints the error.
import { loadTensorFlow } from '../../../core/engine/runtime/load.ts';

try {
  loadTensorFlow();
} catch (error) {
  console.log(String(error));
}
