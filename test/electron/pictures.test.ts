import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasetPictureUrl, previewUrl } from '../../core/protocol/studio/urls.ts';
import { studioScheme } from '../../electron/main/scheme/studioScheme.ts';
import type { PictureSource } from '../../electron/main/scheme/pictures.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const SAMPLE = 'train/shoes & more/1 50%.jpg';

/** Holds one preview and one picture, and remembers what it was asked. */
function sourceThatRemembers() {
  const asked: unknown[] = [];
  const source: PictureSource = {
    preview: (runId, address) => {
      asked.push([runId, address]);
      return address.step === 7 ? PNG : undefined;
    },
    datasetPicture: (...request) => {
      asked.push(request);
      return request[0] === 'gone' ? Promise.reject(new Error('The folder is gone.')) : Promise.resolve(PNG);
    },
  };
  return {
    asked,
    scheme: studioScheme({ pages: '/pages', pictures: source, exportFile: () => Promise.resolve(undefined) }),
  };
}

test('the address of a preview leads to it, whatever its sample is called', async () => {
  const { asked, scheme } = sourceThatRemembers();
  const address = { step: 7, sampleId: SAMPLE, role: 'student' } as const;
  const answer = await scheme(new URL(previewUrl('run-1', address)));
  assert.deepEqual([answer.status, answer.body], [200, PNG]);
  assert.deepEqual(asked, [['run-1', address]]);
  assert.equal((await scheme(new URL(previewUrl('run-1', { ...address, step: 8 })))).status, 404);
});

test('the address of a dataset picture leads to it, with a size within bounds', async () => {
  const { asked, scheme } = sourceThatRemembers();
  assert.equal((await scheme(new URL(datasetPictureUrl('set', SAMPLE, 'b', 64)))).status, 200);
  assert.equal((await scheme(new URL(datasetPictureUrl('set', SAMPLE, 'a', 99_999)))).status, 200);
  assert.deepEqual(asked, [
    ['set', SAMPLE, 'b', 64],
    ['set', SAMPLE, 'a', 256],
  ]);
});

test('addresses of another form are refused, and a source that fails means "not there"', async () => {
  const { scheme } = sourceThatRemembers();
  for (const path of [
    'preview/run/x/sample/student.png',
    'preview/run/7/sample/teacher.png',
    'preview/run',
    'dataset/a/b/c.png',
    'etc/passwd',
  ]) {
    assert.equal((await scheme(new URL(`studio://${path}`))).status, 403, path);
  }
  assert.equal((await scheme(new URL(datasetPictureUrl('gone', 'x', 'a')))).status, 404);
});
