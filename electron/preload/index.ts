/**
 * The bridge: puts `window.studio` into the page, built from the contract in core/protocol/studio/api.ts. Nothing else of
 * Electron reaches the page.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { STUDIO_CONTRACT, wireName, type StudioApi, type StudioChannels } from '../../core/protocol/studio/api.ts';
import type { StudioEvent } from '../../core/protocol/studio/events.ts';
import { DROP_CHANNEL, EVENT_PORT_CHANNEL } from '../../core/protocol/studio/wire.ts';
import { watchDrops } from './drops.ts';

const listeners = new Set<(event: StudioEvent) => void>();
/** What came before anybody listened. */
let early: StudioEvent[] = [];

ipcRenderer.on(EVENT_PORT_CHANNEL, ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<StudioEvent>) => {
    if (listeners.size === 0) early.push(data);
    for (const listener of listeners) listener(data);
  };
});

function listen(listener: (event: StudioEvent) => void): () => void {
  listeners.add(listener);
  for (const event of early) listener(event);
  early = [];
  return () => listeners.delete(listener);
}

/** Built from the table, so every channel is there; the compiler cannot follow `Object.entries` so far. */
const channels = Object.fromEntries(
  Object.entries(STUDIO_CONTRACT).map(([domain, table]) => [
    domain,
    Object.fromEntries(
      Object.keys(table).map((channel) => [
        channel,
        (request?: unknown) => ipcRenderer.invoke(wireName(domain, channel), request),
      ]),
    ),
  ]),
) as unknown as StudioChannels;

contextBridge.exposeInMainWorld('studio', { ...channels, listen } satisfies StudioApi);
watchDrops((paths) => ipcRenderer.send(DROP_CHANNEL, paths));
