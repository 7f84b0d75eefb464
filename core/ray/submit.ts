/** Sends a run to a cluster as one job: what it reads is brought there first, then the pipeline as its working directory. */
import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import { takeOverRun, type RunStart } from '../engine/startRun.ts';
import { studioVersion } from '../installation/versions.ts';
import type { RayTarget } from '../protocol/index.ts';
import type { Store } from '../store/index.ts';
import type { RayClient } from './client.ts';
import { TASK_FILE, type JobTask, type Place } from './job/task.ts';
import { bringPackage } from './packages.ts';
import { programFiles, START_FILE } from './program.ts';
import { JOBS_FOLDER } from './segments.ts';
import { placeOf, Stage, stageDocument } from './stage.ts';

/** A job has so long to finish its step and save when it is told to stop; Ray's own default is 3 s. */
const STOP_SECONDS = 300;
/** On the nodes, where the studio may come for them late. */
const MORE_CHECKPOINTS = 2;

export interface Submission {
  readonly store: Store;
  readonly runId: string;
  readonly target: RayTarget;
  readonly client: RayClient;
  readonly untilStep?: number;
}

/** A job that is ready to be submitted. */
export interface PreparedJob {
  readonly id: string;
  /** Repeating it starts nothing twice. */
  submit(): Promise<void>;
  readonly start: RunStart;
  /** What had to be uploaded for it. */
  readonly uploadedBytes: number;
}

/** Takes the run over and uploads what its job needs. @throws RayError, StoreError, TrainError */
export async function prepareJob({ store, runId, target, client, untilStep }: Submission): Promise<PreparedJob> {
  const start = await takeOverRun(store, runId);
  const id = `omgd-${runId.slice(0, 8)}-${randomBytes(4).toString('hex')}`;
  const uploads = new Uploads(client);
  const program = target.installation === undefined ? await uploads.program() : { path: target.installation };
  const task: JobTask = {
    studio: studioVersion(),
    jobId: id,
    runId,
    program,
    ...(await stageRun(start, target, uploads)),
    ...(untilStep === undefined ? {} : { untilStep }),
    threads: target.cpusPerRun,
    keep: start.run.document.checkpoints.keep + MORE_CHECKPOINTS,
    ...(target.sharedFolder ? { jobsFolder: posix.join(target.sharedFolder.there, JOBS_FOLDER, 'jobs') } : {}),
  };
  const workingDirectory = await uploads.bring([
    { name: TASK_FILE, content: { text: JSON.stringify(task) } },
    { name: 'start.mjs', content: { path: START_FILE } },
  ]);
  const submission = {
    id,
    entrypoint: 'node start.mjs',
    workingDirectory,
    modules: uploads.modules(task),
    environment: { RAY_JOB_STOP_WAIT_TIME_S: String(STOP_SECONDS) },
    cpus: target.cpusPerRun,
    gpus: target.gpusPerRun,
    metadata: { omgd_run: runId, omgd_name: start.run.name },
  };
  const submit = async (): Promise<void> => {
    if ((await client.job(id)) === undefined) await client.submit(submission);
  };
  return { id, submit, start, uploadedBytes: uploads.bytes };
}

/** Everything that the run reads, where it will be. */
async function stageRun({ run, resume, earlierRuns, library }: RunStart, target: RayTarget, uploads: Uploads) {
  const stage = new Stage(target.sharedFolder);
  const document = await stageDocument(run.document, run.documentDirectory, stage);
  const earlier = await stagedFiles(earlierRuns, stage);
  const weights = await stagedFiles(library, stage);
  const files = stage.packed.length > 0 ? await uploads.bring(stage.packed) : undefined;
  const places = (staged: readonly (readonly [string, string])[]): Record<string, Place> =>
    Object.fromEntries(staged.map(([id, name]) => [id, placeOf(name, files)]));
  return {
    document: document as Record<string, unknown>,
    ...(files === undefined ? {} : { documentDirectory: { package: files, name: '' } }),
    ...(resume ? { resume: await stageResume(resume, target, uploads) } : {}),
    earlierRuns: places(earlier),
    library: places(weights),
  };
}

async function stagedFiles(paths: Readonly<Record<string, string>>, stage: Stage): Promise<[string, string][]> {
  const staged: [string, string][] = [];
  for (const [id, path] of Object.entries(paths)) staged.push([id, await stage.file(path)]);
  return staged;
}

/** The checkpoint has a package of its own: it is another one every time, and the rest stays the same. */
async function stageResume(
  { checkpointPath, ...details }: NonNullable<RunStart['resume']>,
  target: RayTarget,
  uploads: Uploads,
): Promise<NonNullable<JobTask['resume']>> {
  const stage = new Stage(target.sharedFolder);
  const staged = await stage.file(checkpointPath);
  const name = stage.packed.length > 0 ? await uploads.bring(stage.packed) : undefined;
  return { checkpoint: placeOf(staged, name), ...details };
}

class Uploads {
  readonly #client: RayClient;
  bytes = 0;

  constructor(client: RayClient) {
    this.#client = client;
  }

  async bring(files: Parameters<typeof bringPackage>[1]): Promise<string> {
    const { name, bytes, isNew } = await bringPackage(this.#client, files);
    if (isNew) this.bytes += bytes;
    return name;
  }

  async program(): Promise<Place> {
    return { package: await this.bring(await programFiles()), name: '' };
  }

  /** The packages that the task names. */
  modules({ program, documentDirectory, resume, earlierRuns, library }: JobTask): string[] {
    const named = [...Object.values(earlierRuns), ...Object.values(library)];
    const places = [program, documentDirectory, resume?.checkpoint, ...named];
    return [...new Set(places.flatMap((place) => (place && 'package' in place ? [place.package] : [])))];
  }
}
