// Weights from elsewhere in the studio: the library of perceptual and metric networks, and a file as a teacher.
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PipelineInput } from '../../core/pipeline/index.ts';
import { convertWeights } from '../../core/weights/import/importWeights.ts';
import { writeSafetensorsFile } from '../../core/weights/safetensorsFile.ts';
import { float32Tensor } from '../../core/weights/storedTensor.ts';
import { serve, withFileServer } from '../download/fileServer.ts';
import { REFERENCE_FOLDER } from '../fixtures/reference.ts';
import { graveFindings, loadAxe } from './axe.ts';
import { chooseFiles } from './dialogs.ts';
import { goTo, openDemoTemplate } from './pages.ts';
import { shoot } from './shoot.ts';
import { closeStudio, expect, openStudio, test, valueOf } from './studio.ts';

const HEADS = join('test', 'fixtures', 'lpips', 'alex.pth');
const STUDENT = join(REFERENCE_FOLDER, 'pth', 'student.pth');

test('weights are added to the library after a look at what is in the file, checked, and removed', async ({
  profile,
  studio,
}) => {
  const { page, pageErrors } = studio;
  await goTo(page, 'Settings');
  const heads = page.getByRole('article', { name: /LPIPS heads for AlexNet/ });
  await expect(heads.getByText('not here')).toBeVisible();
  await chooseFiles(studio, STUDENT);
  await heads.getByRole('button', { name: 'Add a file…' }).click();
  await expect(heads.getByRole('alert')).toContainText('"lin0.model.1.weight" is missing, not [1, 64, 1, 1]');
  await heads.scrollIntoViewIfNeeded();
  await shoot(page, 'weights-refused');
  const file = join(profile, 'alex.safetensors');
  await writeSafetensorsFile(
    file,
    new Map([['lin0.model.1.weight', float32Tensor([1, 64, 1, 1], new Float32Array(64))]]),
  );
  await chooseFiles(studio, file);
  await heads.getByRole('button', { name: 'Add a file…' }).click();
  await expect(heads.getByText('here', { exact: true })).toBeVisible();
  await expect(heads.getByRole('alert')).toBeHidden();
  await shoot(page, 'weights-library');
  await loadAxe(page);
  expect(await graveFindings(page)).toEqual([]);
  await heads.getByRole('button', { name: /What to do/ }).click();
  await page.getByRole('menuitem', { name: 'Check the file again' }).click();
  await expect(page.getByText('is as it was when it came')).toBeVisible();
  await heads.getByRole('button', { name: /What to do/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(heads.getByText('not here')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('weights are downloaded: damaged ones are refused, a stopped download goes on, a broken connection is taken up', async ({
  profile,
}) => {
  const file = await readFile(HEADS);
  const damaged = Buffer.from(file);
  damaged[damaged.length - 1]! ^= 1;
  const half = file.length >> 1;
  await withFileServer(async (server) => {
    const studio = await openStudio(profile, { OMGD_WEIGHTS_MIRROR: new URL('.', server.address).href });
    const { page, pageErrors } = studio;
    await goTo(page, 'Settings');
    const heads = page.getByRole('article', { name: /LPIPS heads for AlexNet/ });
    await expect(heads.getByText('PerceptualSimilarity, BSD 2-Clause.')).toBeVisible();
    server.answerWith(serve(damaged));
    await heads.getByRole('button', { name: 'Download' }).click();
    await expect(heads.getByRole('alert')).toContainText('damaged or another version: its sha256 begins with');
    await shoot(page, 'weights-damaged');
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-length': file.length, etag: '"one"' });
      response.write(file.subarray(0, half));
    });
    await heads.getByRole('button', { name: 'Download' }).click();
    await expect(heads.getByText(/50 %/)).toBeVisible();
    await shoot(page, 'weights-downloading');
    await heads.getByRole('button', { name: 'Stop' }).click();
    await expect(heads.getByText('partly downloaded')).toBeVisible();
    server.answerWith(serve(file, { breakAfter: half + 1000 }), serve(file));
    await heads.getByRole('button', { name: 'Go on' }).click();
    await expect(heads.getByText('here', { exact: true })).toBeVisible();
    await expect(heads.getByText('the published checksum')).toBeVisible();
    expect(server.ranges.slice(-2)).toEqual([`bytes=${half}-`, `bytes=${half + 1000}-`]);
    expect(pageErrors).toEqual([]);
    await closeStudio(studio);
  });
});

test('the other files of a CycleGAN are offered beside its generator, and used in one step', async ({
  profile,
  studio,
}) => {
  const { page, pageErrors } = studio;
  const named = (network: string): string => join(profile, `latest_net_${network}.safetensors`);
  for (const network of ['G_A', 'G_B']) await copyFile(join('resources', 'demo', 'wider.safetensors'), named(network));
  await convertWeights(join(REFERENCE_FOLDER, 'pth', 'discriminator.pth'), '', named('D_A'));
  await copyFile(named('D_A'), named('D_B'));
  await goTo(page, 'Home');
  await page.getByRole('button', { name: /Noto/ }).click();
  const canvas = page.getByRole('region', { name: 'Pipeline canvas' });
  await canvas.getByRole('heading', { name: 'Wider teacher' }).click();
  const inspector = page.getByRole('complementary', { name: 'Settings of Wider teacher' });
  const choices = inspector.getByRole('radiogroup', { name: 'Start from' }).first();
  await choices.getByRole('radio', { name: /A weights file/ }).check();
  await chooseFiles(studio, named('G_A'));
  await inspector.getByRole('button', { name: 'Choose a weights file' }).first().click();
  await expect(inspector.getByText('latest_net_G_B.safetensors, latest_net_D_A.safetensors')).toBeVisible();
  await shoot(page, 'weights-siblings');
  await inspector.getByRole('button', { name: 'Use them too' }).click();
  await expect(inspector.getByText(/The rest of this CycleGAN starts from/)).toBeVisible();
  await expect
    .poll(async () => {
      const draft = valueOf(await page.evaluate(() => window.studio.pipelines.loadDraft()));
      const { backward, discriminator, backwardDiscriminator } = (draft?.document as PipelineInput | undefined)?.cycle ?? {}; // prettier-ignore
      return [backward, discriminator, backwardDiscriminator].map((network) => network?.start);
    })
    .toMatchObject(['G_B', 'D_A', 'D_B'].map((network) => ({ kind: 'weights', file: named(network) })));
  expect(pageErrors).toEqual([]);
});

test('a weights file becomes a frozen teacher, is tried on held-out pictures, and teaches a run', async ({
  profile,
  studio,
}) => {
  test.setTimeout(480_000);
  const { page, pageErrors } = studio;
  const file = join(profile, 'teacher.safetensors');
  await copyFile(join('resources', 'demo', 'wider.safetensors'), file);
  await openDemoTemplate(page);
  const canvas = page.getByRole('region', { name: 'Pipeline canvas' });
  await canvas.getByRole('heading', { name: 'Wider teacher' }).click();
  const inspector = page.getByRole('complementary', { name: 'Settings of Wider teacher' });
  const choices = inspector.getByRole('radiogroup', { name: 'Start from' });
  await choices.scrollIntoViewIfNeeded();
  await shoot(page, 'teacher-choices');
  await choices.getByRole('radio', { name: /A weights file/ }).check();
  await chooseFiles(studio, file);
  await inspector.getByRole('button', { name: 'Choose a weights file' }).click();
  await expect(inspector.getByText('Recognised: mobile_resnet_9blocks with ngf 32')).toBeVisible();
  // Once it is chosen, the preview comes by itself.
  const preview = inspector.getByRole('region', { name: 'What it makes now' });
  await expect(preview.getByRole('img', { name: /^Output of/ })).toHaveCount(4, { timeout: 120_000 });
  await preview.scrollIntoViewIfNeeded();
  await shoot(page, 'teacher-preview');
  await inspector.getByRole('switch', { name: 'Frozen' }).click();

  const document = await page.evaluate(() => window.studio.pipelines.loadDraft());
  const draft = valueOf(document)!.document as PipelineInput;
  const start = await page.evaluate(
    (source) => window.studio.runs.start({ document: source, origin: { kind: 'new' } }),
    tinyRunOf(draft) as Record<string, unknown>,
  );
  const { runId } = valueOf(start);
  await expect
    .poll(
      async () => (await page.evaluate((id) => window.studio.runs.get({ runId: id }), runId).then(valueOf)).run.state,
      { timeout: 240_000 },
    ) // prettier-ignore
    .toBe('finished');
  const { run } = valueOf(await page.evaluate((id) => window.studio.runs.get({ runId: id }), runId));
  expect(run.versions['weights of perceptual']).toMatch(/^HED's VGG16 \(built in\), sha256 [0-9a-f]{64}$/);
  // The pipeline had asked for other weights: the run says so wherever it is looked at.
  await goTo(page, 'Runs');
  await page.getByRole('row').getByRole('button', { name: 'Frozen teacher', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Health' }).getByText('Another perceptual network')).toBeVisible();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect(page.getByText("HED's VGG16 (built in), sha256", { exact: false })).toBeVisible();
  await shoot(page, 'run-weights');
  expect(pageErrors).toEqual([]);
});

test('a loss that looks through weights which are not here is told before the run', async ({ studio }) => {
  const { page, pageErrors } = studio;
  await openDemoTemplate(page);
  const canvas = page.getByRole('region', { name: 'Pipeline canvas' });
  await loadAxe(page);
  await canvas.getByRole('heading', { name: 'Deeper teacher' }).click();
  await expect(page.getByRole('radiogroup', { name: 'Start from' })).toBeVisible();
  expect(await graveFindings(page)).toEqual([]);
  await canvas.getByRole('heading', { name: 'Losses' }).click();
  const inspector = page.getByRole('complementary', { name: 'Settings of Losses' });
  const perceptual = inspector.getByRole('region', { name: 'Perceptual network' });
  await perceptual.getByRole('combobox').selectOption('file');
  await perceptual.getByRole('button', { name: 'Use library:vgg16' }).click();
  await expect(perceptual.getByText('Of the weights library.')).toBeVisible();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(inspector.getByText(/would look through the built-in VGG16 instead/).first()).toBeVisible();
  await perceptual.scrollIntoViewIfNeeded();
  await shoot(page, 'perceptual-library');
  expect(await graveFindings(page)).toEqual([]);
  expect(pageErrors).toEqual([]);
});

/** Two steps with the frozen teacher alone. */
function tinyRunOf(document: PipelineInput): PipelineInput {
  const every = { every: 1000, unit: 'steps' } as const;
  return {
    ...document,
    name: 'Frozen teacher',
    perceptual: { kind: 'file', file: 'library:vgg16' },
    teachers: { wider: document.teachers?.wider },
    preprocess: { ...document.preprocess, loadSize: 36, cropSize: 32, maximumPairs: 4 },
    training: { ...document.training, batchSize: 1, execution: 'eager', schedule: { unit: 'steps', flat: 2 } },
    evaluation: { ...document.evaluation, interval: every, samples: 1 },
    previews: { interval: every, samples: 1 },
  };
}
