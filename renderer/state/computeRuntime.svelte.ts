/** The TensorFlow runtime on this machine: is it there, setting it up, and what the doctor says. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioError } from '../../core/protocol/studio/errors.ts';
import type { DoctorFinding, RuntimeSetupProgress, RuntimeState } from '../../core/protocol/studio/system.ts';

export class ComputeRuntime {
  runtime = $state.raw<RuntimeState>();
  progress = $state.raw<RuntimeSetupProgress>();
  findings = $state.raw<readonly DoctorFinding[]>();
  error = $state.raw<StudioError>();
  isExamining = $state(false);
  readonly #api: StudioApi;

  constructor(api: StudioApi) {
    this.#api = api;
    api.listen((event) => {
      if (event.kind === 'runtime-progress') this.progress = event.progress;
    });
  }

  async load(): Promise<void> {
    const result = await this.#api.system.runtime();
    if (result.ok) this.runtime = result.value;
    else this.error = result.error;
  }

  async setUp(): Promise<void> {
    this.error = undefined;
    this.runtime = { kind: 'setting-up' };
    const result = await this.#api.system.setUpRuntime();
    this.progress = undefined;
    if (result.ok) {
      this.runtime = result.value;
      return;
    }
    this.error = result.error;
    await this.load();
  }

  async examine(): Promise<void> {
    this.isExamining = true;
    const result = await this.#api.system.doctor();
    this.isExamining = false;
    if (result.ok) this.findings = result.value;
    else this.error = result.error;
  }
}
