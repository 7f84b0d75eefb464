/** Reads what an export has left in its folder. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sha256OfFile } from '../files/sha256.ts';
import { ExportError } from './exportError.ts';
import { parseReport } from './parseReport.ts';
import { REPORT_FILE, type ExportReport } from './report.ts';

/** @param path the folder of an export, or any file in it */
export async function readExport(path: string): Promise<{ readonly folder: string; readonly report: ExportReport }> {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new ExportError(`There is no file ${absolute}.`);
  const folder = (await stat(absolute)).isDirectory() ? absolute : dirname(absolute);
  const report = await readReport(folder);
  if (report) return { folder, report };
  throw new ExportError(
    `${folder} holds no ${REPORT_FILE} that this version can read, so it is not known what the model should match.`,
  );
}

/** The report in `folder`; undefined if there is none that can be read. */
export async function readReport(folder: string): Promise<ExportReport | undefined> {
  const path = join(folder, REPORT_FILE);
  if (!existsSync(path)) return undefined;
  const text = await readFile(path, 'utf8');
  try {
    return parseReport(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Throws an ExportError unless every file of the report is there with its checksum. */
export async function requireIntact(folder: string, report: ExportReport): Promise<void> {
  for (const { name, sha256 } of report.files) {
    const path = join(folder, name);
    if (!existsSync(path)) throw new ExportError(`${path} is missing. Export the model again.`);
    if ((await sha256OfFile(path)) !== sha256) {
      throw new ExportError(`${path} is not the file that was exported: its checksum differs. Export the model again.`);
    }
  }
}
