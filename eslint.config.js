// Lint rules. The import rules keep the layers of the project apart (docs/architecture.md); every message says the fix.
import { defineConfig } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** Folders that the renderer shares: no Node, no native code. */
const PURE_FOLDERS = ['core/protocol', 'core/pipeline', 'core/networks', 'core/compare', 'core/data/derive'];
/** Plain arithmetic: the studio shows the same numbers as the evaluation and the command line. */
const PURE_METRICS = [
  'core/metrics/ssim.ts',
  'core/metrics/psnr.ts',
  'core/metrics/imageBatch.ts',
  'core/metrics/pareto.ts',
  'core/metrics/escapeXml.ts',
];
/** From pixels to a network's numbers and back: the playground prepares pictures exactly as training does. */
const PURE_PICTURES = [
  'core/data/batch.ts',
  'core/data/floatImage.ts',
  'core/data/pixels.ts',
  'core/data/resampleBicubic.ts',
  'core/export/convention.ts',
  'core/weights/layout.ts',
];
/** Times of models: one arithmetic, wherever they run. */
const PURE_TIMES = ['core/export/latency.ts'];
const PURE = [...PURE_FOLDERS, ...PURE_METRICS, ...PURE_PICTURES, ...PURE_TIMES];

const NODE_BUILTINS = {
  regex:
    '^(node:|(assert|buffer|child_process|crypto|fs|http|module|os|path|process|stream|url|util|worker_threads)(/|$))',
  message:
    'This folder is pure (the renderer imports it). Move what needs Node to core/engine, core/data or core/store.',
};
const TENSORFLOW = {
  regex: '^@tensorflow/',
  message:
    'Only core/engine/runtime loads TensorFlow. Take it as an argument; its type is in core/engine/runtime/load.ts.',
  allowTypeImports: true,
};
const TENSORFLOW_AT_ALL = {
  regex: '^@tensorflow/',
  message: 'This folder is pure (the renderer imports it). Describe the computation as data; core/ops computes it.',
};
const SQLITE = {
  regex: '^better-sqlite3$',
  message: 'Only core/store speaks to SQLite. Add a function there and call it.',
};
const ELECTRON = {
  regex: '^(electron|svelte)(/|$)',
  message: 'core/ knows nothing of Electron or Svelte. Pass what you need in as an argument or a callback.',
};
const ALL_BUT_ZOD = {
  regex: String.raw`^(?!\.{1,2}/|zod$)`,
  message: 'core/protocol imports only zod and its own files. Move the code to the folder that uses it.',
};

/** One configuration object: which packages `files` must not import. Later objects replace earlier ones. */
function forbid(files, patterns, ignores = []) {
  return { files, ignores, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] } };
}

/** One zone of import-x/no-restricted-paths. */
function zone(target, from, except, message) {
  return { target: `./${target}`, from: `./${from}`, except, message };
}

const ZONES = [
  zone('core', 'electron', [], 'core/ never imports electron/. Pass what you need in as an argument.'),
  zone('core', 'renderer', [], 'core/ never imports renderer/. Pass what you need in as an argument.'),
  zone('electron', 'renderer', [], 'The main process never imports renderer/. Put what both need in core/protocol.'),
  zone('renderer', 'electron', [], 'The renderer reaches the main process only over the bridge (renderer/api.ts).'),
  zone(
    'renderer',
    'core',
    PURE.map((path) => `./${path.replace('core/', '')}`),
    `The renderer imports only ${PURE.join(', ')}. Ask the main process for the rest.`,
  ),
  zone(
    'core/pipeline',
    'core',
    ['./pipeline', './protocol', './networks'],
    'core/pipeline imports only protocol, networks.',
  ),
  zone(
    'core/compare',
    'core',
    ['./compare', './pipeline', './protocol', './metrics/pareto.ts', './metrics/escapeXml.ts'],
    'core/compare imports only pipeline, protocol, the Pareto front and the escaping of XML.',
  ),
  zone('core/protocol', 'core', ['./protocol'], 'core/protocol imports only zod and its own files.'),
  zone('core/networks', 'core', ['./networks', './protocol'], 'core/networks imports only its own files and protocol.'),
];

export default defineConfig(
  { ignores: ['node_modules/', 'out/', 'dist/', 'release/', 'runs/', '.cache/', 'test/fixtures/'] },
  {
    files: ['**/*.{ts,js,mjs}'],
    plugins: { 'import-x': importX },
    rules: {
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: ZONES }],
    },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.js', '.mjs'] },
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.js', '.mjs'] })],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // With noUncheckedIndexedAccess, loops over typed arrays know more about their indices than the compiler.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [svelte.configs['flat/recommended']],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      // Our state is replaced as a whole and never changed in place; maps and sets are only means to compute it.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  forbid(['core/**/*.ts'], [ELECTRON, TENSORFLOW, SQLITE]),
  forbid(['core/engine/runtime/**/*.ts'], [ELECTRON, SQLITE]),
  forbid(['core/store/**/*.ts'], [ELECTRON, TENSORFLOW]),
  forbid(
    [...PURE_FOLDERS.map((folder) => `${folder}/**/*.ts`), ...PURE_METRICS, ...PURE_PICTURES, ...PURE_TIMES],
    [ELECTRON, TENSORFLOW_AT_ALL, SQLITE, NODE_BUILTINS],
  ),
  forbid(['core/protocol/**/*.ts'], [ALL_BUT_ZOD]),
  forbid(['renderer/**/*.{ts,svelte}'], [TENSORFLOW_AT_ALL, SQLITE, NODE_BUILTINS]),
  forbid(['electron/**/*.ts'], [TENSORFLOW, SQLITE]),
);
