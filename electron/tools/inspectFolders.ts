/** A dropped or chosen folder, as the window shows it: every way of reading it that gives pairs, the likeliest first. */
import { detectLayouts, NOTHING_FOUND } from '../../core/data/detectLayout.ts';
import type { FolderInspection } from '../../core/protocol/studio/datasets.ts';
import { describe } from './datasets.ts';

/** `paths`: one folder, two folders of partners, or some pictures, whose folder is meant. */
export async function inspectFolders(paths: readonly string[]): Promise<FolderInspection> {
  const { folders, readings } = await detectLayouts(paths);
  const described = readings.map(async ({ title, settings }) => {
    return { title, description: await describe({ settings, directory: '/' }) };
  });
  return {
    folder: folders.join(' + '),
    readings: await Promise.all(described),
    problem: readings.length === 0 ? NOTHING_FOUND : null,
  };
}
