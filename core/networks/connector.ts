/**
 * The connector of channel distillation (OMGD §3.3): 1×1 convolution, batch norm, ReLU, from the student's channels to the
 * teacher's. It trains with the student. (The authors fill it with He's initialisation first and then overwrite that with
 * the N(0, 0.02) of every other network, so this is what counts.)
 */
import type { Network } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { checkInteger } from './options.ts';

/** Input [N, H, W, studentChannels], output [N, H, W, teacherChannels]; layers `0`, `1`, `2`. */
export function connector(studentChannels: number, teacherChannels: number): Network {
  checkInteger('studentChannels', studentChannels, 1);
  checkInteger('teacherChannels', teacherChannels, 1);
  const graph = new GraphBuilder('connector', studentChannels, 'batch');
  graph.sequence('').conv(teacherChannels, { kernel: 1 }).norm().relu();
  return graph.finish();
}
