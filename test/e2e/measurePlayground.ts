// How many pictures a second the playground answers while one draws. Started by scripts/playgroundBench.ts.
//   node measurePlayground.ts PROFILE EDGE      PROFILE/data has a run with ONNX files of student and wider teacher
import type { Page } from '@playwright/test';
import { summarize } from '../../core/export/latency.ts';
import { goTo } from './pages.ts';
import { closeStudio, openStudio } from './studio.ts';

const DRAWING_MS = 10_000;
/** The figures of the first moments are of models that still warm up. */
const WARM_UP_MS = 3_000;

/** Draws without a pause. Returns what the student's “42 ms · 23 per s” said meanwhile, each new figure once. */
async function draw(page: Page): Promise<readonly { readonly milliseconds: number; readonly perSecond: number }[]> {
  const box = await page.getByRole('application', { name: 'Drawing surface' }).boundingBox();
  if (!box) throw new Error('The drawing surface is not in view.');
  const speed = page.getByLabel('Speed of the student');
  const seen = new Map<number, { milliseconds: number; perSecond: number }>();
  const beganMs = performance.now();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let move = 0; performance.now() - beganMs < DRAWING_MS; move += 1) {
    const [across, down] = [0.5 + 0.4 * Math.sin(move / 9), 0.5 + 0.4 * Math.cos(move / 13)];
    await page.mouse.move(box.x + box.width * across, box.y + box.height * down);
    if (move % 10 !== 0) continue;
    const [milliseconds, perSecond] = ((await speed.textContent()) ?? '').match(/[\d.]+/g) ?? [];
    const nowMs = performance.now() - beganMs;
    if (nowMs < WARM_UP_MS || perSecond === undefined) continue;
    seen.set(Math.floor(nowMs / 1000), { milliseconds: Number(milliseconds), perSecond: Number(perSecond) });
  }
  await page.mouse.up();
  return [...seen.values()];
}

async function report(page: Page, what: string): Promise<void> {
  const figures = await draw(page);
  const perSecond = figures.map((figure) => figure.perSecond).sort((a, b) => a - b);
  const { medianMs } = summarize(figures.map(({ milliseconds }) => milliseconds));
  const rate = `${String(summarize(perSecond).medianMs)} answers/s (fewest ${String(perSecond[0])})`;
  console.log(`${what}: ${rate}, the network alone ${String(medianMs)} ms`);
}

const [profile = '', edge = '128'] = process.argv.slice(2);
const studio = await openStudio(profile);
const { page } = studio;
await goTo(page, 'Playground');
await page.getByRole('img', { name: 'Answer of the student' }).waitFor({ timeout: 120_000 });
await page.getByLabel('Size of the picture that the networks get').selectOption(edge);
const device = await page.getByLabel('What the networks run on').inputValue();
const teacher = page.getByRole('button', { name: 'Wider teacher', exact: true });
if ((await teacher.count()) > 0) {
  await report(page, `Student beside the wider teacher, ${edge} px, ${device}`);
  await teacher.click();
}
await report(page, `Student alone, ${edge} px, ${device}`);
await closeStudio(studio);
