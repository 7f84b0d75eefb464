/** The window's end of a model's worker. */
import { exportFileUrl } from '../../core/protocol/studio/urls.ts';
import type { StudioExport } from '../../core/protocol/studio/exports.ts';
import type { Device } from './device.ts';
import type { ModelAnswer, ModelCommand, ModelMessage } from './modelMessages.ts';
import type { CanvasPixels } from './modelPixels.ts';

interface Pending {
  readonly resolve: (message: ModelMessage) => void;
  readonly reject: (error: Error) => void;
}

export class ModelClient {
  readonly #worker = new Worker(new URL('./modelWorker.ts', import.meta.url), { type: 'module' });
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<ModelMessage>) => {
      const pending = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if (data.kind === 'failed') pending?.reject(new Error(data.message));
      else pending?.resolve(data);
    };
    this.#worker.onerror = ({ message }) => this.#rejectAll(message || 'The worker of the model could not be started.');
  }

  /** Resolves with the runtime's name and version. Rejects with what the runtime or the scheme says. */
  async load({ exportId, mainFile, convention, inputChannels }: StudioExport, device: Device): Promise<string> {
    const url = exportFileUrl(exportId, mainFile);
    const message = await this.#send(
      (id) => ({ kind: 'load', id, url, input: { convention, inputChannels }, device }),
      [],
    );
    if (message.kind === 'loaded') return message.runtime;
    throw new Error('The worker of the model gave an answer that belongs to another question.');
  }

  /** `picture` is handed over: its pixels cannot be read afterwards. */
  async run(picture: CanvasPixels): Promise<ModelAnswer> {
    const message = await this.#send((id) => ({ kind: 'run', id, picture }), [picture.data.buffer]);
    if (message.kind === 'answer') return message;
    throw new Error('The worker of the model gave an answer that belongs to another question.');
  }

  /** Ends the worker; what was asked is rejected. */
  close(): void {
    this.#worker.terminate();
    this.#rejectAll('The model was closed.');
  }

  #send(commandOf: (id: number) => ModelCommand, transfer: Transferable[]): Promise<ModelMessage> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage(commandOf(id), transfer);
    });
  }

  #rejectAll(message: string): void {
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of all) reject(new Error(message));
  }
}
