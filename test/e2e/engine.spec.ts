// A run in the studio's own processes: start, live data, pictures, crash, resume, and what is there after a restart.
import type { Page } from '@playwright/test';
import { closeStudio, expect, hearEvents, heardOf, openStudio, test, valueOf } from './studio.ts';
import { LONG_PIPELINE, TINY_PIPELINE } from './tinyPipeline.ts';

async function startRun(page: Page, document: Record<string, unknown>): Promise<string> {
  await hearEvents(page);
  const started = await page.evaluate(
    (sent) => window.studio.runs.start({ document: sent, origin: { kind: 'new' } }),
    document,
  );
  return valueOf(started).runId;
}

async function stateOf(page: Page, runId: string): Promise<string> {
  return valueOf(await page.evaluate((id) => window.studio.runs.get({ runId: id }), runId)).run.state;
}

async function stepOf(page: Page): Promise<number> {
  const live = await heardOf(page, 'run-live');
  const steps = live.flatMap(({ points }) => points.map(({ step }) => step));
  return Math.max(0, ...steps);
}

test('a run trains to its end; its numbers and pictures are heard live and there afterwards', async ({ profile }) => {
  const first = await openStudio(profile);
  const runId = await startRun(first.page, TINY_PIPELINE);
  await expect.poll(() => stateOf(first.page, runId), { timeout: 100_000 }).toBe('finished');
  expect(await stepOf(first.page)).toBe(6);
  await closeStudio(first);

  const second = await openStudio(profile);
  const detail = valueOf(await second.page.evaluate((id) => window.studio.runs.get({ runId: id }), runId));
  expect(detail.run).toMatchObject({ state: 'finished', step: 6, name: 'Tiny run' });
  expect(detail.metricNames.length).toBeGreaterThan(5);
  const previews = valueOf(await second.page.evaluate((id) => window.studio.runs.previews({ runId: id }), runId));
  expect(new Set(previews.map(({ role }) => role))).toEqual(new Set(['input', 'target', 'wider', 'deeper', 'student']));
  expect(new Set(previews.map(({ step }) => step))).toEqual(new Set([0, 3, 6]));
  const sizes = await second.page.evaluate(
    async ([id, sampleId]) => {
      const answer = await fetch(
        `studio://preview/${String(id)}/6/${encodeURIComponent(String(sampleId))}/student.png`,
      );
      const { width, height } = await createImageBitmap(await answer.blob());
      return [answer.status, width, height];
    },
    [runId, previews[0]?.sampleId],
  );
  expect(sizes).toEqual([200, 32, 32]);
  await closeStudio(second);
});

test('when the engine dies, the window lives, the run is interrupted and can be picked up', async ({ studio }) => {
  const { app, page } = studio;
  const runId = await startRun(page, LONG_PIPELINE);
  await expect.poll(() => stepOf(page), { timeout: 100_000 }).toBeGreaterThan(3);
  await app.evaluate(({ app: electronApp }) => {
    const engine = electronApp.getAppMetrics().find(({ name }) => name === 'OMGD engine');
    if (engine) process.kill(engine.pid, 'SIGKILL');
  });
  await expect.poll(() => stateOf(page, runId)).toBe('interrupted');
  const detail = valueOf(await page.evaluate((id) => window.studio.runs.get({ runId: id }), runId));
  expect(detail.isResumable).toBe(true);
  // Electron does not always learn by what a process was ended.
  expect(detail.run.endMessage).toMatch(/ended without a word \((signal SIGKILL|how is not known)/);

  valueOf(await page.evaluate((id) => window.studio.runs.resume({ runId: id }), runId));
  await page.evaluate(() => (window.heard = []));
  await expect.poll(() => stepOf(page), { timeout: 100_000 }).toBeGreaterThan(3);
  valueOf(await page.evaluate((id) => window.studio.runs.stop({ runId: id }), runId));
  await expect.poll(() => stateOf(page, runId), { timeout: 60_000 }).toBe('stopped');
});

test('closing the studio stops and saves the active run, which can be picked up the next time', async ({ profile }) => {
  const first = await openStudio(profile);
  const runId = await startRun(first.page, LONG_PIPELINE);
  await expect.poll(() => stepOf(first.page), { timeout: 100_000 }).toBeGreaterThan(0);
  await closeStudio(first);

  const second = await openStudio(profile);
  const detail = valueOf(await second.page.evaluate((id) => window.studio.runs.get({ runId: id }), runId));
  expect(detail).toMatchObject({ run: { state: 'stopped' }, isResumable: true });
  await closeStudio(second);
});
