/** Imports a weights file in a process of its own, so that its memory can be measured; prints one JSON object. */
import { describeGenerator, type GeneratorChoice } from '../../core/networks/generators.ts';
import { weightsOf } from '../../core/networks/graph.ts';
import { examineWeights, importWeights } from '../../core/weights/import/importWeights.ts';

const [path = '', choice = ''] = process.argv.slice(2);
const startMs = performance.now();
const { parts } = await examineWeights(path);
const weights = weightsOf(describeGenerator(JSON.parse(choice) as GeneratorChoice));
const values = await importWeights(path, weights, 'the network');
const elapsedMs = performance.now() - startMs;
// What the import itself takes, however busy the machine is.
const { user, system } = process.cpuUsage();
const processorMs = (user + system) / 1000;
const sums = [...values].map(([name, numbers]) => [name, numbers.reduce((sum, value) => sum + value, 0)]);
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(
  JSON.stringify({
    elapsedMs,
    processorMs,
    peakBytes,
    verdict: parts[0]?.verdict,
    sums: Object.fromEntries(sums) as unknown,
  }),
);
