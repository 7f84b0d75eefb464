/**
 * `npm run bench`: how fast the engine is, as ratios within one run. Close everything else first.
 *
 *   npm run bench [-- A B C demo] [--steps 7] [--against 'COMMAND'] [--memory]
 *
 * --against runs another program in turn with ours, for each configuration: {id} in the command becomes the configuration's
 * letter, and of the JSON lines it prints, the one with `"what": "training step"` gives `ms_per_step_median`. --memory trains the tiny
 * configuration for 3,000 steps and shows the memory along the way.
 */
import { parseArgs } from 'node:util';
import { loadTensorFlow } from '../core/engine/runtime/load.ts';
import { formatTable } from '../core/cli/table.ts';
import type { TensorFlow } from '../core/ops/tensorflow.ts';
import { configurations } from './bench/configurations.ts';
import { loaderSpeed } from './bench/loaderSpeed.ts';
import { memoryOverSteps } from './bench/memoryOverSteps.ts';
import { otherStepMs } from './bench/otherProgram.ts';
import { stepTimes } from './bench/stepTimes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    steps: { type: 'string', default: '7' },
    against: { type: 'string' },
    memory: { type: 'boolean', default: false },
  },
});
const tf = loadTensorFlow() as unknown as TensorFlow;
const rows: string[][] = [];
const ids = positionals.length > 0 ? positionals : ['A', 'B', 'C', 'demo'];
for (const { id, label, document } of configurations(ids)) {
  console.error(`${id}: ${label} …`);
  const times = await stepTimes(tf, document, Number(values.steps));
  const otherMs = values.against === undefined ? undefined : otherStepMs(values.against, id);
  const loader = await loaderSpeed(document);
  const stepsPerSecond = 1000 / times.fullMs;
  rows.push([
    id,
    ms(times.fullMs),
    otherMs === undefined ? '–' : ms(otherMs),
    otherMs === undefined ? '–' : (times.fullMs / otherMs).toFixed(2),
    ms(times.forwardMs),
    ms(times.adversarialMs),
    ms(times.studentMs),
    ms(times.captureMs),
    `${loader.cachedPairsPerSecond.toFixed(0)} / ${(stepsPerSecond * document.training.batchSize).toFixed(0)}`,
    `${(times.peakMemoryBytes / 2 ** 30).toFixed(1)} GiB`,
    String(times.leakedTensorsPerStep),
  ]);
}
console.log(formatTable(columns(), rows));
if (values.memory) console.log(`\n${await memoryOverSteps(tf, 3000)}`);

function columns() {
  const titles = ['', 'STEP ms', 'OTHER ms', 'RATIO', 'FORWARD', 'TEACHERS+D', 'STUDENT', 'CAPTURE', 'LOADER/NEEDED pairs/s', 'PEAK', 'LEAKED']; // prettier-ignore
  return titles.map((title, index) => ({ title, align: index === 0 ? ('left' as const) : ('right' as const) }));
}

function ms(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}
