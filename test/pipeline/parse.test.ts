import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePipeline, type PipelineDocument, type Problem } from '../../core/pipeline/index.ts';
import { migrateDocument } from '../../core/pipeline/migrations.ts';

function parsed(source: unknown): PipelineDocument {
  const result = parsePipeline(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.document;
}

function problems(source: unknown): readonly Problem[] {
  const result = parsePipeline(source);
  return result.ok ? [] : result.problems;
}

test('a document with a version alone is the paper’s method with the paper’s values', () => {
  const document = parsed('{ "version": 1 }');
  assert.equal(document.method, 'omgd');
  assert.equal(document.teachers.wider?.ngf, 64);
  assert.equal(document.teachers.deeper?.ngf, 16);
  assert.equal(document.student.ngf, 16);
  assert.deepEqual(document.losses, {
    ganWeight: 1,
    reconWeight: 100,
    reconType: 'l1',
    ssimWeight: 10,
    styleWeight: 1e4,
    featureWeight: 10,
    tvWeight: 1e-5,
    channelWeight: 100,
    cycleWeightA: 10,
    cycleWeightB: 10,
    identityWeight: 0.5,
  });
  assert.deepEqual(document.training.schedule, { unit: 'epochs', flat: 100, decay: 100 });
  assert.equal(document.training.seed, 233);
});

test('a document that is read, written and read again stays the same', () => {
  const document = parsed({
    version: 1,
    name: 'Shoes',
    dataset: { kind: 'sideBySide', folder: 'shoes' },
    preprocess: { maximumPairs: 20 },
  });
  assert.deepEqual(parsed(JSON.stringify(document)), document);
});

test('a plain pix2pix document has no teachers and a discriminator with one head', () => {
  const document = parsed({ version: 1, method: 'pix2pix' });
  assert.deepEqual(document.teachers, {});
  assert.equal(document.discriminator.kind, 'n_layers');
});

test('only the teachers that are written take part', () => {
  assert.deepEqual(Object.keys(parsed({ version: 1, teachers: { deeper: { ngf: 4 } } }).teachers), ['deeper']);
});

const WRONG: readonly (readonly [string, unknown, string])[] = [
  ['training.batchSize', { training: { batchSize: -4 } }, 'training.batchSize is -4; it must be at least 1.'],
  ['training.batchSize', { training: { batchSize: 1.5 } }, 'training.batchSize is 1.5; it must be a whole number.'],
  ['student.dropoutRate', { student: { dropoutRate: 1 } }, 'student.dropoutRate is 1; it must be less than 1.'],
  [
    'losses.reconType',
    { losses: { reconType: 'l3' } },
    'losses.reconType is "l3"; it must be one of "l1", "l2", "smooth_l1", "vgg".',
  ],
  ['losses.ssimWeight', { losses: { ssimWeight: null } }, 'losses.ssimWeight is null; it must be a number.'],
  [
    'preprocess.inputChannels',
    { preprocess: { inputChannels: 2 } },
    'preprocess.inputChannels is 2; it must be one of 1, 3.',
  ],
  [
    'dataset.kind',
    { dataset: { kind: 'zip' } },
    'dataset.kind is "zip"; it must be one of "emoji", "sideBySide", "matchedFolder", "twoFolders", "photos", "emojiStyles", "unpairedFolder", "unpairedTwoFolders".',
  ],
  ['dataset.folder', { dataset: { kind: 'sideBySide' } }, 'dataset.folder is missing; it must be text in quotes.'],
  ['name', { name: '' }, 'name is ""; it must be filled in.'],
  ['losses', { losses: [] }, 'losses is []; it must be an object in { }.'],
  ['studnet', { studnet: {} }, 'studnet ({}) is not a field of this document; did you mean "student"?'],
  [
    'discriminator.nShare',
    { discriminator: { kind: 'n_layers', nShare: 3 } },
    'discriminator.nShare (3) is only for discriminator.kind "multi_n_layers"; here it is "n_layers".',
  ],
  [
    'student.start.sha256',
    { student: { start: { kind: 'weights', file: 'a', sha256: 'x' } } },
    'student.start.sha256 is "x"; it must be a sha256 checksum: 64 of the characters 0–9 and a–f.',
  ],
];

for (const [path, fields, message] of WRONG) {
  test(`a wrong document is refused with a sentence: ${message}`, () => {
    const [problem, ...others] = problems({ version: 1, ...(fields as object) });
    assert.deepEqual(others, []);
    assert.equal(problem?.path, path);
    assert.equal(problem?.message, message);
  });
}

test('all problems are named at once', () => {
  const paths = problems({ version: 1, name: 3, training: { nDis: 0, threads: 'all' } }).map(({ path }) => path);
  assert.deepEqual(paths, ['name', 'training.nDis', 'training.threads']);
});

test('text that is not JSON is refused with the place', () => {
  assert.match(problems('{ "version": 1, }')[0]?.message ?? '', /not valid JSON \(.*position 16/);
});

test('documents of no, an impossible and a newer version are refused with what to do', () => {
  assert.equal(problems({})[0]?.message, 'version is missing; it must be a whole number from 1 to 1.');
  assert.equal(problems({ version: 'one' })[0]?.path, 'version');
  assert.match(problems({ version: 7 })[0]?.message ?? '', /version is 7.*up to version 1.*update the studio/);
  assert.match(problems([])[0]?.message ?? '', /not a JSON object/);
});

test('an older document climbs through every migration in order', () => {
  const migrations = {
    1: ({ width, ...rest }: Record<string, unknown>) => ({ ...rest, ngf: width }),
    2: ({ ngf, ...rest }: Record<string, unknown>) => ({ ...rest, student: { ngf } }),
  };
  const migrated = migrateDocument({ version: 1, width: 8 }, migrations, 3);
  assert.deepEqual(migrated, { ok: true, document: { version: 3, student: { ngf: 8 } } });
});
