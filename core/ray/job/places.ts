/** Where things lie on the node of a job. */
import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { JOBS_FOLDER } from '../segments.ts';
import type { Place } from './task.ts';

/** Absolute path of a place. Ray has unpacked the job's packages and put their folders into PYTHONPATH. */
export function pathOf(place: Place, pythonPath = process.env['PYTHONPATH'] ?? ''): string {
  if ('path' in place) return place.path;
  const folder = basename(place.package, '.zip');
  const unpacked = pythonPath.split(delimiter).find((path) => basename(path) === folder);
  if (unpacked === undefined) throw new Error(`Ray has not unpacked ${place.package}, which the job needs.`);
  return join(unpacked, place.name);
}

/** The folder of all jobs in Ray's log folder: Ray unpacks working directories two levels below the session's folder. */
export function jobsFolderInLogs(workingDirectory: string): string {
  for (let folder = workingDirectory; folder !== dirname(folder); folder = dirname(folder)) {
    const logs = join(dirname(folder), 'logs');
    if (basename(folder) === 'runtime_resources' && existsSync(logs)) return join(logs, JOBS_FOLDER);
  }
  throw new Error(`${workingDirectory} does not lie in the folder of a Ray session. Give the target a shared folder.`);
}
