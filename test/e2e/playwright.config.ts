// Playwright's settings for the end-to-end tests: one real studio at a time.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../out/e2e',
  // A training run takes both cores: two at once would only time out.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  forbidOnly: true,
});
