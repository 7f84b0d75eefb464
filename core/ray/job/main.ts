/**
 * Main program of a job on a node of a cluster: starts the engine's host as the studio does on its own machine, and writes
 * what it says into segments, from where the studio takes it. Started by start.mjs in the job's working directory.
 */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { forkHost, type HostExit } from '../../engine/hostProcess.ts';
import { superfluousCheckpoints } from '../../engine/pruneCheckpoints.ts';
import { studioVersion } from '../../installation/versions.ts';
import { parseEngineMessage, type Checkpoint, type EngineMessage } from '../../protocol/index.ts';
import { RUN_FOLDER } from '../segments.ts';
import { Outbox } from './outbox.ts';
import { jobsFolderInLogs, pathOf } from './places.ts';
import { JobTaskSchema, TASK_FILE, TaskHeaderSchema, type JobTask } from './task.ts';

/** Jobs that nobody has taken home for so long are removed. */
const KEPT_DAYS = 30;
/** So much of the host's output is quoted if it ends without a word. */
const OUTPUT_CHARACTERS = 2_000;

const workingDirectory = process.cwd();
const raw: unknown = JSON.parse(readFileSync(TASK_FILE, 'utf8'));
const header = TaskHeaderSchema.parse(raw);
const jobsFolder = header.jobsFolder ?? jobsFolderInLogs(workingDirectory);
const jobFolder = join(jobsFolder, header.jobId);
const outbox = new Outbox(jobFolder, (error) => {
  console.error(error);
  process.exit(1);
});
outbox.add({ entry: 'hello', studio: studioVersion(), host: hostname() });
removeOldJobs();
if (header.studio === studioVersion()) work(JobTaskSchema.parse(raw));
else refuse();

function work(task: JobTask): void {
  const checkpoints = new Map<string, Checkpoint>();
  let output = '';
  let sequence = 0;
  const host = forkHost({
    onMessage: (value) => {
      const message = parseEngineMessage(value);
      outbox.say(withRelativePaths(message));
      if (message.kind !== 'checkpoint') return;
      // What is in the segment is there to be fetched; the studio should hear of it at once.
      outbox.flush();
      checkpoints.set(message.path, message);
      for (const { path } of superfluousCheckpoints([...checkpoints.values()], task.keep)) {
        rmSync(path, { force: true });
        checkpoints.delete(path);
      }
    },
    onOutput: (text) => {
      process.stderr.write(text);
      output = (output + text).slice(-OUTPUT_CHARACTERS);
    },
    onExit: (exit) => end(exit, output),
  });
  process.on('SIGTERM', () => host.send({ kind: 'stop', sequence: ++sequence }));
  host.send({
    kind: 'start',
    sequence,
    runId: task.runId,
    document: task.document,
    documentDirectory: task.documentDirectory ? pathOf(task.documentDirectory) : workingDirectory,
    runDirectory: join(jobFolder, RUN_FOLDER),
    ...(task.resume ? { resume: resumeOf(task.resume) } : {}),
    earlierRuns: pathsOf(task.earlierRuns),
    library: pathsOf(task.library),
    ...(task.untilStep === undefined ? {} : { untilStep: task.untilStep }),
    share: { threads: task.threads },
  });
}

function resumeOf({ checkpoint, bestValue, perceptual }: NonNullable<JobTask['resume']>) {
  return {
    checkpointPath: pathOf(checkpoint),
    ...(bestValue === undefined ? {} : { bestValue }),
    ...(perceptual === undefined ? {} : { perceptual }),
  };
}

function pathsOf(places: JobTask['library']): Record<string, string> {
  return Object.fromEntries(Object.entries(places).map(([id, place]) => [id, pathOf(place)]));
}

/** Paths on this node mean nothing to the studio. */
function withRelativePaths(message: EngineMessage): EngineMessage {
  if (message.kind === 'checkpoint') return { ...message, path: relative(jobFolder, resolve(message.path)) };
  if (message.kind === 'stopped' && message.checkpoint !== undefined) {
    return { ...message, checkpoint: relative(jobFolder, resolve(message.checkpoint)) };
  }
  return message;
}

function end({ code, signal }: HostExit, output: string): void {
  outbox.add({ entry: 'exit', code, signal, output });
  outbox.close();
  process.exit();
}

function refuse(): void {
  const message = `On the node, OMGD Studio ${studioVersion()} is installed; here it is ${header.studio}. Install the same version on every node, or take "installation" out of the target: then the program is uploaded.`;
  outbox.say({ kind: 'failed', sequence: 0, code: 'cluster-job', message });
  end({ code: 1, signal: null }, '');
}

function removeOldJobs(): void {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of readdirSync(jobsFolder)) {
    const folder = join(jobsFolder, name);
    if (statSync(folder).mtimeMs < oldest) rmSync(folder, { recursive: true, force: true });
  }
}
