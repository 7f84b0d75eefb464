// Pictures of a page for those who want to look at it.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { useTheme } from './pages.ts';

/** Saves the page in both themes where `SCREENSHOTS` names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  for (const theme of ['light', 'dark'] as const) {
    await useTheme(page, theme);
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
  }
}
