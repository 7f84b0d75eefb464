/** Every action that has a name. Whoever can do it provides the handler; menu, palette, keys and buttons run it. */
import { COMMANDS, type CommandId } from '../../core/protocol/studio/commands.ts';
import { acceleratorText, matches } from '../keys/accelerator.ts';
import { isModalOpen } from '../keys/parts.ts';
import { belongsToText, isTyping } from '../keys/textInput.ts';
import type { Preferences } from './preferences.svelte.ts';

export interface CommandHandler {
  readonly run: () => void;
  /** Default: always. */
  readonly isEnabled?: () => boolean;
}
export type CommandHandlers = Partial<Readonly<Record<CommandId, CommandHandler>>>;

export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];

export class Commands {
  readonly disabled: readonly CommandId[] = $derived(COMMAND_IDS.filter((id) => !this.isEnabled(id)));
  #handlers = $state.raw<CommandHandlers>({});
  readonly #preferences: Preferences;
  readonly #isMac: boolean;

  constructor(preferences: Preferences, isMac: boolean) {
    this.#preferences = preferences;
    this.#isMac = isMac;
  }

  /** Adds handlers; the returned function takes them away again. */
  provide(handlers: CommandHandlers): () => void {
    this.#handlers = { ...this.#handlers, ...handlers };
    return () => {
      const kept = Object.entries(this.#handlers).filter(([id, handler]) => handlers[id as CommandId] !== handler);
      this.#handlers = Object.fromEntries(kept);
    };
  }

  isEnabled(id: CommandId): boolean {
    const handler = this.#handlers[id];
    return handler !== undefined && (handler.isEnabled?.() ?? true);
  }

  run(id: CommandId): void {
    if (this.isEnabled(id)) this.#handlers[id]?.run();
  }

  /** Runs what a key or the menu bar asks for, unless something lies over the page, which would change unseen. */
  ask(id: CommandId): void {
    if (!isModalOpen()) this.run(id);
  }

  /** The accelerator in force, in Electron's notation; '' for none. */
  acceleratorOf(id: CommandId): string {
    return this.#preferences.settings.keys[id] ?? COMMANDS[id].accelerator;
  }

  /** The key as people read it; '' for none. */
  keysOf(id: CommandId): string {
    return acceleratorText(this.acceleratorOf(id), this.#isMac);
  }

  /** Runs the command that the pressed key stands for. Keys stay silent while a person types text. */
  onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const id = COMMAND_IDS.find((candidate) => matches(this.acceleratorOf(candidate), event, this.#isMac));
    if (id === undefined || (isTyping(event.target) && belongsToText(this.acceleratorOf(id)))) return;
    event.preventDefault();
    this.ask(id);
  }
}
