/**
 * `npm run bench:ray -- [ADDRESS]`: how fast what runs on a cluster write comes into the database; and with the address of a
 * cluster, what its Jobs API costs the studio: requests of every kind, bytes up and down, and how long a job takes to start.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parsePipeline, presetById } from '../core/pipeline/index.ts';
import { RayTargetSchema, type MetricPoint } from '../core/protocol/index.ts';
import { folderCarrier } from '../core/ray/carrier.ts';
import { RayClient } from '../core/ray/client.ts';
import { bringPackage } from '../core/ray/packages.ts';
import { Intake } from '../core/ray/intake.ts';
import { Outbox } from '../core/ray/job/outbox.ts';
import { programFiles } from '../core/ray/program.ts';
import { JOBS_FOLDER } from '../core/ray/segments.ts';
import { databasePath, openStore } from '../core/store/index.ts';
import { median } from './bench/median.ts';

const REQUESTS = 50;
const JOBS = 5;
const FILE_MB = 100;
const LOG_FILE = 'omgd-studio-bench.bin';

/** Two seconds of a run with 4 steps a second. */
const STEPS_A_SEGMENT = 8;
/** As many as OMGD with two teachers has. */
const METRICS = 25;
const SEGMENTS = 300;

const [address] = process.argv.slice(2);
const client = new RayClient({ name: 'bench', address: address ?? 'http://127.0.0.1:8265' });
const folder = await mkdtemp(join(tmpdir(), 'omgd-bench-'));
try {
  await measureIntake();
  if (address !== undefined) await measureCluster();
} finally {
  await rm(folder, { recursive: true });
}

/** Segments of a shared folder, so that nothing but reading and writing them counts. */
async function measureIntake(): Promise<void> {
  const store = openStore(databasePath(folder));
  const parsed = parsePipeline({ ...presetById('demo-edges2emoji').document });
  if (!parsed.ok) throw new Error('The preset cannot be read.');
  const runId = store.writer.createRun({ document: parsed.document, documentDirectory: folder });
  store.writer.addRemoteJob(runId, { id: 'bench', target: RayTargetSchema.parse({ kind: 'ray', name: 'bench', address: 'http://127.0.0.1' }) }); // prettier-ignore
  const job = join(folder, JOBS_FOLDER, 'jobs', 'bench');
  const outbox = new Outbox(job, () => {});
  for (let index = 0; index < SEGMENTS; index++) {
    const points = Array.from({ length: STEPS_A_SEGMENT }, (_, step) => pointOf(index * STEPS_A_SEGMENT + step));
    outbox.say({ kind: 'metrics', sequence: index, points });
    outbox.flush();
  }
  outbox.close();
  const bytes = (await stat(join(job, '00000000.jsonl'))).size;
  const intake = new Intake({ store, runId, jobId: 'bench', segments: 0, onMessage: () => {} });
  const { ms } = await timed(() => intake.takeIn(folderCarrier(folder, 'bench')));
  const values = SEGMENTS * STEPS_A_SEGMENT * METRICS;
  store.close();
  const grown = (await stat(store.path)).size;
  print('a segment into the database', ms / SEGMENTS, `${String(Math.round((values / ms) * 1000))} values/s, ${String(bytes)} bytes a segment`); // prettier-ignore
  console.log(`the database grows by ${(grown / values).toFixed(0)} bytes a value`);
}

function pointOf(step: number): MetricPoint {
  const values = Object.fromEntries(Array.from({ length: METRICS }, (_, index) => [`metric_${String(index)}`, Math.sin(step + index)])); // prettier-ignore
  return { step, epoch: 0, trainedMs: step * 250, values };
}

async function measureCluster(): Promise<void> {
  const program = await timed(async () => bringPackage(client, await programFiles()));
  print('the program, packed and uploaded', program.ms, `${megabytes(program.result.bytes)} MB`);
  const again = await timed(async () => bringPackage(client, await programFiles()));
  print('the same again, when it is there', again.ms);
  await writeFile(join(folder, 'random.bin'), randomBytes(FILE_MB * 1e6));
  const up = await timed(() => bringPackage(client, [{ name: 'random.bin', content: { path: join(folder, 'random.bin') } }])); // prettier-ignore
  print(`a package of ${String(FILE_MB)} MB`, up.ms, `${((FILE_MB * 1000) / up.ms).toFixed(0)} MB/s`);

  // Writes the file that is fetched below, and a line when it begins.
  const entrypoint = `head -c ${String(FILE_MB * 1e6)} /dev/zero > ../../../logs/${LOG_FILE}`;
  const waits: number[] = [];
  let last = '';
  for (let index = 0; index < JOBS; index++) {
    const startMs = performance.now();
    last = await job(entrypoint);
    while ((await client.job(last))?.status === 'PENDING') await sleep(50);
    waits.push(performance.now() - startMs);
    while ((await client.job(last))?.status === 'RUNNING') await sleep(50);
  }
  print('a job, from its submission to its start (median)', median(waits), `longest ${waits.reduce((a, b) => Math.max(a, b)).toFixed(0)} ms`); // prettier-ignore
  const node = (await client.job(last))?.driver_node_id ?? '';
  print('state of a job', await medianOf(() => client.job(last)));
  print('which segments are there', await medianOf(() => client.logFiles(node, 'omgd-studio/none/000000??.jsonl')));
  const down = await timed(() => drain(node));
  print(`a file of ${String(FILE_MB)} MB from a node`, down.ms, `${((FILE_MB * 1000) / down.ms).toFixed(0)} MB/s`);
}

async function job(entrypoint: string): Promise<string> {
  const id = `omgd-bench-${randomBytes(4).toString('hex')}`;
  const { name } = await bringPackage(client, [{ name: 'nothing.txt', content: { text: '' } }]);
  await client.submit({ id, entrypoint, workingDirectory: name, modules: [], environment: {}, cpus: 1, gpus: 0, metadata: {} }); // prettier-ignore
  return id;
}

async function drain(node: string): Promise<void> {
  const stream = await client.openLogFile(node, LOG_FILE, 600);
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) bytes += piece.length;
  if (bytes !== FILE_MB * 1e6) throw new Error(`${String(bytes)} bytes came`);
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const startMs = performance.now();
  const result = await work();
  return { ms: performance.now() - startMs, result };
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < REQUESTS; index++) times.push((await timed(work)).ms);
  return median(times);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function print(what: string, ms: number, more = ''): void {
  console.log(`${what}: ${ms.toFixed(ms < 100 ? 1 : 0)} ms${more === '' ? '' : `, ${more}`}`);
}
