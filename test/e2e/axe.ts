// Judges a page with axe-core.
import axe, { type AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';

const GRAVE = ['serious', 'critical'];

/** Loads axe into the page; once is enough until it is loaded again. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(axe.source);
}

/** What axe finds grave on the page, one line each: rule, element, reason. */
export async function graveFindings(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
}
