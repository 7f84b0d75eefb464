/** Where an entry of an archive may be written: names in archives are claims by strangers. */
import { join } from 'node:path';
import { ArchiveError } from './archiveError.ts';

const MOST_PARTS = 32;
/** Of one name, in UTF-8; file systems take 255. */
const MOST_NAME_BYTES = 255;
/** Devices of Windows that answer under these names in any folder and with any ending. */
const WINDOWS_DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The place of the entry `name` inside `folder`; undefined for what systems leave in archives and nobody wants.
 * @throws ArchiveError for names that lead out of the folder or that a file system would read as another one.
 */
export function entryPath(folder: string, name: string, platform: NodeJS.Platform = process.platform) {
  if (name.includes('\0') || name.includes('\\')) throw hostile(name, 'holds a character that no file name has');
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) throw hostile(name, 'starts at the root of the disk');
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw hostile(name, 'leads out of the folder');
  if (parts.length > MOST_PARTS) throw hostile(name, `is more than ${String(MOST_PARTS)} folders deep`);
  if (parts.some((part) => Buffer.byteLength(part) > MOST_NAME_BYTES)) throw hostile(name, 'is too long');
  if (platform === 'win32' && parts.some(isNoWindowsName)) throw hostile(name, 'cannot exist on Windows');
  return parts.some(isLeftBehind) ? undefined : join(folder, ...parts);
}

function isNoWindowsName(part: string): boolean {
  return WINDOWS_DEVICES.test(part) || /[<>:"|?*\u0000-\u001f]|[. ]$/.test(part);
}

/** `__MACOSX/…`, `._picture.jpg`, `.DS_Store`: never pictures. */
function isLeftBehind(part: string): boolean {
  return part === '__MACOSX' || part === '.DS_Store' || part.startsWith('._');
}

function hostile(name: string, what: string): ArchiveError {
  const message = `The archive holds an entry whose name ${what}: ${JSON.stringify(name)}. Nothing was unpacked; get the archive elsewhere.`;
  return new ArchiveError('archive-hostile', message);
}
