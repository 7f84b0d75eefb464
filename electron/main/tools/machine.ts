/** The machine and the compute runtime, looked at by the tools process. */
import { judge } from '../../../core/engine/doctor/findings.ts';
import type { Trial, TrialName } from '../../../core/engine/doctor/trial.ts';
import type { DoctorFinding, RuntimeSetupProgress, RuntimeState } from '../../../core/protocol/studio/system.ts';
import type { Settings } from '../../../core/protocol/studio/settings.ts';
import { startAlone, type ToolsProcess } from './toolsProcess.ts';

export class Machine {
  readonly #tools: ToolsProcess;
  readonly #getFlavour: () => Settings['runtimeFlavour'];
  #setup: Promise<RuntimeState> | undefined;

  constructor(tools: ToolsProcess, getFlavour: () => Settings['runtimeFlavour']) {
    this.#tools = tools;
    this.#getFlavour = getFlavour;
  }

  async examine(): Promise<DoctorFinding[]> {
    const [tensorflow, sqlite] = await Promise.all([tryAlone('tensorflow'), tryAlone('sqlite')]);
    const findings = judge(await this.#tools.run('examineMachine', { tensorflow, sqlite }));
    return findings.filter(({ id }) => !COMMAND_LINE_FINDINGS.has(id));
  }

  async runtime(): Promise<RuntimeState> {
    if (this.#setup) return { kind: 'setting-up' };
    const runtime = await this.#tools.run('findReadyRuntime', this.#flavour());
    if (runtime === null) return { kind: 'missing' };
    return {
      kind: 'ready',
      flavour: runtime.flavour,
      tensorflowVersion: runtime.tensorflowVersion,
      folder: runtime.folder,
    };
  }

  /** A second call while the first is busy joins it. */
  async setUp(report: (progress: RuntimeSetupProgress) => void): Promise<RuntimeState> {
    this.#setup ??= this.#setUpNow(report).finally(() => (this.#setup = undefined));
    return await this.#setup;
  }

  async #setUpNow(report: (progress: RuntimeSetupProgress) => void): Promise<RuntimeState> {
    const onProgress = (progress: unknown): void => report(progress as RuntimeSetupProgress);
    const { flavour, tensorflowVersion, folder } = await this.#tools.run('setUpRuntime', this.#flavour(), onProgress);
    return { kind: 'ready', flavour, tensorflowVersion, folder };
  }

  #flavour(): Exclude<Settings['runtimeFlavour'], 'auto'> | undefined {
    const flavour = this.#getFlavour();
    return flavour === 'auto' ? undefined : flavour;
  }
}

/** What only the command line needs. */
const COMMAND_LINE_FINDINGS: ReadonlySet<string> = new Set(['node', 'electron']);

async function tryAlone(name: TrialName): Promise<Trial> {
  try {
    return { kind: 'works', value: await startAlone('tryNativeCode', name).result };
  } catch (error) {
    return { kind: 'fails', reason: error instanceof Error ? error.message : String(error) };
  }
}
