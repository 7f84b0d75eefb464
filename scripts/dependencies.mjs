// Tells whether the installed npm packages are those of package-lock.json, and keeps two installations apart. Used by
// bootstrap.mjs, so: plain JavaScript, no dependencies.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A lock this old is taken over, whoever holds it: no installation takes so long. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/**
 * Whether node_modules holds what package-lock.json asks for. npm leaves a lockfile of what it has installed inside
 * node_modules when it ends well, so an interrupted installation, too, is noticed.
 */
export function areDependenciesCurrent(root, pinnedNode) {
  const installedLockfile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(pinnedNode) || !existsSync(installedLockfile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLockfile, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true; // the project itself
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true; // of other platforms
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Runs `work` while no other process installs in this checkout. */
export async function withInstallLock(root, work) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const path = join(root, '.cache', 'install.lock');
  let waiting = false;
  while (!tryToCreate(path)) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!waiting) console.error('Waiting for another process that installs the npm packages …');
    waiting = true;
    await sleep(500);
  }
  const release = () => rmSync(path, { force: true });
  process.on('exit', release);
  try {
    await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function tryToCreate(path) {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, `${hostname()} ${process.pid}`);
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(path) {
  try {
    if (Date.now() - statSync(path).mtimeMs > ABANDONED_AFTER_MS) return true;
    const [host, processId] = readFileSync(path, 'utf8').split(' ');
    return host === hostname() && processId !== undefined && !isAlive(Number(processId));
  } catch {
    return false; // released just now: the next try will tell
  }
}

function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // alive, but of another user
  }
}
