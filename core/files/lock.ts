// A lock between processes, so that two commands started at once set up a runtime, or download a file, only once.
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
/** A lock whose owner has not shown a heartbeat for this long is taken over (it may live on another machine). */
const ABANDONED_AFTER_MS = 30_000;
const RETRY_MS = 250;

/**
 * Runs `work` while holding the lock file at `path`; `onWait` is called once if another process holds it. Aborting
 * `signal` ends the wait with its reason; `work` itself is not told.
 */
export async function withLock<Result>(
  path: string,
  onWait: () => void,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  await mkdir(dirname(path), { recursive: true });
  let waiting = false;
  while (!(await tryToCreate(path))) {
    signal?.throwIfAborted();
    if (await isAbandoned(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (!waiting) onWait();
    waiting = true;
    await sleep(RETRY_MS);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {}); // a lost heartbeat only lets another process start early
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  }
}

async function tryToCreate(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    await handle.writeFile(`${hostname()} ${String(process.pid)}`);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null) return false; // released just now: the next try will tell
  if (Date.now() - found.mtimeMs > ABANDONED_AFTER_MS) return true;
  const [host, processId] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
  return host === hostname() && processId !== undefined && !isProcessAlive(Number(processId));
}

function isProcessAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // alive, but of another user
  }
}
