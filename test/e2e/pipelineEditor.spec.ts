// The pipeline editor by mouse and keyboard: template, width, cables, undo, search, copy and paste, save, and what is there
// after a restart.
import type { Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePipeline, type PipelineDocument } from '../../core/pipeline/index.ts';
import { closeStudio, expect, openStudio, test } from './studio.ts';

const node = (page: Page, kind: string): Locator => page.locator(`.svelte-flow__node[data-id=${kind}]`);
const port = (page: Page, kind: string, id: string): Locator => node(page, kind).locator(`[data-handleid=${id}]`);
const cable = (page: Page, id: string): Locator => page.locator(`.svelte-flow__edge[data-id="${id}"]`);

async function openTemplate(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Edges → emoji/ }).click();
  await expect(node(page, 'dataset').getByText(/pairs/)).toBeVisible();
}

/** Draws from one port towards another and holds the mouse there. */
async function dragCable(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.hover();
  await page.mouse.down();
  const target = await to.boundingBox();
  if (!target) throw new Error('The port is not on the screen.');
  await page.mouse.move(target.x - 20, target.y, { steps: 4 });
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 4 });
}

test('the width slider moves the costs while it moves, and is one step to undo', async ({ studio: { page } }) => {
  await openTemplate(page);
  await node(page, 'student').click();
  const slider = page.getByRole('slider', { name: /Width/ });
  const costs = page.getByRole('region', { name: 'Cost of the networks' });
  const before = await costs.innerText();
  await slider.evaluate((element: HTMLInputElement) => {
    for (const width of [9, 10, 11, 12]) {
      element.value = String(width);
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }
    element.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(node(page, 'student')).toContainText('width 12');
  expect(await costs.innerText()).not.toBe(before);
  await page.keyboard.press('Control+z');
  await expect(node(page, 'student')).toContainText('width 8');
});

test('a bad cable is refused with the reason while it is dragged', async ({ studio: { page } }) => {
  await openTemplate(page);
  await dragCable(page, port(page, 'student', 'picture'), port(page, 'losses', 'teachers'));
  await expect(page.getByText('The student cannot be its own teacher.')).toBeVisible();
  await page.mouse.up();
  await expect(cable(page, 'student.picture>losses.teachers')).toHaveCount(0);
});

test('a teacher is cut off, connected again, deleted and brought back', async ({ studio: { page } }) => {
  await openTemplate(page);
  await cable(page, 'deeper.picture>losses.teachers').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await expect(node(page, 'deeper')).toContainText('Not connected');
  await dragCable(page, port(page, 'deeper', 'picture'), port(page, 'losses', 'teachers'));
  await page.mouse.up();
  await expect(cable(page, 'prepare.batches>deeper.batches')).toHaveCount(1);
  await node(page, 'deeper').click();
  await page.keyboard.press('Delete');
  await expect(node(page, 'deeper')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(node(page, 'deeper')).toHaveCount(1);
});

test('a teacher is dragged from the palette to where it should stand', async ({ studio: { page } }) => {
  await openTemplate(page);
  await node(page, 'deeper').click();
  await page.keyboard.press('Delete');
  const canvas = page.getByRole('region', { name: 'Pipeline canvas' });
  const place = { x: 400, y: 40 };
  await page.getByRole('button', { name: 'Deeper teacher' }).dragTo(canvas, { targetPosition: place });
  const frame = await canvas.boundingBox();
  const added = await node(page, 'deeper').boundingBox();
  expect(Math.round((added?.x ?? 0) - (frame?.x ?? 0))).toBe(place.x);
  await expect(cable(page, 'deeper.picture>losses.teachers')).toHaveCount(1);
});

test('a node that cannot work turns red and says why', async ({ studio: { page } }) => {
  await openTemplate(page);
  await node(page, 'prepare').click();
  const crop = page.getByLabel('Crop size', { exact: true });
  await crop.fill('100');
  await crop.press('Enter');
  await expect(node(page, 'prepare')).toContainText(/Crop size/);
  await expect(page.getByRole('button', { name: 'Distil' })).toBeDisabled();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Distil' })).toBeEnabled();
});

test('a setting is found by its name, and settings are copied from node to node', async ({ studio: { page } }) => {
  await openTemplate(page);
  await page.keyboard.press('Control+Shift+a');
  await page.keyboard.type('learning rate');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Learning rate', { exact: true })).toBeFocused();
  await node(page, 'wider').click();
  await page.keyboard.press('Control+c');
  await node(page, 'student').click();
  await page.keyboard.press('Control+v');
  await expect(node(page, 'student')).toContainText('width 32');
});

test('a pipeline is saved as a file, and the draft is there after a restart', async ({ profile }) => {
  const path = join(profile, 'mine.omgd.json');
  const first = await openStudio(profile);
  await openTemplate(first.page);
  await first.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await first.page.keyboard.press('Control+s');
  await expect(first.page.getByText('mine.omgd.json', { exact: true })).toBeVisible();
  const saved = await savedDocument(path);
  expect(saved.student.ngf).toBe(8);

  await node(first.page, 'student').click();
  const width = first.page.getByLabel('Width in channels');
  await width.fill('10');
  await width.press('Enter');
  await expect(first.page.getByText('mine.omgd.json, changed')).toBeVisible();
  // The draft is saved half a second after the last change.
  await first.page.waitForTimeout(1000);
  await closeStudio(first);

  const second = await openStudio(profile);
  await expect(node(second.page, 'student')).toContainText('width 10');
  await expect(second.page.getByText('mine.omgd.json, changed')).toBeVisible();
  await closeStudio(second);
});

async function savedDocument(path: string): Promise<PipelineDocument> {
  const parsed = parsePipeline(await readFile(path, 'utf8'));
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  return parsed.document;
}
