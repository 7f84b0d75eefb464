/** A real Ray cluster on this machine: a head and workers, each a process group of its own that can be killed as a machine would die. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import type { TokenSource } from '../../core/protocol/index.ts';
import { RayClient } from '../../core/ray/client.ts';
import { freePort } from '../ray/freePort.ts';

/** What every node is started with; the object store is of no use to us. */
const NODE_OPTIONS = [
  '--block',
  '--disable-usage-stats',
  '--object-store-memory=80000000',
  '--node-ip-address=127.0.0.1',
];

/** The `ray` of a scratch environment, or of OMGD_RAY_BIN; undefined, with the reason told, where it cannot be had. */
export function rayProgram(context: TestContext): string | undefined {
  const given = process.env['OMGD_RAY_BIN'];
  if (given) return given;
  const folder = mkdtempSync(join(tmpdir(), 'omgd-ray-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  try {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    execFileSync(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '-q', 'ray[default]'], { stdio: 'pipe' });
    return join(folder, 'bin', 'ray');
  } catch (error) {
    context.skip(`ray[default] cannot be installed here: ${error instanceof Error ? error.message.split('\n')[0]! : String(error)}`); // prettier-ignore
    return undefined;
  }
}

export interface ClusterOptions {
  /** Let in only those who know it: Ray's own token authentication. */
  readonly token?: string;
  /** What the nodes have in their environment beside ours. */
  readonly environment?: Readonly<Record<string, string>>;
}

export class RayCluster {
  readonly #ray: string;
  readonly #folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #token: TokenSource | undefined;
  readonly #gcsPort: number;
  readonly #dashboardPort: number;
  readonly #nodes = new Map<string, ChildProcess>();

  private constructor(
    ray: string,
    folder: string,
    gcsPort: number,
    dashboardPort: number,
    { token, environment }: ClusterOptions,
  ) {
    this.#ray = ray;
    this.#folder = folder;
    const guarded = token === undefined ? {} : { RAY_AUTH_MODE: 'token', RAY_AUTH_TOKEN: token };
    this.#environment = { ...process.env, ...environment, ...guarded };
    if (token !== undefined) {
      const path = join(folder, 'token');
      writeFileSync(path, token);
      this.#token = { kind: 'file', path };
    }
    this.#gcsPort = gcsPort;
    this.#dashboardPort = dashboardPort;
  }

  /** Ends with the test, and nothing of it stays. */
  static async start(context: TestContext, ray: string, options: ClusterOptions = {}): Promise<RayCluster> {
    // Ray's sockets lie below, and their paths must be short.
    const folder = mkdtempSync('/tmp/or-');
    const cluster = new RayCluster(ray, folder, await freePort(), await freePort(), options);
    context.after(async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    await cluster.startHead();
    return cluster;
  }

  get address(): string {
    return `http://127.0.0.1:${String(this.#dashboardPort)}`;
  }

  /** The head computes nothing itself. */
  async startHead(): Promise<void> {
    const ports = [`--port=${String(this.#gcsPort)}`, '--dashboard-host=127.0.0.1', `--dashboard-port=${String(this.#dashboardPort)}`]; // prettier-ignore
    await this.#startNode('head', ['--head', ...ports, '--num-cpus=0', `--temp-dir=${this.#folder}`]);
    await this.until('the head answers', async () => (await this.livingNodes()).length > 0);
  }

  /** Returns the id that the cluster gives it. */
  async startWorker(name: string, cpus: number): Promise<string> {
    const before = new Set(await this.livingNodes());
    await this.#startNode(name, [`--address=127.0.0.1:${String(this.#gcsPort)}`, `--num-cpus=${String(cpus)}`]);
    const added = async (): Promise<string | undefined> => (await this.livingNodes()).find((id) => !before.has(id));
    await this.until(`${name} is there`, async () => (await added()) !== undefined);
    return (await added())!;
  }

  /** As if its power were cut. */
  kill(name: string): void {
    const { pid } = this.#nodes.get(name)!;
    this.#nodes.delete(name);
    for (const process of familyOf(pid!)) signal(process);
  }

  async stop(): Promise<void> {
    for (const name of [...this.#nodes.keys()].reverse()) this.kill(name);
    // What outlived its node: Ray's own programs name their session's folder.
    await sleep(2_000);
    for (const pid of processesNaming(this.#folder)) signal(pid);
  }

  /** Ids of the nodes that the head takes for alive; a dead one is among them for a while. */
  async livingNodes(): Promise<string[]> {
    try {
      const token = this.#token;
      const nodes = await new RayClient({ name: 'test', address: this.address, ...(token && { token }) }).nodes();
      return nodes.filter(({ state }) => state === 'ALIVE').map(({ node_id: id }) => id);
    } catch {
      return [];
    }
  }

  async until(what: string, isTrue: () => Promise<boolean>, limitMs = 120_000): Promise<void> {
    const startMs = performance.now();
    while (!(await isTrue())) {
      if (performance.now() - startMs > limitMs) throw new Error(`Waited too long for: ${what}`);
      await sleep(500);
    }
  }

  async #startNode(name: string, words: readonly string[]): Promise<void> {
    const agent = [`--dashboard-agent-listen-port=${String(await freePort())}`, `--dashboard-agent-grpc-port=${String(await freePort())}`]; // prettier-ignore
    const all = ['start', ...words, ...agent, ...NODE_OPTIONS];
    const child = spawn(this.#ray, all, { detached: true, stdio: 'ignore', env: this.#environment });
    this.#nodes.set(name, child);
  }
}

/** A process and all that it has started, youngest last. */
function familyOf(pid: number): number[] {
  const children = numbersIn('/proc').filter((candidate) => parentOf(candidate) === pid);
  return [pid, ...children.flatMap(familyOf)];
}

function processesNaming(text: string): number[] {
  return numbersIn('/proc').filter((pid) => pid !== process.pid && commandOf(pid).includes(text));
}

function numbersIn(folder: string): number[] {
  return readdirSync(folder).filter((name) => /^\d+$/.test(name)).map(Number); // prettier-ignore
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  const file = `/proc/${String(pid)}/cmdline`;
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
