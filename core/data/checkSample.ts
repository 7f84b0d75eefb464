/** Everything that can be known about one pair by opening its files. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { errorText } from './dataError.ts';
import { checkSizes } from './checkSizes.ts';
import { readTraits } from './decodeImage.ts';
import { decodeContent } from './decodePair.ts';
import type { PairSample } from './pairSource.ts';
import { filesOf } from './pairSource.ts';
import type { Pixels } from './pixels.ts';
import type { ProblemCode, ProblemNotice } from './problems.ts';

export interface SampleCheck {
  readonly notices: readonly ProblemNotice[];
  /** Equal for pairs with the same files' content; missing if a file could not be read. */
  readonly contentHash?: string;
  /** Size of the (first) file's picture, upright, in pixels; missing if a file could not be decoded. */
  readonly size?: { readonly width: number; readonly height: number };
}

interface OpenedFile {
  readonly file: string;
  readonly hash: string;
  readonly picture: Pixels | undefined;
  readonly notices: readonly ProblemNotice[];
}

/** Reads and decodes the pair completely. Never throws for what is in the files. */
export async function checkSample(sample: PairSample, cropSize: number): Promise<SampleCheck> {
  const places = sample.pictures;
  const opened: OpenedFile[] = [];
  for (const file of filesOf(places)) opened.push(await openFile(file, cropSize));
  const notices = opened.flatMap((file) => file.notices);
  const [first, second = first] = opened.map((file) => file.picture);
  if (first === undefined || second === undefined) return { notices: withId(notices, sample.id) };
  notices.push(...checkSizes(first, second, places, cropSize));
  const contentHash = opened.map((file) => file.hash).join('+');
  return { notices: withId(notices, sample.id), contentHash, size: { width: first.width, height: first.height } };
}

function withId(notices: readonly ProblemNotice[], sampleId: string): ProblemNotice[] {
  return notices.map((notice) => ({ ...notice, sampleId }));
}

async function openFile(file: string, vectorSize: number): Promise<OpenedFile> {
  const failed = (code: ProblemCode, detail?: string): OpenedFile => ({
    file,
    hash: '',
    picture: undefined,
    notices: [{ code, file, ...(detail === undefined ? {} : { detail }) }],
  });
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch (error) {
    return failed('unreadable', errorText(error));
  }
  if (content.length === 0) return failed('empty-file');
  try {
    const picture = await decodeContent(content, file, vectorSize);
    const traits = file.endsWith('.svg') ? [] : await readTraits(content);
    const hash = createHash('sha256').update(content).digest('hex');
    return { file, hash, picture, notices: traits.map((code) => ({ code, file })) };
  } catch (error) {
    return failed('broken', errorText(error));
  }
}
