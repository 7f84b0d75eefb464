// Weights from elsewhere in the studio: the library of perceptual and metric networks, and a file as a teacher.
import { join } from 'node:path';
import { writeSafetensorsFile } from '../../core/weights/safetensorsFile.ts';
import { float32Tensor } from '../../core/weights/storedTensor.ts';
import { REFERENCE_FOLDER } from '../fixtures/reference.ts';
import { chooseFiles } from './dialogs.ts';
import { goTo } from './pages.ts';
import { shoot } from './shoot.ts';
import { expect, test } from './studio.ts';

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
  await heads.getByRole('button', { name: /What to do/ }).click();
  await page.getByRole('menuitem', { name: 'Check the file again' }).click();
  await expect(page.getByText('is as it was when it came')).toBeVisible();
  await heads.getByRole('button', { name: /What to do/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(heads.getByText('not here')).toBeVisible();
  expect(pageErrors).toEqual([]);
});
