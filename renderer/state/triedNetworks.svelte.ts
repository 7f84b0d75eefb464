/** The networks that the playground tries beside each other: which of a run's, each from which of its files, and on what. */
import type { StudioExport } from '../../core/protocol/studio/exports.ts';
import { usualDevice, type Device } from '../playground/device.ts';
import { chosenOf, TRIED_ROLES, type TriedRole } from '../playground/modelChoice.ts';
import { LiveModel, type Tried } from './liveModel.svelte.ts';

export class TriedNetworks {
  device = $state.raw<Device>(usualDevice());
  /** Those that are shown, the student first. */
  tried = $state.raw<readonly Tried[]>([]);
  /** Those that there are to choose from. */
  roles = $state.raw<readonly TriedRole[]>([]);
  readonly models: readonly LiveModel[] = $derived.by(() => this.tried.flatMap(({ model }) => model ?? []));
  #shown: readonly TriedRole[] = [];
  readonly #chosenIds = new Map<TriedRole, string>();
  readonly #filesOf: (role: TriedRole) => readonly StudioExport[];
  readonly #onNewModels: () => void;

  /** `filesOf` gives the files that there are of a network; `onNewModels` hears that others are to answer. */
  constructor(filesOf: (role: TriedRole) => readonly StudioExport[], onNewModels: () => void) {
    this.#filesOf = filesOf;
    this.#onNewModels = onNewModels;
  }

  get isEmpty(): boolean {
    return this.#shown.length === 0;
  }

  isShown(role: TriedRole): boolean {
    return this.#shown.includes(role);
  }

  /** Other networks from here on, of which `shown` are tried; `useFiles` opens them. */
  replace(roles: readonly TriedRole[], shown: readonly TriedRole[]): void {
    this.roles = roles;
    this.#shown = shown;
  }

  /** Has this file stand for its network from the next `useFiles` on. */
  prefer({ role, exportId }: Pick<Tried, 'role'> & Pick<StudioExport, 'exportId'>): void {
    this.#chosenIds.set(role, exportId);
  }

  chooseFile(role: TriedRole, exportId: string): void {
    this.prefer({ role, exportId });
    this.useFiles();
  }

  /** Shows a network, or no longer; one stays. */
  toggle(role: TriedRole): void {
    const others = this.#shown.filter((shown) => shown !== role);
    const next = others.length < this.#shown.length ? others : [...others, role];
    if (next.length === 0) return;
    this.#shown = TRIED_ROLES.filter((known) => next.includes(known));
    this.useFiles();
  }

  chooseDevice(device: Device): void {
    this.device = device;
    this.close();
    this.useFiles();
  }

  /** Opens the files as they are now; models of the same files stay open. */
  useFiles(): void {
    const before = this.tried;
    this.tried = this.#shown.map((role): Tried => {
      const files = this.#filesOf(role);
      const model = before.find((other) => other.role === role)?.model;
      return { role, files, model: this.#kept(model, chosenOf(files, this.#chosenIds.get(role))) };
    });
    for (const { role, model } of before) if (!this.isShown(role)) model?.close();
    this.#onNewModels();
  }

  close(): void {
    this.models.forEach((model) => model.close());
    this.tried = [];
  }

  /** The model as it is, if it is of this file. */
  #kept(model: LiveModel | undefined, exported: StudioExport | undefined): LiveModel | undefined {
    if (model && model.exported.exportId === exported?.exportId && model.exported.createdMs === exported.createdMs) {
      return model;
    }
    model?.close();
    return exported && new LiveModel(exported, this.device);
  }
}
