// Drops files on the window the way the operating system does, so that their paths are real.
import type { Page } from '@playwright/test';

export async function dropFiles(page: Page, files: readonly string[], { x, y } = { x: 600, y: 400 }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  }
}
