/** The main process's end of the tools process: starts it when it is needed, and again if it has died. */
import { utilityProcess, type UtilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import { revive } from '../../tools/failure.ts';
import type { JobName, JobRequest, JobResult, ToolCommand, ToolMessage } from '../../tools/protocol.ts';
import { StudioFault } from '../errors.ts';

const PROGRAM_URL = new URL('tools.cjs', import.meta.url);

interface PendingJob {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly report: ((progress: unknown) => void) | undefined;
}

export class ToolsProcess {
  readonly #pending = new Map<number, PendingJob>();
  readonly #environment: Readonly<Record<string, string>>;
  #child: UtilityProcess | undefined;
  #nextId = 0;

  /** `environment`: beside that of this process. */
  constructor(environment: Readonly<Record<string, string>> = {}) {
    this.#environment = environment;
  }

  /** Rejects with the job's own error (name and code kept), or if the process dies. */
  run<Name extends JobName>(
    job: Name,
    request: JobRequest<Name>,
    report?: (progress: unknown) => void,
  ): Promise<JobResult<Name>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (result: unknown) => void, reject, report });
      this.#child ??= this.#start();
      this.#child.postMessage({ id, job, request } satisfies ToolCommand);
    });
  }

  close(): void {
    this.#child?.kill();
  }

  /** Ends it in the middle of native code too, which does not listen to polite requests. */
  kill(): void {
    if (this.#child?.pid !== undefined) process.kill(this.#child.pid, 'SIGKILL');
  }

  #start(): UtilityProcess {
    const child = utilityProcess.fork(fileURLToPath(PROGRAM_URL), [], {
      serviceName: 'OMGD tools',
      stdio: 'inherit',
      env: { ...process.env, ...this.#environment },
    });
    child.on('message', (message: ToolMessage) => this.#receive(message));
    child.once('exit', (code) => this.#forget(code));
    return child;
  }

  #receive(message: ToolMessage): void {
    const job = this.#pending.get(message.id);
    if (message.kind === 'progress') return job?.report?.(message.progress);
    this.#pending.delete(message.id);
    if (message.kind === 'done') job?.resolve(message.result);
    else job?.reject(revive(message.error));
  }

  #forget(code: number): void {
    this.#child = undefined;
    const jobs = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of jobs) reject(new Error(`The tools process ended unexpectedly (code ${String(code)}).`));
  }
}

export interface AloneJob<Result> {
  /** Rejects with the job's own error, or with `work-stopped`. */
  readonly result: Promise<Result>;
  stop(): void;
}

/** Starts one job in a process of its own, which it may take down, and which can be ended at any moment. */
export function startAlone<Name extends JobName>(
  job: Name,
  request: JobRequest<Name>,
  report?: (progress: unknown) => void,
  environment?: Readonly<Record<string, string>>,
): AloneJob<JobResult<Name>> {
  const tools = new ToolsProcess(environment);
  let wasStopped = false;
  const result = tools
    .run(job, request, report)
    .catch((error: unknown) => {
      throw wasStopped ? new StudioFault('work-stopped') : error;
    })
    .finally(() => tools.kill());
  return {
    result,
    stop: () => {
      wasStopped = true;
      tools.kill();
    },
  };
}
