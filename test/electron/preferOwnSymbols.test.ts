import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { preferOwnSymbols } from '../../electron/native/preferOwnSymbols.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

const linuxOnly = process.platform === 'linux' ? {} : { skip: 'libraries of this system have another format' };

test('a marked libvips differs in one entry, has the flag, and still loads', linuxOnly, (context) => {
  const path = createRequire(import.meta.url).resolve(`@img/sharp-libvips-linux-${process.arch}/binary`);
  const original = readFileSync(path);
  const marked = Buffer.from(original);
  assert.equal(preferOwnSymbols(marked), true);
  assert.equal(marked.length, original.length);
  assert.ok(original.filter((byte, at) => byte !== marked[at]).length <= 2);
  const copy = join(temporaryFolder(context), 'libvips.so');
  writeFileSync(copy, marked);
  const load = `try { process.dlopen({ exports: {} }, ${JSON.stringify(copy)}) } catch (error) { console.log(error.message) }`;
  assert.match(execFileSync(process.execPath, ['-e', load], { encoding: 'utf8' }), /did not self-register/);
});

test('marking twice changes nothing more', linuxOnly, () => {
  const path = createRequire(import.meta.url).resolve(`@img/sharp-libvips-linux-${process.arch}/binary`);
  const once = readFileSync(path);
  preferOwnSymbols(once);
  const twice = Buffer.from(once);
  assert.equal(preferOwnSymbols(twice), true);
  assert.ok(once.equals(twice));
});

test('what is no library is left alone', () => {
  const text = Buffer.from('hello'.repeat(100));
  assert.equal(preferOwnSymbols(text), false);
  assert.equal(text.toString(), 'hello'.repeat(100));
});
