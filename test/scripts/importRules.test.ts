import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));
// The snippets are not files of the TypeScript project, so the rules that need types are left out.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: Object.fromEntries(
      ['await-thenable', 'no-floating-promises', 'no-misused-promises', 'switch-exhaustiveness-check'].map((name) => [
        `@typescript-eslint/${name}`,
        'off' as const,
      ]),
    ),
  },
});

/** Messages of the linter for `code` as if it stood in `path`. */
async function complaints(path: string, code: string): Promise<string> {
  const [result] = await eslint.lintText(code, { filePath: path });
  return result?.messages.map((message) => message.message).join('\n') ?? '';
}

const OFFENCES: readonly [name: string, path: string, code: string, message: RegExp][] = [
  ['Electron in core', 'core/data/x.ts', `import 'electron';`, /core\/ knows nothing of Electron/],
  [
    'TensorFlow outside the loader',
    'core/ops/x.ts',
    `import '@tensorflow/tfjs-node-gpu';`,
    /Only core\/engine\/runtime/,
  ],
  ['SQLite outside the store', 'core/engine/x.ts', `import 'better-sqlite3';`, /Only core\/store/],
  ['Node in a network', 'core/networks/x.ts', `import 'node:fs';`, /This folder is pure/],
  ['a TensorFlow type in a network', 'core/networks/x.ts', `import type { Tensor } from '@tensorflow/tfjs';`, /pure/],
  [
    'a neighbour in the protocol',
    'core/protocol/x.ts',
    `import '../networks/graph.ts';`,
    /core\/protocol imports only zod/,
  ],
  [
    'the engine in the pipeline',
    'core/pipeline/x.ts',
    `import '../engine/runtime/load.ts';`,
    /core\/pipeline imports only/,
  ],
  ['the engine in the renderer', 'renderer/x.ts', `import '../core/engine/runtime/load.ts';`, /renderer imports only/],
  ['any', 'core/data/x.ts', `export const x: any = 1;`, /Unexpected any/],
  ['a long file', 'core/data/x.ts', '\n'.repeat(301), /Maximum allowed is 300/],
];

for (const [name, path, code, message] of OFFENCES) {
  test(`lint refuses ${name}`, async () => {
    assert.match(await complaints(path, code), message);
  });
}

test('lint allows what the layers may do', async () => {
  assert.equal(await complaints('core/store/x.ts', `import 'better-sqlite3';`), '');
  assert.equal(
    await complaints('core/ops/x.ts', `import type { Tensor } from '@tensorflow/tfjs';\nexport type T = Tensor;`),
    '',
  );
  assert.equal(await complaints('core/protocol/x.ts', `import 'zod';\nimport './y.ts';`), '');
  assert.equal(await complaints('renderer/x.ts', `import '../core/networks/graph.ts';`), '');
});
