/** Pairs whose files have the same content. */
import type { PairSample } from './pairSource.ts';
import { filesOf } from './pairSource.ts';
import type { ProblemNotice } from './problems.ts';

/** One notice for every copy after the first, telling copies across splits from copies within one. */
export function findDuplicates(checked: readonly { sample: PairSample; contentHash?: string }[]): ProblemNotice[] {
  const firstOfHash = new Map<string, PairSample>();
  const notices: ProblemNotice[] = [];
  for (const { sample, contentHash } of checked) {
    if (contentHash === undefined) continue;
    const first = firstOfHash.get(contentHash);
    if (first === undefined) {
      firstOfHash.set(contentHash, sample);
      continue;
    }
    const across = (first.split === 'train') !== (sample.split === 'train');
    notices.push({
      code: across ? 'same-pair-in-both-splits' : 'same-pair-twice',
      file: filesOf(sample.pictures)[0]!,
      sampleId: sample.id,
      detail: `same content as "${first.id}" (${first.split})`,
    });
  }
  return notices;
}
