/** Answers every address of the studio's scheme: pages, previews, pictures of datasets, exported models. */
import type { SchemeAnswer, SchemeHandler } from '../../compat/scheme.ts';
import { textAnswer } from './answers.ts';
import { answerExportFile, type ExportFileSource } from './exportFiles.ts';
import { answerPage } from './pages.ts';
import { answerDatasetPicture, answerPreview, type PictureSource } from './pictures.ts';

export interface SchemeSources {
  /** Folder of the built pages. */
  readonly pages: string;
  readonly pictures: PictureSource;
  readonly exportFile: ExportFileSource;
}

/** The returned handler never rejects. */
export function studioScheme(sources: SchemeSources): SchemeHandler {
  return async (url) => {
    try {
      return await answerOf(url, sources);
    } catch (error) {
      return textAnswer(404, error instanceof Error ? error.message : 'There is no such thing.');
    }
  };
}

async function answerOf(url: URL, { pages, pictures, exportFile }: SchemeSources): Promise<SchemeAnswer> {
  switch (url.hostname) {
    case 'app':
      return await answerPage(pages, url);
    case 'preview':
      return answerPreview(pictures, url);
    case 'dataset':
      return await answerDatasetPicture(pictures, url);
    case 'export':
      return await answerExportFile(exportFile, url);
    default:
      return textAnswer(403, 'This address is refused.');
  }
}
