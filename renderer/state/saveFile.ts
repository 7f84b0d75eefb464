/** Saves what the window has made, where the person chooses, and says so. */
import type { RequestOf } from '../../core/protocol/studio/api.ts';
import { studio } from '../api.ts';
import type { Toasts } from './toasts.svelte.ts';

export async function saveFile(toasts: Toasts, file: RequestOf<'system', 'saveFile'>): Promise<void> {
  const result = await studio.system.saveFile(file);
  if (!result.ok) return toasts.fail(result.error);
  if (!result.value) return;
  const { fileId, name } = result.value;
  const show = () => void studio.system.reveal({ kind: 'file', fileId });
  toasts.done(`Saved ${name}`, { label: 'Show in folder', run: show });
}

export function textContent(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
