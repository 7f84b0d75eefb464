// A disk that runs full while a run trains: the studio says so, nothing that was saved is lost, and the run goes on once
// there is room. The disk is a small file system in memory, which only root on Linux may mount.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { closeStudio, expect, hearEvents, heardOf, openStudio, test, valueOf } from './studio.ts';
import { LONG_PIPELINE } from './tinyPipeline.ts';

const DISK = '64m';
const PIECE_BYTES = 64 * 1024;
/** Building networks takes long when the machine is busy. */
const PATIENT = { timeout: 200_000 };

function mount(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder]).status === 0;
}

/** Writes until the disk has no room for another piece. */
function fill(file: string): void {
  const piece = Buffer.alloc(PIECE_BYTES);
  try {
    for (;;) writeFileSync(file, piece, { flag: 'a' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}

async function runOf(page: Page, runId: string) {
  return valueOf(await page.evaluate((id) => window.studio.runs.get({ runId: id }), runId));
}

async function untilTraining(page: Page): Promise<void> {
  await page.evaluate(() => (window.heard = []));
  const lastStep = async (): Promise<number> =>
    Math.max(0, ...(await heardOf(page, 'run-live')).flatMap(({ points }) => points.map(({ step }) => step)));
  await expect.poll(lastStep, PATIENT).toBeGreaterThan(3);
}

test('a full disk ends the run with a clear message, and it goes on when there is room', async ({ profile }) => {
  // Two trainings: minutes, where other programs want the processor too.
  test.slow();
  const data = join(profile, 'data');
  test.skip(!mount(data), 'A small disk can only be mounted by root on Linux.');
  try {
    const studio = await openStudio(profile);
    const { page } = studio;
    await hearEvents(page);
    const request = { document: LONG_PIPELINE, origin: { kind: 'new' as const } };
    const { runId } = valueOf(await page.evaluate((sent) => window.studio.runs.start(sent), request));
    await untilTraining(page);

    const filler = join(data, 'filler');
    fill(filler);
    await expect.poll(async () => (await runOf(page, runId)).run.state, PATIENT).toBe('failed');
    const { run, isResumable } = await runOf(page, runId);
    expect(run.endCode).toBe('disk-full');
    expect(run.endMessage).toMatch(/space/);
    expect(isResumable).toBe(true);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Runs' }).click();
    await page.getByRole('button', { name: 'Tiny run', exact: true }).click();
    await expect(page.getByText(/The disk is full/).first()).toBeVisible();
    await expect(page.getByText(/Free some space/).first()).toBeVisible();

    rmSync(filler);
    await page.getByRole('button', { name: 'Pick up where it stopped' }).click();
    await untilTraining(page);
    await page.getByRole('button', { name: 'Stop and save' }).click();
    await expect.poll(async () => (await runOf(page, runId)).run.state, PATIENT).toBe('stopped');
    await closeStudio(studio);
  } finally {
    spawnSync('umount', ['-l', data]);
  }
});
