/** The two Python programs that TFLite needs: TensorFlow's converter, and its interpreter behind lines of text. */

/** Arguments: folder of a SavedModel, file to write, precision. */
export const CONVERT = `
import sys, tensorflow as tf
folder, target, precision = sys.argv[1:]
converter = tf.lite.TFLiteConverter.from_saved_model(folder)
if precision != 'float32':
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
if precision == 'float16':
    converter.target_spec.supported_types = [tf.float16]
content = converter.convert()
with open(target, 'wb') as file:
    file.write(content)
`;

/**
 * Argument: a TFLite file. Reads one command a line and answers each with one line: \`load FILE\` sets the input to raw
 * float32 numbers, \`run\` computes, \`save FILE\` writes the output so.
 */
export const INTERPRET = `
import sys, warnings
warnings.filterwarnings('ignore')
import numpy, tensorflow as tf
interpreter = tf.lite.Interpreter(model_path=sys.argv[1])
interpreter.allocate_tensors()
given, made = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
print('ready', *made['shape'], flush=True)
for line in sys.stdin:
    command, _, path = line.rstrip('\\n').partition(' ')
    if command == 'load':
        interpreter.set_tensor(given['index'], numpy.fromfile(path, '<f4').reshape(given['shape']))
    elif command == 'run':
        interpreter.invoke()
    elif command == 'save':
        interpreter.get_tensor(made['index']).astype('<f4').tofile(path)
    print('done', flush=True)
`;
