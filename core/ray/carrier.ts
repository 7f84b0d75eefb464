/** Two ways home for what a job leaves in its folder: through Ray's log files, and through a shared folder. */
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { RayClient } from './client.ts';
import { unreachable } from './http.ts';
import { JOBS_FOLDER, segmentGlob, segmentName } from './segments.ts';

export interface Carrier {
  /** Names of segments that are there; those of the block of `index` are enough. */
  segmentsAround(index: number): Promise<ReadonlySet<string>>;
  readSegment(index: number): Promise<string>;
  /** Copies a file of the job's folder to `path`. False if it is not there any more. */
  fetch(name: string, path: string): Promise<boolean>;
  /** After everything has come home. */
  cleanUp(): Promise<void>;
}

/** A file may take so long, which Ray wants to know beforehand. */
const FETCH_SECONDS = 3600;

/** The job's folder lies in the log folder of its node, whose files Ray hands out byte by byte. */
export function logCarrier(client: RayClient, nodeId: string, jobId: string): Carrier {
  const folder = `${JOBS_FOLDER}/${jobId}`;
  return {
    segmentsAround: async (index) => {
      const names = await client.logFiles(nodeId, `${folder}/${segmentGlob(index)}`);
      return new Set(names.map((name) => basename(name)));
    },
    readSegment: async (index) => (await client.logFile(nodeId, `${folder}/${segmentName(index)}`)).toString('utf8'),
    fetch: async (name, path) => {
      if ((await client.logFiles(nodeId, `${folder}/${name}`)).length === 0) return false;
      const stream = await client.openLogFile(nodeId, `${folder}/${name}`, FETCH_SECONDS);
      try {
        await pipeline(stream, createWriteStream(path));
      } catch (error) {
        // What the network does to the stream; a full disk here is told as it is.
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw error;
        throw unreachable(new URL(client.address), error as Error);
      }
      return true;
    },
    // Ray's HTTP interface cannot remove files: later jobs on the node do so (job/main.ts).
    cleanUp: async () => {},
  };
}

/** `folder`: the shared folder's path here. */
export function folderCarrier(folder: string, jobId: string): Carrier {
  const job = join(folder, JOBS_FOLDER, 'jobs', jobId);
  return {
    segmentsAround: async () => new Set(await readdir(job).catch(() => [])),
    readSegment: (index) => readFile(join(job, segmentName(index)), 'utf8'),
    fetch: async (name, path) => {
      if (!existsSync(join(job, name))) return false;
      await copyFile(join(job, name), path);
      return true;
    },
    cleanUp: () => rm(job, { recursive: true, force: true }),
  };
}
