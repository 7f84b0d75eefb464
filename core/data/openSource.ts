/** From a dataset's settings to the source that lists its pairs. */
import type { PairSource } from './pairSource.ts';
import type { DatasetSettings } from './settings.ts';
import { emojiSource } from './sources/emoji.ts';
import { emojiStylesSource } from './sources/emojiStyles.ts';
import { matchedFolderSource, twoFolderSource } from './sources/matchedFolders.ts';
import { photoSource } from './sources/photos.ts';
import { sideBySideSource } from './sources/sideBySide.ts';
import { unpairedFolderSource, unpairedTwoFolderSource } from './sources/unpairedFolders.ts';

/** Opens nothing yet: problems with folders show up in `list()`. */
export function openSource(settings: DatasetSettings): PairSource {
  switch (settings.kind) {
    case 'emoji':
      return emojiSource(settings);
    case 'sideBySide':
      return sideBySideSource(settings);
    case 'photos':
      return photoSource(settings);
    case 'matchedFolder':
      return matchedFolderSource(settings);
    case 'twoFolders':
      return twoFolderSource(settings);
    case 'emojiStyles':
      return emojiStylesSource(settings);
    case 'unpairedFolder':
      return unpairedFolderSource(settings);
    case 'unpairedTwoFolders':
      return unpairedTwoFolderSource(settings);
  }
}
