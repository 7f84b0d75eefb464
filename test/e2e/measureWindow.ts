// How quick the window is: frames a second of the charts and latency of input, without and with a training run on all
// cores. Started by scripts/windowBench.ts.
//   node measureWindow.ts PROFILE POINTS      PROFILE/data gets a run with POINTS points in each of its series
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { parsePipeline, presetById, type PipelineDocument } from '../../core/pipeline/index.ts';
import { openStore } from '../../core/store/index.ts';
import { goTo } from './pages.ts';
import { closeStudio, hearEvents, heardOf, openStudio, valueOf } from './studio.ts';

/** The losses of a paired run with two teachers. */
const TERMS = [
  ...['G_student', 'G_CD', 'G_tv', 'D', 'G_w', 'G_d'],
  ...['G_SSIM', 'G_feature', 'G_style', 'G_recon', 'G_gan', 'D_real', 'D_fake'].flatMap((name) => [`${name}_w`, `${name}_d`]), // prettier-ignore
];
const POINTS_PER_WRITE = 5_000;
const GESTURE_MS = 8_000;
/** Frames of a screen that shows 60 a second, plus some for the clock. */
const SMOOTH_FRAME_MS = 20;

interface Speed {
  readonly framesPerSecond: number;
  /** Share of the frames that were later than on a smooth screen. */
  readonly lateShare: number;
  readonly longestFrameMs: number;
  /** From the event to the frame that shows its effect, as the browser's Event Timing says (to 8 ms, 16 at least). */
  readonly inputMs: {
    readonly median: number;
    readonly p95: number;
    readonly longest: number;
    readonly events: number;
  };
}

declare global {
  interface Window {
    startMeasuring(): void;
    stopMeasuring(): Omit<Speed, 'inputMs'> & { readonly inputs: number[] };
  }
}

/** A finished run with as many noisy points as asked for. */
function writeLongRun(dataFolder: string, document: PipelineDocument, points: number): void {
  const store = openStore(join(dataFolder, 'studio.sqlite'));
  const runId = store.writer.createRun({ document, documentDirectory: dataFolder, name: 'Long run' });
  store.writer.markStarted(runId);
  for (let first = 1; first <= points; first += POINTS_PER_WRITE) {
    const count = Math.min(POINTS_PER_WRITE, points - first + 1);
    const batch = Array.from({ length: count }, (_, index) => pointAt(first + index));
    store.writer.appendMetrics(runId, batch);
  }
  store.writer.heartbeat(runId, { step: points, totalSteps: points, epoch: 0, trainedMs: points * 200 });
  store.writer.finishRun(runId, { state: 'finished' });
  store.close();
}

function pointAt(step: number) {
  const values = TERMS.map((term, index): [string, number] => {
    const level = 1 + index + 20 * Math.exp(-step / 20_000);
    return [term, level * (1 + 0.5 * (Math.random() - 0.5))];
  });
  return { step, epoch: 0, trainedMs: step * 200, values: Object.fromEntries(values) };
}

/** Puts the clocks into the page. */
async function addClocks(page: Page): Promise<void> {
  await page.evaluate((smoothFrameMs) => {
    let frames: number[] = [];
    let inputs: number[] = [];
    let isOn = false;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) inputs.push(duration);
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    const tick = (): void => {
      frames.push(performance.now());
      if (isOn) requestAnimationFrame(tick);
    };
    window.startMeasuring = () => {
      [frames, inputs, isOn] = [[], [], true];
      requestAnimationFrame(tick);
    };
    window.stopMeasuring = () => {
      isOn = false;
      const gaps = frames.slice(1).map((time, index) => time - frames[index]!);
      return {
        framesPerSecond: (gaps.length * 1000) / (frames.at(-1)! - frames[0]!),
        lateShare: gaps.filter((gap) => gap > smoothFrameMs).length / gaps.length,
        longestFrameMs: Math.max(...gaps),
        inputs,
      };
    };
  }, SMOOTH_FRAME_MS);
}

async function measured(page: Page, gesture: () => Promise<void>): Promise<Speed> {
  await page.evaluate(() => window.startMeasuring());
  await gesture();
  const { inputs, ...frames } = await page.evaluate(() => window.stopMeasuring());
  const sorted = inputs.sort((first, second) => first - second);
  const at = (share: number): number => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
  return { ...frames, inputMs: { median: at(0.5), p95: at(0.95), longest: at(1), events: sorted.length } };
}

/** Zooms in and out and moves the marker over the chart, with the mouse and with keys, for some seconds. */
async function workOnChart(page: Page): Promise<void> {
  const chart = page.getByRole('main').getByRole('application').first();
  const { x, y, width, height } = (await chart.boundingBox())!;
  const endMs = performance.now() + GESTURE_MS;
  await chart.focus();
  for (let move = 0; performance.now() < endMs; move++) {
    await page.mouse.move(x + width * (0.2 + 0.6 * Math.abs(Math.sin(move / 20))), y + height / 2);
    if (move % 3 === 0) await chart.press(move % 60 < 30 ? '+' : '-');
  }
}

/** Clicks through the pages and the parts of a run, and types. */
async function workOnPages(page: Page): Promise<void> {
  const endMs = performance.now() + GESTURE_MS;
  while (performance.now() < endMs) {
    await goTo(page, 'Runs');
    await page.getByRole('searchbox').first().pressSequentially('long');
    await page.getByRole('searchbox').first().fill('');
    await page.getByRole('button', { name: 'Long run', exact: true }).first().click();
    for (const tab of ['Charts', 'Log', 'Settings', 'Pictures']) await page.getByRole('tab', { name: tab }).click();
  }
}

async function openLongCharts(page: Page): Promise<void> {
  await goTo(page, 'Runs');
  await page.getByRole('button', { name: 'Long run', exact: true }).first().click();
  await page.getByRole('tab', { name: 'Charts' }).click();
  // The last series has arrived when its chart is there.
  await page.getByRole('heading', { name: 'Discriminator', exact: true }).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(3_000);
}

async function startTraining(page: Page, document: PipelineDocument): Promise<string> {
  await hearEvents(page);
  const request = { document, origin: { kind: 'new' as const } };
  const { runId } = valueOf(await page.evaluate((sent) => window.studio.runs.start(sent), request));
  while ((await heardOf(page, 'run-live')).every(({ points }) => points.length === 0)) await page.waitForTimeout(500);
  return runId;
}

function line(what: string, { framesPerSecond, lateShare, longestFrameMs, inputMs }: Speed): string {
  const { median, p95, longest, events } = inputMs;
  const frames = `${framesPerSecond.toFixed(1)} frames/s (${(lateShare * 100).toFixed(0)} % late, longest ${longestFrameMs.toFixed(0)} ms)`;
  return `${what}: ${frames}; input to frame ${String(median)} ms median, ${String(p95)} ms in 95 %, ${String(longest)} ms longest of ${String(events)}`;
}

const [profile = '', points = ''] = process.argv.slice(2);
const parsed = parsePipeline(presetById('demo-edges2emoji').document);
if (!parsed.ok) throw new Error('The demo is not a valid pipeline.');
const { document } = parsed;
console.error(`Writing a run with ${String(TERMS.length)} series of ${points} points …`);
writeLongRun(join(profile, 'data'), document, Number(points));
const studio = await openStudio(profile);
const { page } = studio;
await addClocks(page);
for (const load of ['idle', 'training']) {
  if (load === 'training') await startTraining(page, { ...document, name: 'Training' });
  await openLongCharts(page);
  console.log(line(`${load}, charts`, await measured(page, () => workOnChart(page))));
  console.log(line(`${load}, pages`, await measured(page, () => workOnPages(page))));
}
await closeStudio(studio);
