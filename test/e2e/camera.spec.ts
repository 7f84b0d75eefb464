// The playground's camera where there is none: Chromium's fake one films, is lost while it does, must not be used, and is
// not there at all. That both networks answer its pictures is in playground.spec.ts.
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { goTo } from './pages.ts';
import { recordRun } from './recordRun.ts';
import { closeStudio, expect, openStudio, test } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

const FAKE_CAMERA = '--use-fake-device-for-media-stream';
const PATIENT = { timeout: 30_000 };

const nameOfPicture = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Drawing' }).getByText(name, { exact: true });

async function pressCamera(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
}

/** What the surface shows at this moment. */
async function surfaceOf(page: Page): Promise<string> {
  const surface = page.getByRole('application', { name: 'Drawing surface' }).locator('canvas');
  return await surface.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

/** Ends the program in which Chromium has its cameras: to the page, the camera was unplugged. */
async function loseCamera(app: ElectronApplication): Promise<void> {
  const pids = await app.evaluate(({ app: { getAppMetrics } }) =>
    getAppMetrics().flatMap(({ serviceName, pid }) => (serviceName?.startsWith('video_capture') ? [pid] : [])),
  );
  expect(pids).toHaveLength(1);
  process.kill(pids[0]!, 'SIGKILL');
}

test('the camera films; when it is lost, forbidden or missing the page says so', async ({ profile }) => {
  test.setTimeout(400_000);
  recordRun(join(profile, 'data'), TINY_PIPELINE);
  const studio = await openStudio(profile, {}, [FAKE_CAMERA]);
  const { app, page } = studio;
  await goTo(page, 'Playground');

  await test.step('it films', async () => {
    await pressCamera(page);
    await expect(nameOfPicture(page, 'Camera, live')).toBeVisible(PATIENT);
    const first = await surfaceOf(page);
    await expect.poll(() => surfaceOf(page), PATIENT).not.toBe(first);
  });

  await test.step('it is lost: its last picture stays, and it can be started again', async () => {
    await loseCamera(app);
    await expect(page.getByText('The camera is gone. Its last picture is kept')).toBeVisible(PATIENT);
    await expect(nameOfPicture(page, 'Camera')).toBeVisible();
    const kept = await surfaceOf(page);
    await page.keyboard.press('Delete');
    expect(await surfaceOf(page)).not.toBe(kept);
    await pressCamera(page);
    await expect(nameOfPicture(page, 'Camera, live')).toBeVisible(PATIENT);
  });

  await test.step('it is off when the page is left', async () => {
    await goTo(page, 'Home');
    await goTo(page, 'Playground');
    await expect(page.getByRole('button', { name: 'Camera', exact: true })).toBeVisible();
    await expect(nameOfPicture(page, 'Camera, live')).toHaveCount(0);
  });

  await test.step('it must not be used', async () => {
    await app.evaluate(({ session }) => {
      session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    });
    await pressCamera(page);
    await expect(page.getByText('The camera may not be used. Allow it for OMGD Studio')).toBeVisible(PATIENT);
  });
  await closeStudio(studio);

  await test.step('there is none', async () => {
    const without = await openStudio(profile, {}, [`${FAKE_CAMERA}=device-count=0`]);
    await goTo(without.page, 'Playground');
    await pressCamera(without.page);
    await expect(without.page.getByText('No camera was found. Connect one and try again.')).toBeVisible(PATIENT);
    await closeStudio(without);
  });
});
