/** Sends events to the window, over a message port of its own. */
import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { StudioEvent } from '../../../core/protocol/studio/events.ts';
import { EVENT_PORT_CHANNEL } from '../../../core/protocol/studio/wire.ts';

export type SendEvent = (event: StudioEvent) => void;

export class EventSender {
  #port: MessagePortMain | undefined;
  /** What happened before the first page was there. */
  #early: StudioEvent[] = [];

  /** Gives the page that has just been loaded its end of a new port. */
  connect(contents: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#port?.close();
    this.#port = port1;
    port1.start();
    contents.postMessage(EVENT_PORT_CHANNEL, null, [port2]);
    for (const event of this.#early) port1.postMessage(event);
    this.#early = [];
  }

  readonly send: SendEvent = (event) => {
    if (this.#port) this.#port.postMessage(event);
    else this.#early.push(event);
  };
}
