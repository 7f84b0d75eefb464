// Clusters in the window: added in the settings, tested, removed by mistake, and a run on one, watched and stopped. The
// cluster is a web server of the tests; a real Ray head is in test/full/ray.full.ts.
import type { Locator, Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startClusterServer, type ClusterServer } from '../ray/clusterServer.ts';
import { nodes, text, VERSION, type Answer } from '../ray/rayServer.ts';
import { goTo, openPipelineFile, runState, stepsDone } from './pages.ts';
import { expect, test as base } from './studio.ts';
import { LONG_PIPELINE } from './tinyPipeline.ts';

const PATIENT = { timeout: 60_000 };
const STEPS = 5000;
const TOKEN = 'open-sesame';

/** Lets nobody in without the token. */
const guarded =
  (answer: Answer): Answer =>
  (response, asked) => {
    const isKnown = asked.headers.authorization === `Bearer ${TOKEN}`;
    (isKnown ? answer : text('Unauthorized: Invalid authentication token', 401))(response, asked);
  };

const test = base.extend<{ readonly cluster: ClusterServer }>({
  cluster: async ({}, use) => {
    const endings: (() => void | Promise<void>)[] = [];
    const cluster = await startClusterServer({ after: (cleanUp) => void endings.push(cleanUp) });
    cluster.on('GET /api/version', guarded(VERSION));
    cluster.on('GET /api/v0/nodes', guarded(nodes({ id: 'h', head: true, cpus: 0 }, { id: 'a', cpus: 4 })));
    for (const start of ['POST /api/jobs/', 'GET /api/jobs/', 'PUT /api/packages/gcs/']) {
      cluster.on(start, guarded(cluster.answerTo(start)));
    }
    await use(cluster);
    for (const cleanUp of endings) await cleanUp();
  },
});

async function typeToken(page: Page, token: string, button: 'Add' | 'Save'): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Token').fill(token);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

const testResult = (page: Page): Locator => page.getByRole('main').getByRole('status');

test('a cluster is added, refused, let in, removed by mistake; a run on it looks like any other', async ({
  studio,
  cluster,
  profile,
}) => {
  test.setTimeout(180_000);
  const { page } = studio;

  await test.step('what is missing is said; a wrong token is told from a right one', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Add a Ray cluster…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog.getByRole('alert')).toHaveText(/^Name: /);
    await dialog.getByLabel('Name').fill('Lab');
    await dialog.getByLabel('Address').fill(cluster.target.address);
    await dialog.getByLabel('Installed on the nodes in').fill('/srv/omgd');
    await typeToken(page, 'wrong', 'Add');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(testResult(page)).toHaveText(/does not let us in \(status 401\)/);
    await page.getByRole('button', { name: 'Change Lab' }).click();
    await typeToken(page, TOKEN, 'Save');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(testResult(page)).toContainText('Ray 2.60.0, room for 2 runs at once');
  });

  await test.step('removed by mistake, it comes back with its token', async () => {
    await page.getByRole('button', { name: 'Remove Lab' }).click();
    await expect(page.getByRole('button', { name: 'Change Lab' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(testResult(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(testResult(page)).toContainText('Ray 2.60.0');
  });

  await test.step('a run on it shows its progress, and is stopped from here', async () => {
    const file = join(profile, 'long.omgd.json');
    await writeFile(file, JSON.stringify(LONG_PIPELINE));
    await openPipelineFile(studio, file, 'Tiny run');
    await page.getByLabel('Where the run is computed').selectOption('Lab');
    await page.getByRole('button', { name: 'Distil' }).click();
    await expect.poll(() => cluster.jobs.length, PATIENT).toBe(1);
    const [job] = cluster.jobs;
    const progress = { epoch: 0, trainedMs: 900, stepsPerSecond: 2, etaSeconds: 1600, memoryBytes: 5e8 };
    const points = [1, 2].map((step) => ({
      step,
      epoch: 0,
      trainedMs: step * 300,
      values: { 'student/loss': 3 - step },
    }));
    cluster.say(job!, { kind: 'metrics', sequence: 1, points });
    cluster.say(job!, { kind: 'progress', sequence: 2, step: STEPS / 2, totalSteps: STEPS, ...progress });
    await expect.poll(() => stepsDone(page, STEPS), PATIENT).toBe(STEPS / 2);
    await expect(runState(page, 'Running')).toBeVisible();
    await page.getByRole('button', { name: 'Stop and save' }).click();
    await expect.poll(() => job!.stopped, PATIENT).toBe(true);
    cluster.say(job!, { kind: 'stopped', sequence: 3, step: STEPS / 2 });
    cluster.exit(job!);
    await expect(runState(page, 'Stopped')).toBeVisible(PATIENT);
  });
});
