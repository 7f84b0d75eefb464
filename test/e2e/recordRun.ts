// A finished run without any training, for pages that want one but not its networks.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parsePipeline } from '../../core/pipeline/index.ts';
import { openStore } from '../../core/store/index.ts';

export function recordRun(dataFolder: string, pipeline: Readonly<Record<string, unknown>>): void {
  const parsed = parsePipeline(pipeline);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  mkdirSync(dataFolder, { recursive: true });
  const store = openStore(join(dataFolder, 'studio.sqlite'));
  const runId = store.writer.createRun({ document: parsed.document, documentDirectory: dataFolder });
  store.writer.markStarted(runId);
  store.writer.finishRun(runId, { state: 'finished' });
  store.close();
}
