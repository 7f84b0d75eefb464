/**
 * Functions of Node that the Node 16 inside Electron 22 lacks and core/ uses. The end-to-end tests run on that Electron
 * where a current one cannot be downloaded; elsewhere this file does nothing. Import it before anything else.
 */
import { execFileSync } from 'node:child_process';
import type { Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import v8 from 'node:v8';
import zlib from 'node:zlib';

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const nodeVersion = Number(process.versions.node.split('.')[0]);

if (nodeVersion < 18) {
  const plainReaddir = fs.readdir.bind(fs);
  Object.assign(os, { availableParallelism: () => os.cpus().length });
  Object.assign(zlib, { crc32 });
  URL.canParse ??= canParse;
  // In Node 17 and newer, and in this one's main process.
  globalThis.structuredClone ??= (value: unknown) => v8.deserialize(v8.serialize(value));
  Object.assign(fs, { statfs: diskSpace, readdir: readdirOfNode20 });

  async function readdirOfNode20(folder: string, options: { recursive?: boolean; withFileTypes?: boolean } = {}) {
    if (!options.recursive) return plainReaddir(folder, options as { withFileTypes: true });
    return await entriesBelow(folder, (inner) => plainReaddir(inner, { withFileTypes: true }));
  }
}

function canParse(url: string | URL, base?: string | URL): boolean {
  try {
    return Boolean(new URL(url, base));
  } catch {
    return false;
  }
}

/** `readdir` with `recursive` and `withFileTypes`. */
async function entriesBelow(folder: string, list: (folder: string) => Promise<Dirent[]>): Promise<Dirent[]> {
  const entries = (await list(folder)).map((entry) => Object.assign(entry, { parentPath: folder }));
  const folders = entries.filter((entry) => entry.isDirectory());
  const below = await Promise.all(folders.map((entry) => entriesBelow(path.join(folder, entry.name), list)));
  return [...entries, ...below.flat()];
}

/** `zlib.crc32`: CRC-32 of bytes (polynomial 0xEDB88320), going on from the value of what came before. */
function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  for (const byte of bytes) sum = (sum >>> 8) ^ CRC_TABLE[(sum ^ byte) & 0xff]!;
  return ~sum >>> 0;
}

/** `statfs`, as far as it is used: the free blocks, as `df` tells them. */
async function diskSpace(folder: string): Promise<{ bavail: number; bsize: number }> {
  const lines = execFileSync('df', ['-Pk', folder], { encoding: 'utf8' }).trim().split('\n');
  return { bavail: Number(lines.at(-1)?.split(/\s+/)[3]), bsize: 1024 };
}
