// The shell: the window, its walls, and the bridge.
import { expect, heardOf, hearEvents, test, valueOf } from './studio.ts';

test('the window opens with the pages, and nothing complains', async ({ studio: { app, page, pageErrors } }) => {
  expect(page.url()).toMatch(/^studio:\/\/app\//);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(pageErrors).toEqual([]);
});

test('the page is sandboxed and sees nothing of Node or Electron but the bridge', async ({ studio: { app, page } }) => {
  const seen = await page.evaluate(() =>
    ['require', 'process', 'Buffer', 'module', 'electron'].filter((name) => name in globalThis),
  );
  expect(seen).toEqual([]);
  const preferences = await app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    return (contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});

test('the content security policy refuses code and pages from elsewhere', async ({ studio: { page } }) => {
  const refused = await page.evaluate(async () => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violated.push(effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.body.append(script);
    await fetch('https://example.com/').catch(() => undefined);
    const image = new Image();
    image.src = 'https://example.com/picture.png';
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { violated, wasRun: 'wasRun' in window };
  });
  expect(refused.wasRun).toBe(false);
  expect(refused.violated).toEqual(expect.arrayContaining(['script-src-elem', 'connect-src', 'img-src']));
});

test('the page cannot be led away, open windows, or get rights', async ({ studio: { app, page } }) => {
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://example.com/');
    location.href = 'https://example.com/';
  });
  const permission = await page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }));
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  expect(permission).toBeTruthy();
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'notifications' })).state)).toBe(
    'denied',
  );
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the scheme serves the pages and refuses ways out of their folder', async ({ studio: { page } }) => {
  const statusOf = (address: string): Promise<number> =>
    page.evaluate(async (url) => (await fetch(url)).status, address);
  expect(await statusOf('studio://app/index.html')).toBe(200);
  expect(await statusOf('studio://app/nothing.js')).toBe(404);
  for (const way of ['..%2fmain%2findex.cjs', '%2e%2e%2f%2e%2e%2fpackage.json', '..%5cmain%5cindex.cjs']) {
    expect(await statusOf(`studio://app/${way}`), way).toBe(403);
  }
});

test('the bridge answers, and refuses requests of another form', async ({ studio: { page } }) => {
  const about = valueOf(await page.evaluate(() => window.studio.app.about()));
  expect(about.version).toMatch(/^\d+\.\d+\.\d+/);
  const theme = await page.evaluate(() => window.studio.settings.set({ theme: 'dark' }));
  expect(valueOf(theme).theme).toBe('dark');
  expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  const refused = await page.evaluate(() =>
    window.studio.runs.get({ runId: '', path: '/etc/passwd' } as { runId: string }),
  );
  expect(refused).toMatchObject({ ok: false, error: { code: 'request-refused' } });
  const unknownFile = await page.evaluate(() => window.studio.pipelines.openRecent({ fileId: '/etc/passwd' }));
  expect(unknownFile).toMatchObject({ ok: false, error: { code: 'request-refused' } });
});

test('pictures of the built-in dataset come through the scheme', async ({ studio: { page } }) => {
  const [emoji] = valueOf(await page.evaluate(() => window.studio.datasets.list()));
  const sample = emoji?.description?.samples[0];
  expect(sample).toBeDefined();
  const picture = await page.evaluate(
    async ([datasetId, sampleId]) => {
      const path = `${String(datasetId)}/${encodeURIComponent(String(sampleId))}/b.png?size=64`;
      const answer = await fetch(`studio://dataset/${path}`);
      const bitmap = await createImageBitmap(await answer.blob());
      return { type: answer.headers.get('content-type'), width: bitmap.width, height: bitmap.height };
    },
    [emoji?.datasetId, sample?.sampleId],
  );
  expect(picture).toEqual({ type: 'image/png', width: 64, height: 64 });
});

test('a menu item reaches the window as a command, and what can do nothing is greyed out', async ({ studio }) => {
  const { app, page } = studio;
  await hearEvents(page);
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go.runs')?.click());
  await expect.poll(() => heardOf(page, 'menu-command')).toEqual([{ kind: 'menu-command', command: 'go.runs' }]);
  const state = { title: 'Shoes', isEdited: true, disabledCommands: ['run.pause' as const] };
  // The pages tell their own state whenever it changes, so ours may be overwritten once.
  await expect(async () => {
    valueOf(await page.evaluate((sent) => window.studio.app.setWindowState(sent), state));
    const shown = await app.evaluate(({ BrowserWindow, Menu }) => ({
      title: BrowserWindow.getAllWindows()[0]?.getTitle(),
      isPauseEnabled: Menu.getApplicationMenu()?.getMenuItemById('run.pause')?.enabled,
    }));
    expect(shown).toEqual({ title: '• Shoes — OMGD Studio', isPauseEnabled: false });
  }).toPass();
});
