/** How fast the generators of a run are here: in processes of their own, then in the window, where it has their files. */
import { pipelineCost, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { SpeedRecord } from '../../core/protocol/speedRecords.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioExport } from '../../core/protocol/studio/exports.ts';
import { benchmark } from '../playground/benchmark.ts';
import { hasWebGpu, mostThreads, type Device } from '../playground/device.ts';
import { filesToMeasure, inWindowRecord, type WindowSpeed } from '../exports/windowSpeed.ts';
import { advanced, begun, type CountedWork } from '../runs/timeLeft.ts';
import type { Toasts } from './toasts.svelte.ts';

const WARM_UP_ANSWERS = 5;

export interface SpeedOrder {
  readonly sizePixels: number;
  readonly threads: number;
  readonly runs: number;
}

export class Speeds {
  runId = $state<string>();
  known = $state.raw<readonly SpeedRecord[]>([]);
  running = $state.raw<{ readonly label: string; readonly work: CountedWork; readonly unit: string }>();
  readonly #api: StudioApi;
  readonly #toasts: Toasts;
  #abort = new AbortController();

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    api.listen((event) => {
      if (event.kind === 'speed-progress') this.#advance(event.done, event.total);
    });
  }

  async open(runId: string): Promise<void> {
    this.runId = runId;
    this.known = [];
    const result = await this.#api.speeds.list({ runId });
    if (this.runId === runId && result.ok) this.known = result.value;
  }

  /** `exports`: of the run; those in ONNX and float32 are measured in the window too. */
  async measure(
    runId: string,
    document: PipelineDocument,
    exports: readonly StudioExport[],
    order: SpeedOrder,
  ): Promise<void> {
    if (this.running) return;
    this.#abort = new AbortController();
    this.running = { label: 'In onnxruntime and TensorFlow.js', work: begun(), unit: 'models' };
    const { sizePixels, threads, runs } = order;
    const result = await this.#api.speeds.measure({ runId, sizesPixels: [sizePixels], threads, runs });
    if (result.ok) {
      this.#show(runId, result.value);
      await this.#measureInWindow(runId, document, filesToMeasure(exports, runId, sizePixels), order);
    } else if (result.error.code !== 'work-stopped') this.#toasts.fail(result.error);
    this.running = undefined;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    const result = await this.#api.speeds.stop();
    if (!result.ok) this.#toasts.fail(result.error);
  }

  async #measureInWindow(
    runId: string,
    document: PipelineDocument,
    files: readonly StudioExport[],
    { sizePixels, threads, runs }: SpeedOrder,
  ): Promise<void> {
    if (files.length === 0) return;
    const wasm: Device = { kind: 'wasm', threads: Math.min(threads, mostThreads()) };
    const devices: readonly Device[] = (await hasWebGpu()) ? [wasm, { kind: 'webgpu' }] : [wasm];
    const costs = pipelineCost(document, sizePixels);
    const total = files.length * devices.length * (WARM_UP_ANSWERS + runs);
    const settings = { edge: sizePixels, warmUpAnswers: WARM_UP_ANSWERS, timedAnswers: runs };
    const measured: WindowSpeed[] = [];
    this.running = { label: 'In the window', work: begun(), unit: 'answers' };
    try {
      for (const device of devices) {
        for (const exported of files) {
          const before = measured.length * (WARM_UP_ANSWERS + runs);
          const onAnswer = (done: number): void => this.#advance(before + done, total);
          const found = await benchmark(exported, { ...settings, device }, onAnswer, this.#abort.signal);
          measured.push(inWindowRecord(found, costs));
        }
      }
      const kept = await this.#api.speeds.keep({ runId, speeds: measured });
      if (kept.ok) this.#show(runId, kept.value);
      else this.#toasts.fail(kept.error);
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      this.#toasts.warn(`The window could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #show(runId: string, speeds: readonly SpeedRecord[]): void {
    if (this.runId === runId) this.known = speeds;
  }

  #advance(done: number, total: number): void {
    if (!this.running) return;
    this.running = { ...this.running, work: advanced(this.running.work, done, total, performance.now()) };
  }
}
