/** Answers every address of the studio's scheme: pages, previews, pictures of datasets. */
import type { SchemeAnswer, SchemeHandler } from '../../compat/scheme.ts';
import { textAnswer } from './answers.ts';
import { answerPage } from './pages.ts';
import { answerDatasetPicture, answerPreview, type PictureSource } from './pictures.ts';

/** `pagesFolder` holds the built pages. The returned handler never rejects. */
export function studioScheme(pagesFolder: string, pictures: PictureSource): SchemeHandler {
  return async (url) => {
    try {
      return await answerOf(url, pagesFolder, pictures);
    } catch (error) {
      return textAnswer(404, error instanceof Error ? error.message : 'There is no such picture.');
    }
  };
}

async function answerOf(url: URL, pagesFolder: string, pictures: PictureSource): Promise<SchemeAnswer> {
  switch (url.hostname) {
    case 'app':
      return await answerPage(pagesFolder, url);
    case 'preview':
      return answerPreview(pictures, url);
    case 'dataset':
      return await answerDatasetPicture(pictures, url);
    default:
      return textAnswer(403, 'This address is refused.');
  }
}
