/** The bridge to the main process. No other file of the renderer touches `window.studio`. */
import type { StudioApi } from '../core/protocol/studio/api.ts';

declare global {
  interface Window {
    /** Put there by electron/preload. */
    readonly studio: StudioApi;
  }
}

export const studio: StudioApi = window.studio;
