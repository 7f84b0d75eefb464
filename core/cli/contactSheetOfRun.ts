/** The contact sheet of a run: its fixed samples, a column for input, target and each network, at its last step. */
import { decodeImage } from '../data/decodeImage.ts';
import type { Pixels } from '../data/pixels.ts';
import { contactSheet, type SheetColumn } from '../metrics/contactSheet.ts';
import type { PreviewRole } from '../protocol/index.ts';
import type { PreviewInfo, RunRecord, StoreReader } from '../store/index.ts';

const COLUMNS: readonly (SheetColumn & { readonly picture: PreviewRole })[] = [
  { picture: 'input', role: 'input', label: 'Input' },
  { picture: 'target', role: 'target', label: 'Target' },
  { picture: 'wider', role: 'wider', label: 'Wider' },
  { picture: 'deeper', role: 'deeper', label: 'Deeper' },
  { picture: 'student', role: 'student', label: 'Student' },
  { picture: 'cycle', role: 'other', label: 'And back' },
  { picture: 'backward', role: 'other', label: 'Target, back' },
  { picture: 'backwardCycle', role: 'other', label: 'And there again' },
];

/** The sheet as a PNG file. The run must have previews. */
export async function previewSheet(reader: StoreReader, run: RunRecord): Promise<Buffer> {
  const previews = reader.previewsOf(run.id);
  const columns = COLUMNS.filter(({ picture }) => previews.some(({ role }) => role === picture));
  const sampleIds = [...new Set(previews.map(({ sampleId }) => sampleId))];
  const rows = sampleIds.map(async (sampleId) => {
    const latest = columns.flatMap(({ picture }) => latestOf(previews, sampleId, picture));
    return { pictures: await Promise.all(latest.map((preview) => pixelsOf(reader, run.id, preview))) };
  });
  const step = previews.at(-1)?.step ?? 0;
  return contactSheet(columns, await Promise.all(rows), { title: `${run.name}, step ${String(step)}` });
}

/** Previews are in the order of their steps; input and target are stored once. */
function latestOf(previews: readonly PreviewInfo[], sampleId: string, role: PreviewRole): PreviewInfo[] {
  const latest = previews.findLast((preview) => preview.sampleId === sampleId && preview.role === role);
  return latest ? [latest] : [];
}

function pixelsOf(reader: StoreReader, runId: string, preview: PreviewInfo): Promise<Pixels> {
  return decodeImage(Buffer.from(reader.previewPng(runId, preview)!));
}
