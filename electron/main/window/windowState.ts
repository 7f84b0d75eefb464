/** Size and place of the window, kept from session to session. */
import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { z } from 'zod';
import { JsonFile } from '../files/jsonFile.ts';

const WindowStateSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  isMaximized: z.boolean(),
});
type WindowState = z.infer<typeof WindowStateSchema>;

const SAVE_AFTER_MS = 500;

export class WindowStateFile {
  readonly #file: JsonFile<WindowState>;

  constructor(path: string) {
    this.#file = new JsonFile(path, WindowStateSchema);
  }

  /** undefined if nothing was saved, or the window would be on a screen that is gone. */
  async read(): Promise<WindowState | undefined> {
    const state = await this.#file.read();
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    return state && areas.some((area) => overlaps(area, state)) ? state : undefined;
  }

  /** Saves the state whenever the person has moved or resized the window. */
  follow(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const save = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (window.isDestroyed()) return;
        void this.#file.write({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
      }, SAVE_AFTER_MS);
    };
    window.on('resize', save);
    window.on('move', save);
    window.on('maximize', save);
    window.on('unmaximize', save);
    window.on('closed', () => clearTimeout(timer));
  }
}

/** Whether two rectangles have at least a title bar's worth of area in common. */
export function overlaps(a: Rectangle, b: Rectangle): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= 100 && height >= 30;
}
