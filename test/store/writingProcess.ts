/**
 * A process of its own that opens the database `argv[2]` and works on the run `argv[3]`: takes it over if `argv[4]` is
 * "own", then appends `argv[5]` points to the metric `argv[6]`, one transaction each, and prints each step when it is in.
 */
import { openStore } from '../../core/store/index.ts';
import { pointAt } from './temporaryStore.ts';

const [path = '', runId = '', role, points = '0', metric = 'loss'] = process.argv.slice(2);
const { writer } = openStore(path);
if (role === 'own') writer.markStarted(runId);
for (let step = 0; step < Number(points); step += 1) {
  writer.appendMetrics(runId, [pointAt(step, { [metric]: step })]);
  process.stdout.write(`${step}\n`);
}
if (role === 'own') setInterval(() => writer.heartbeat(runId), 1000);
