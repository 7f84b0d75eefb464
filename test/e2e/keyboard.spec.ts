// The keyboard alone: round the parts of the window, through palette and dialogs, and nothing behind them.
import { openDemoTemplate } from './pages.ts';
import { expect, test } from './studio.ts';

test('F6 goes round the parts of the window, Escape closes the palette, and no key acts behind it', async ({
  studio: { page },
}) => {
  await openDemoTemplate(page);
  const inspector = page.getByRole('complementary', { name: 'Settings of the pipeline' });
  const holdsFocus = page.locator(':focus');
  const visited: string[] = [];
  for (let part = 0; part < 12 && !visited.includes('inspector'); part++) {
    await page.keyboard.press('F6');
    visited.push((await inspector.locator(':focus').count()) === 1 ? 'inspector' : 'another');
  }
  expect(visited).toContain('inspector');
  await page.keyboard.press('Shift+F6');
  await expect(holdsFocus).toBeVisible();
  await expect(inspector.locator(':focus')).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('runs');
  await page.keyboard.press('Alt+7');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Demo: edges → emoji');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toHaveCount(0);
});

test('a pipeline that is saved nowhere can be brought back after another took its place', async ({
  studio: { page },
}) => {
  await openDemoTemplate(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('My own');
  await page.keyboard.press('Tab');
  await openDemoTemplate(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Demo: edges → emoji');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My own');
});
