/** Exports as the window sees them: listed without paths, and served only as they were exported. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { exportGenerator } from '../../core/export/exportGenerator.ts';
import { StudioExportSchema } from '../../core/protocol/studio/exports.ts';
import { exportFileUrl } from '../../core/protocol/studio/urls.ts';
import { ExportBook } from '../../electron/main/exports/exportBook.ts';
import { studioScheme } from '../../electron/main/scheme/studioScheme.ts';
import { exportRequest } from '../export/exportRequest.ts';
import { tf } from '../fixtures/tensorflow.ts';
import { storeWithRun } from '../store/temporaryStore.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

/** A real ONNX export on the record of a run, and the book and the scheme on top of it. */
async function recordedExport(context: TestContext) {
  const { store, runId } = storeWithRun(context);
  const folder = join(temporaryFolder(context), 'student-onnx');
  const report = await exportGenerator(exportRequest(folder, { target: 'onnx' }), tf);
  const path = join(folder, report.mainFile);
  const [{ bytes, sha256 } = { bytes: 0, sha256: '' }] = report.files;
  const record = { id: `${runId}:${folder}`, checkpointPath: '/none', target: 'onnx', path, sha256, bytes, report };
  store.writer.saveExport(runId, record);
  const book = new ExportBook(() => store);
  const noPicture = { preview: () => undefined, datasetPicture: () => Promise.resolve(undefined) };
  const exportFile = (exportId: string, name: string) => book.file(exportId, name);
  const scheme = studioScheme({ pages: '/pages', pictures: noPicture, exportFile });
  const answer = (exportId: string, name: string) => scheme(new URL(exportFileUrl(exportId, name)));
  return { store, runId, path, book, scheme, answer };
}

test('an export is listed while its file is there, and served byte for byte', async (context) => {
  const { store, runId, path, book, answer } = await recordedExport(context);
  const [listed] = book.list();
  assert.ok(listed);
  assert.deepEqual(StudioExportSchema.parse(listed), listed);
  assert.deepEqual([listed.runId, listed.role, listed.target], [runId, 'student', 'onnx']);
  assert.deepEqual([listed.folderName, listed.trainedPixels], ['student-onnx', 64]);
  assert.ok(!JSON.stringify(listed).includes(path));
  const { status, body } = await answer(listed.exportId, 'model.onnx');
  assert.equal(status, 200);
  assert.equal(body.length, listed.files[0]?.bytes);
  store.writer.deleteRun(runId);
  assert.deepEqual(book.list(), []);
  store.writer.restoreRun(runId);
  rmSync(path);
  assert.deepEqual(book.list(), []);
});

test('the scheme serves no other file, and none that was changed since', async (context) => {
  const { path, book, scheme, answer } = await recordedExport(context);
  const exportId = book.list()[0]!.exportId;
  // The report lies beside the model but is none of the files that it names.
  assert.equal((await answer(exportId, 'report.json')).status, 404);
  for (const name of ['../student-onnx/model.onnx', '..\\model.onnx', '/etc/passwd']) {
    assert.equal((await answer(exportId, name)).status, 404, name);
  }
  assert.equal((await scheme(new URL(`studio://export/${exportId}/../../model.onnx`))).status, 403);
  assert.equal((await scheme(new URL(`studio://export/${exportId}/a/model.onnx`))).status, 403);
  assert.equal((await answer('0123', 'model.onnx')).status, 404);
  writeFileSync(path, 'another model');
  const changed = await answer(exportId, 'model.onnx');
  assert.equal(changed.status, 404);
  assert.match(Buffer.from(changed.body).toString(), /was changed since it was exported/);
});
