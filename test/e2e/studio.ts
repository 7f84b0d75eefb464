// The harness: starts a real studio with a folder of its own, and ends it.
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../../core/protocol/studio/errors.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioEvent, StudioEventOf } from '../../core/protocol/studio/events.ts';

declare global {
  interface Window {
    readonly studio: StudioApi;
    /** What `hearEvents` has collected. */
    heard: StudioEvent[];
  }
}

export interface OpenStudio {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the pages wrote to their console as errors, and errors that nobody caught. */
  readonly pageErrors: readonly string[];
}

/** Opens the studio and waits for its first page. `profile`: folder of its data, settings and draft. `words`: of Chromium. */
export async function openStudio(
  profile: string,
  environment: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
): Promise<OpenStudio> {
  const app = await _electron.launch({
    args: ['.', `--user-data-dir=${profile}`, ...words],
    // The theme is the studio's to choose, not Playwright's.
    colorScheme: null,
    env: { ...withoutUndefined(process.env), ...environment },
  });
  const page = await app.firstWindow();
  const pageErrors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && pageErrors.push(message.text()));
  page.on('pageerror', (error) => pageErrors.push(error.message));
  await page.getByRole('navigation').first().waitFor();
  return { app, page, pageErrors };
}

/** Ends the studio as its menu does; a run that is still active is stopped and saved. */
export async function closeStudio({ app }: OpenStudio): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
  });
  await app.close();
}

/** Collects the events of the bridge from now on. */
export async function hearEvents(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.heard = [];
    window.studio.listen((event) => window.heard.push(event));
  });
}

/** The events of one kind that were heard so far. */
export async function heardOf<Kind extends StudioEvent['kind']>(
  page: Page,
  kind: Kind,
): Promise<StudioEventOf<Kind>[]> {
  const heard = await page.evaluate(() => window.heard);
  return heard.filter((event): event is StudioEventOf<Kind> => event.kind === kind);
}

/** The value of a result of the bridge; throws its error. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${result.error.message}`);
}

interface Fixtures {
  /** A folder that is removed after the test. */
  readonly profile: string;
  readonly studio: OpenStudio;
}

/** Playwright's `test` with a profile of its own, and a studio opened on it where a test asks for one. */
export const test = base.extend<Fixtures>({
  profile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'omgd-studio-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  studio: async ({ profile }, use) => {
    const studio = await openStudio(profile);
    await use(studio);
    await closeStudio(studio);
  },
});

export { expect } from '@playwright/test';

function withoutUndefined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
