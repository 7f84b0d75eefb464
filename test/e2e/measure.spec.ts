// One tiny run, from its end on: the exports that its pipeline asks for, another evaluation, the comparison as files, a
// bundle for another machine, and its speed.
import type { ElectronApplication, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { graveFindings, loadAxe } from './axe.ts';
import { dropFiles } from './drop.ts';
import { goTo, openFinishedRun, useTheme } from './pages.ts';
import { closeStudio, expect, openStudio, test, valueOf } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

const PATIENT = { timeout: 120_000 };
const WITH_EXPORTS = { ...TINY_PIPELINE, export: { targets: ['onnx'], precisions: ['float32'] } };

/** The native dialog that asks where to save answers with `path` from now on. */
async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

async function exportComparison(app: ElectronApplication, page: Page, item: RegExp, path: string): Promise<Buffer> {
  await saveTo(app, path);
  await page.getByRole('button', { name: 'Export the comparison' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await expect(page.getByText(`Saved ${path.split('/').at(-1)!}`)).toBeVisible();
  return await readFile(path);
}

test('a finished run is exported at its end, measured again, compared, timed and packed', async ({
  studio,
  profile,
}) => {
  test.setTimeout(900_000);
  const { app, page, pageErrors } = studio;
  const { runId } = valueOf(
    await page.evaluate((document) => window.studio.runs.start({ document, origin: { kind: 'new' } }), WITH_EXPORTS),
  );

  await test.step('the export node of the pipeline: the file is there without anybody asking', async () => {
    await expect.poll(() => stateOf(page, runId), { timeout: 240_000 }).toBe('finished');
    const exported = async (): Promise<string[]> =>
      valueOf(await page.evaluate(() => window.studio.exports.list())).map(({ target, role }) => `${target} ${role}`);
    await expect.poll(exported, PATIENT).toEqual(['onnx student']);
    await goTo(page, 'Export');
    await expect(page.getByRole('region', { name: 'Exported models of this run' }).getByText('ONNX, float32')).toBeVisible(); // prettier-ignore
  });

  await test.step('another evaluation: what cannot be measured says why, the rest is measured and kept', async () => {
    await openFinishedRun(page);
    await page.getByRole('button', { name: 'Evaluate…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Evaluate/ });
    await expect(dialog.getByRole('checkbox', { name: 'FID', exact: true })).toBeDisabled();
    await expect(dialog.getByText(/Needs Inception v3 .* not on this machine.*Settings/).first()).toBeVisible();
    await dialog.getByRole('checkbox', { name: 'Fréchet (VGG16-HED)' }).check();
    const split = dialog.getByRole('combobox', { name: 'Measured on' });
    await expect(split).toHaveValue('validation');
    await split.selectOption('train');
    await expect(dialog.getByText(/what was learned by heart/)).toBeVisible();
    await split.selectOption('validation');
    await dialog.getByRole('textbox', { name: 'At most' }).fill('3');
    await dialog.getByRole('button', { name: 'Evaluate', exact: true }).click();
    await expect(page.getByText(/^Measuring “/)).toBeVisible();
    await expect(page.getByRole('button', { name: /^Stop measuring/ })).toBeVisible();
    await page.getByRole('tab', { name: 'Quality' }).click();
    const measurements = page.getByRole('region', { name: 'Measurements' });
    await expect(measurements.getByText('with Evaluate, 3 pictures')).toBeVisible(PATIENT);
    await expect(measurements.getByText(/of 3 pictures is too high: it needs at least 512/).first()).toBeVisible();
    await expect(measurements.getByText(/How far the generated pictures as a set/).first()).toBeVisible();
    const kept = valueOf(await page.evaluate((id) => window.studio.evaluations.choices({ runId: id }), runId));
    expect(kept.pairs?.validation).toBeGreaterThan(3);
  });

  await test.step('an evaluation is stopped, and leaves nothing', async () => {
    const before = valueOf(await page.evaluate((id) => window.studio.runs.evaluations({ runId: id }), runId));
    const measuring = page.evaluate(
      (id) => window.studio.evaluations.start({ runId: id, checkpoint: 'latest', metrics: ['ssim'] }),
      runId,
    );
    const outcome = await stopUntilItEnds(page, measuring);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'work-stopped' } });
    const after = valueOf(await page.evaluate((id) => window.studio.runs.evaluations({ runId: id }), runId));
    expect(after).toEqual(before);
  });

  await test.step('the comparison as report, table, drawing and picture', async () => {
    await page.evaluate(() => window.studio.settings.set({ motion: 'reduced' }));
    await goTo(page, 'Compare');
    await page.getByRole('complementary', { name: 'Runs to compare' }).getByRole('checkbox').first().check();
    const table = page.getByRole('region', { name: 'Table of students' });
    // During training it was measured on two pictures, with Evaluate on three: a column each.
    await expect(table.getByRole('columnheader', { name: 'SSIM ↑ (n 2)' })).toBeVisible();
    await expect(table.getByRole('columnheader', { name: 'SSIM ↑ (n 3)' })).toBeVisible();
    await page.getByLabel('Cost', { exact: true }).selectOption('parameters');
    await expect(page.getByRole('img', { name: /SSIM ↑ \(n 3\) against Parameters/ })).toBeVisible();
    const inProfile = (name: string): string => join(profile, name);
    const html = (await exportComparison(app, page, /HTML/, inProfile('report.html'))).toString();
    expect(html).toContain('Fréchet (VGG16-HED) of 3 pictures is too high');
    const csv = (await exportComparison(app, page, /CSV/, inProfile('table.csv'))).toString();
    expect(csv).toMatch(/^name,seeds,macs_paper.*\nTiny run,233,\d+/);
    const svg = (await exportComparison(app, page, /SVG/, inProfile('plot.svg'))).toString();
    expect(svg).toContain('Parameters of the student');
    const png = await exportComparison(app, page, /PNG/, inProfile('plot.png'));
    expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1920);
  });

  await test.step('its speed: every runtime and the window, kept for the comparison', async () => {
    await goTo(page, 'Export');
    const panel = page.getByRole('region', { name: 'Speed on this machine' });
    await panel.getByLabel('Threads').selectOption('1');
    await panel.getByRole('button', { name: 'Measure' }).click();
    const [onnx, window] = [
      /^onnxruntime \d.*, 1 thread, 32 px$/,
      /^onnxruntime-web .* WASM in the window, 1 thread, 32 px$/,
    ];
    await expect(panel.getByRole('region', { name: window }).getByRole('row')).toHaveCount(2, { timeout: 240_000 });
    const rows = panel.getByRole('region', { name: onnx }).getByRole('row');
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(2)).toContainText(/Wider teacher\s*[\d.]+ ms\s*[\d.]+ ms\s*[\d.]+×\s*[\d.]+×\s*[\d.]+×/);
    await goTo(page, 'Compare');
    await page.getByRole('complementary', { name: 'Runs to compare' }).getByRole('checkbox').first().check();
    await page.getByLabel('Cost', { exact: true }).selectOption({ label: await latencyTitle(page) });
    await expect(page.getByRole('img', { name: /SSIM ↑ \(n 3\) against Latency \(onnxruntime/ })).toBeVisible();
  });

  await test.step('a bundle: packed, refused where the run is already, taken in and marked elsewhere', async () => {
    const bundle = join(profile, 'tiny.omgd.zip');
    await saveTo(app, bundle);
    await openFinishedRun(page);
    await page.getByRole('button', { name: /^More about/ }).click();
    await page.getByRole('menuitem', { name: 'Save as bundle…' }).click();
    await expect(page.getByText(/^Saved tiny\.omgd\.zip \(/)).toBeVisible(PATIENT);
    await dropFiles(page, [bundle]);
    await expect(page.getByText(/“?The bundle cannot be used.*is on this machine already/)).toBeVisible(PATIENT);

    const elsewhere = await openStudio(join(profile, 'elsewhere'));
    await elsewhere.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, bundle);
    await elsewhere.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('bundle.open')?.click());
    await expect(elsewhere.page.getByText('“Tiny run” is in the history.')).toBeVisible(PATIENT);
    await goTo(elsewhere.page, 'Runs');
    await expect(elsewhere.page.getByRole('row', { name: /Tiny run/ })).toContainText('from elsewhere');
    expect(elsewhere.pageErrors).toEqual([]);
    await closeStudio(elsewhere);
  });

  await test.step('axe finds nothing grave in what was measured, dark or light', async () => {
    await loadAxe(page);
    await openFinishedRun(page);
    await page.getByRole('tab', { name: 'Quality' }).click();
    for (const theme of ['dark', 'light'] as const) {
      await useTheme(page, theme);
      expect.soft(await graveFindings(page), theme).toEqual([]);
    }
  });
  expect(pageErrors).toEqual([]);
});

async function stateOf(page: Page, runId: string): Promise<string> {
  return valueOf(await page.evaluate((id) => window.studio.runs.get({ runId: id }), runId)).run.state;
}

/** The first latency that the comparison offers as a cost. */
async function latencyTitle(page: Page): Promise<string> {
  const options = page.getByLabel('Cost', { exact: true }).getByRole('option', { name: /^Latency \(onnxruntime \d/ });
  return await options.first().innerText();
}

/** The process may not have begun when it is told to stop: says it again until the work has ended. */
async function stopUntilItEnds<Outcome>(page: Page, work: Promise<Outcome>): Promise<Outcome> {
  const ended = work.then(() => true);
  const soon = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 100));
  while (!(await Promise.race([ended, soon()]))) await page.evaluate(() => window.studio.evaluations.stop());
  return await work;
}
