import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { answerPage, CONTENT_SECURITY_POLICY, pageFile } from '../../electron/main/scheme/pages.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

test('a path inside the folder is its file, and the root is the index', () => {
  assert.equal(pageFile('/pages', '/'), '/pages/index.html');
  assert.equal(pageFile('/pages', '/assets/a%20b.js'), '/pages/assets/a b.js');
});

test('paths that lead out of the folder are refused, however they are written', () => {
  for (const path of ['/../secret.json', '/..%2fsecret.json', '/a/%2e%2e/%2e%2e/secret.json', '/..%5csecret.json']) {
    assert.equal(pageFile('/pages', path), undefined, path);
  }
  assert.equal(pageFile('/pages', '/a%00.js'), undefined);
  assert.equal(pageFile('/pages', '/%zz'), undefined);
  assert.equal(pageFile('/pages', '//etc/passwd'), '/pages/etc/passwd');
});

test('pages carry the content security policy; unknown kinds of files are not served', async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'main.cjs'), 'secret');
  const page = await answerPage(folder, new URL('studio://app/'));
  assert.equal(page.status, 200);
  assert.equal(page.headers['content-security-policy'], CONTENT_SECURITY_POLICY);
  assert.equal((await answerPage(folder, new URL('studio://app/main.cjs'))).status, 403);
  assert.equal((await answerPage(folder, new URL('studio://app/assets/none.js'))).status, 404);
});

test('the policy allows no code from elsewhere and no code in strings', () => {
  assert.match(CONTENT_SECURITY_POLICY, /default-src 'none'/);
  assert.match(CONTENT_SECURITY_POLICY, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
  assert.doesNotMatch(CONTENT_SECURITY_POLICY, /'unsafe-eval'|https?:/);
});
