/**
 * A table of pictures as one PNG: a column for input, target and each network, a row for each sample. Pictures lie on
 * neutral grey; every network keeps its colour and its letter (S student, W wider, D deeper, T target) everywhere.
 */
import sharp from 'sharp';
import type { Pixels } from '../data/pixels.ts';
import { escapeXml } from './escapeXml.ts';

export type SheetRole = 'input' | 'target' | 'wider' | 'deeper' | 'student' | 'other';

export interface SheetColumn {
  readonly label: string;
  readonly role: SheetRole;
}

export interface SheetRow {
  /** One picture for each column, in order. */
  readonly pictures: readonly Pixels[];
}

export interface ContactSheetOptions {
  /** Width and height of each picture on the sheet, in pixels. 192 by default. */
  readonly pictureSize?: number;
  /** `lanczos3` (default) is easy on the eye; `nearest` shows the network's own pixels. */
  readonly scaling?: 'lanczos3' | 'nearest';
  /** A line above the table. */
  readonly title?: string;
}

const BACKGROUND = '#7f7f7f';
const TEXT = '#ffffff';
const GAP = 12;
const LABEL_HEIGHT = 32;
const TITLE_HEIGHT = 36;
const BADGE_SIZE = 22;

/** Glyph and colours of each role. The letter keeps roles apart for people who cannot tell the colours. */
const BADGES: Partial<Record<SheetRole, { glyph: string; fill: string; ink: string }>> = {
  target: { glyph: 'T', fill: '#d4d4d4', ink: '#262626' },
  student: { glyph: 'S', fill: '#0f766e', ink: '#ffffff' },
  wider: { glyph: 'W', fill: '#4338ca', ink: '#ffffff' },
  deeper: { glyph: 'D', fill: '#f59e0b', ink: '#262626' },
};

/** Composes the sheet. Throws a `RangeError` if a row has not exactly one picture for each column. */
export async function contactSheet(
  columns: readonly SheetColumn[],
  rows: readonly SheetRow[],
  options: ContactSheetOptions = {},
): Promise<Buffer> {
  const { pictureSize = 192, scaling = 'lanczos3', title } = options;
  const pitch = pictureSize + GAP;
  const top = GAP + (title === undefined ? 0 : TITLE_HEIGHT) + LABEL_HEIGHT;
  const width = GAP + columns.length * pitch;
  const height = top + rows.length * pitch;
  const pictures = rows.flatMap((row, rowIndex) => {
    requireOnePictureEach(row, rowIndex, columns.length);
    return row.pictures.map(async (picture, column) => ({
      input: await scalePicture(picture, pictureSize, scaling),
      left: GAP + column * pitch,
      top: top + rowIndex * pitch,
    }));
  });
  const text = { input: Buffer.from(labelsSvg(columns, { width, height: top, pitch, title })), left: 0, top: 0 };
  return await sharp({ create: { width, height, channels: 3, background: BACKGROUND } })
    .composite([text, ...(await Promise.all(pictures))])
    .png()
    .toBuffer();
}

function requireOnePictureEach(row: SheetRow, rowIndex: number, columns: number): void {
  if (row.pictures.length === columns) return;
  throw new RangeError(
    `Row ${rowIndex} of the contact sheet has ${row.pictures.length} pictures for ${columns} columns.`,
  );
}

async function scalePicture(picture: Pixels, size: number, kernel: 'lanczos3' | 'nearest'): Promise<Buffer> {
  const { width, height, channels, data } = picture;
  return await sharp(data, { raw: { width, height, channels } })
    .resize(size, size, { kernel, fit: 'contain', background: BACKGROUND })
    .toColourspace('srgb')
    .png()
    .toBuffer();
}

interface LabelLayout {
  readonly width: number;
  readonly height: number;
  readonly pitch: number;
  readonly title: string | undefined;
}

function labelsSvg(columns: readonly SheetColumn[], layout: LabelLayout): string {
  const labels = columns.map((column, index) =>
    labelSvg(column, GAP + index * layout.pitch, layout.height - LABEL_HEIGHT),
  );
  const heading =
    layout.title === undefined
      ? ''
      : `<text x="${GAP}" y="${GAP + 18}" font-size="18">${escapeXml(layout.title)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${layout.width}" height="${layout.height}"
    font-family="system-ui, 'DejaVu Sans', sans-serif" fill="${TEXT}">${heading}${labels.join('')}</svg>`;
}

function labelSvg({ label, role }: SheetColumn, left: number, top: number): string {
  const badge = BADGES[role];
  const textLeft = left + (badge === undefined ? 0 : BADGE_SIZE + 8);
  const text = `<text x="${textLeft}" y="${top + 16}" font-size="15">${escapeXml(label)}</text>`;
  if (badge === undefined) return text;
  const middle = left + BADGE_SIZE / 2;
  return `<rect x="${left}" y="${top}" width="${BADGE_SIZE}" height="${BADGE_SIZE}" rx="6" fill="${badge.fill}"/>
    <text x="${middle}" y="${top + 16}" font-size="14" font-weight="bold" text-anchor="middle" fill="${badge.ink}">${badge.glyph}</text>${text}`;
}
