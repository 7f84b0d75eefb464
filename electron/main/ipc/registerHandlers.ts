/** Connects the contract's channels with their handlers: checks who asks and what, and answers with a result. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { STUDIO_CONTRACT, wireName } from '../../../core/protocol/studio/api.ts';
import type { Channel } from '../../../core/protocol/studio/channel.ts';
import type { Result } from '../../../core/protocol/studio/errors.ts';
import { StudioFault, toStudioError } from '../errors.ts';
import type { Handlers } from './handlers.ts';
import { isOurPage } from './sender.ts';

type AnyHandler = (request: unknown) => unknown;

export function registerHandlers(handlers: Handlers): void {
  for (const [domain, channels] of Object.entries(STUDIO_CONTRACT)) {
    // The type of `handlers` guarantees a handler for every channel; the compiler cannot follow `Object.entries`.
    const ofDomain = handlers[domain as keyof Handlers] as unknown as Readonly<Record<string, AnyHandler>>;
    for (const [name, channel] of Object.entries<Channel>(channels)) {
      const wire = wireName(domain, name);
      ipcMain.handle(wire, (event, request: unknown) => answer(event, wire, channel, ofDomain[name]!, request));
    }
  }
}

async function answer(
  event: IpcMainInvokeEvent,
  wire: string,
  channel: Channel,
  handler: AnyHandler,
  request: unknown,
): Promise<Result<unknown>> {
  try {
    if (!isOurPage(event)) throw new StudioFault('request-refused', `${wire} was called by a foreign page.`);
    const checked = channel.request.safeParse(request);
    if (!checked.success) throw new StudioFault('request-refused', `${wire}: ${checked.error.message}`);
    return { ok: true, value: channel.response.parse(await handler(checked.data)) };
  } catch (error) {
    return { ok: false, error: toStudioError(error) };
  }
}
