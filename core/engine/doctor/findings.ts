// What the doctor says: one finding for each thing it looked at, and the rules that turn facts into findings. Pure, so
// that every rule can be tested with any facts.
import type { MachineFacts } from './facts.ts';
import { HOW_TO_GET_COMPILER, HOW_TO_GET_PIP } from '../runtime/tools.ts';

export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly status: 'ok' | 'warning' | 'problem';
  /** What was found. */
  readonly detail: string;
  /** What to do about it; null when all is well. */
  readonly advice: string | null;
}

const BYTES_PER_GIGABYTE = 1_000_000_000;
const OLDEST_NODE = 22;
/** The demo needs about 2 GB; batch 1 at 256² with both teachers about 6 GB. */
const COMFORTABLE_MEMORY_BYTES = 8 * BYTES_PER_GIGABYTE;
/** A run with its checkpoints and previews. */
const COMFORTABLE_DATA_BYTES = 5 * BYTES_PER_GIGABYTE;
/** Wheel and unpacked libraries together while the runtime is set up. */
const COMFORTABLE_CACHE_BYTES = 3 * BYTES_PER_GIGABYTE;
const RUN_SETUP = 'Run "npm run setup".';

/** Judges what was found on the machine. */
export function judge(facts: MachineFacts): Finding[] {
  return [
    ok('platform', 'Platform', facts.platform),
    judgeNode(facts),
    judgeRuntime(facts),
    judgeLoading(facts),
    judgeGpu(facts),
    judgeMemory(facts),
    judgeDisk('data-disk', 'Data folder', facts.data, COMFORTABLE_DATA_BYTES, 'OMGD_DATA_DIR'),
    judgeDisk('cache-disk', 'Cache folder', facts.cache, COMFORTABLE_CACHE_BYTES, 'OMGD_CACHE_DIR'),
    judgeTool('pip', 'Python or uv', facts.pip, facts, HOW_TO_GET_PIP),
    judgeTool('compiler', 'C++ compiler', facts.compiler, facts, HOW_TO_GET_COMPILER),
    judgeSqlite(facts),
    judgeElectron(facts),
  ];
}

function ok(id: string, title: string, detail: string): Finding {
  return { id, title, status: 'ok', detail, advice: null };
}

function judgeNode({ nodeVersion }: MachineFacts): Finding {
  const title = 'Node.js';
  if (Number(nodeVersion.split('.')[0]) >= OLDEST_NODE) return ok('node', title, nodeVersion);
  const advice = `Start programs with "npm run …", which uses the pinned Node; ${String(OLDEST_NODE)} is the oldest that works.`;
  return { id: 'node', title, status: 'problem', detail: nodeVersion, advice };
}

function judgeRuntime({ runtime }: MachineFacts): Finding {
  const title = 'TensorFlow runtime';
  if (runtime === null)
    return { id: 'runtime', title, status: 'problem', detail: 'not set up, or incomplete', advice: RUN_SETUP };
  const detail = `TensorFlow ${runtime.tensorflowVersion} (${runtime.flavour}) in ${runtime.folder}`;
  if (runtime.damagedFile === null) return ok('runtime', title, detail);
  const advice = `${RUN_SETUP} It replaces the damaged runtime.`;
  return { id: 'runtime', title, status: 'problem', detail: `${detail}; damaged: ${runtime.damagedFile}`, advice };
}

function judgeLoading({ tensorflow, runtime }: MachineFacts): Finding {
  const title = 'TensorFlow loads';
  if (tensorflow.kind === 'works') return ok('tensorflow', title, `yes; computes on the ${tensorflow.value}`);
  const detail = `no: ${tensorflow.reason}`;
  const advice =
    runtime === null ? RUN_SETUP : 'Remove the folder of the runtime and run "npm run setup", or try --runtime stock.';
  return { id: 'tensorflow', title, status: 'problem', detail, advice };
}

function judgeGpu({ nvidiaDriver, runtime }: MachineFacts): Finding {
  const title = 'NVIDIA GPU';
  if (nvidiaDriver === null) return ok('gpu', title, 'none; training runs on the CPU');
  if (runtime?.flavour === 'cuda') return ok('gpu', title, `driver ${nvidiaDriver}`);
  const advice = 'To train on it, run "npm run setup -- --runtime cuda" (3.4 GB; needs driver 525.60.13 or newer).';
  return { id: 'gpu', title, status: 'warning', detail: `driver ${nvidiaDriver}, but not used`, advice };
}

function judgeMemory({ cores, memoryBytes }: MachineFacts): Finding {
  const title = 'Cores and memory';
  const detail = `${String(cores)} cores, ${inGigabytes(memoryBytes)} GB`;
  if (memoryBytes >= COMFORTABLE_MEMORY_BYTES) return ok('memory', title, detail);
  const advice = 'Keep to 128² images and small networks, or use a machine with 8 GB or more.';
  return { id: 'memory', title, status: 'warning', detail, advice };
}

function judgeDisk(
  id: string,
  title: string,
  disk: MachineFacts['data'],
  comfortableBytes: number,
  variable: string,
): Finding {
  if (disk.freeBytes === null) {
    const advice = `Make ${disk.folder} writable, or set ${variable} to another folder.`;
    return { id, title, status: 'problem', detail: `${disk.folder} cannot be used`, advice };
  }
  const detail = `${disk.folder}, ${inGigabytes(disk.freeBytes)} GB free`;
  if (disk.freeBytes >= comfortableBytes) return ok(id, title, detail);
  const advice = `Free some space (${inGigabytes(comfortableBytes)} GB is comfortable), or set ${variable} to another disk.`;
  return { id, title, status: 'warning', detail, advice };
}

/** The tools that build the runtime are needed only while there is none. */
function judgeTool(id: string, title: string, found: string | null, facts: MachineFacts, advice: string): Finding {
  if (found !== null) return ok(id, title, found);
  if (facts.runtime !== null) return ok(id, title, 'none; not needed, the runtime is there');
  return { id, title, status: 'problem', detail: 'none found', advice };
}

function judgeSqlite({ sqlite }: MachineFacts): Finding {
  const title = 'SQLite';
  if (sqlite.kind === 'works') return ok('sqlite', title, sqlite.value);
  const advice = 'Run "npm ci" again; if it stays, set BETTER_SQLITE3_BINDING to a better_sqlite3.node for this Node.';
  return { id: 'sqlite', title, status: 'problem', detail: `does not open: ${sqlite.reason}`, advice };
}

function judgeElectron({ electron }: MachineFacts): Finding {
  const title = 'Electron';
  if (electron.version === null) {
    return ok('electron', title, 'not installed; the command line does not need it');
  }
  if (electron.binary !== null) return ok('electron', title, `${electron.version}, program in ${electron.binary}`);
  const advice =
    'The command line works without it. For the window, run "node node_modules/electron/install.js", or set ' +
    'ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron program.';
  return { id: 'electron', title, status: 'warning', detail: `${electron.version}, its program is missing`, advice };
}

function inGigabytes(bytes: number): string {
  return (bytes / BYTES_PER_GIGABYTE).toFixed(1);
}
