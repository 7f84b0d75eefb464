/** Pictures of runs and datasets, as they are served under studio://preview/ and studio://dataset/. */
import { z } from 'zod';
import { PreviewRoleSchema } from '../../../core/protocol/scalars.ts';
import type { PreviewAddress } from '../../../core/protocol/studio/urls.ts';
import type { SchemeAnswer } from '../../compat/scheme.ts';
import { partsOf, pngAnswer, textAnswer } from './answers.ts';

export type DatasetPictureSide = 'a' | 'b';

/** Where pictures come from; undefined and rejected promises mean that there is no such picture. */
export interface PictureSource {
  preview(runId: string, address: PreviewAddress): Uint8Array | undefined;
  datasetPicture(
    datasetId: string,
    sampleId: string,
    side: DatasetPictureSide,
    sizePixels: number,
  ): Promise<Uint8Array | undefined>;
}

const PreviewPathSchema = z.tuple([
  z.string().min(1),
  z.string().regex(/^\d+$/).transform(Number),
  z.string().min(1),
  z.templateLiteral([PreviewRoleSchema, '.png']).transform((name) => PreviewRoleSchema.parse(name.slice(0, -4))),
]);

const DatasetPathSchema = z.tuple([z.string().min(1), z.string().min(1), z.enum(['a.png', 'b.png'])]);
const SizeSchema = z.coerce.number().int().min(16).max(1024).catch(256);

export function answerPreview(source: PictureSource, url: URL): SchemeAnswer {
  const path = PreviewPathSchema.safeParse(partsOf(url));
  if (!path.success) return textAnswer(403, 'This address is refused.');
  const [runId, step, sampleId, role] = path.data;
  const png = source.preview(runId, { step, sampleId, role });
  return png ? pngAnswer(png) : textAnswer(404, 'There is no such preview.');
}

export async function answerDatasetPicture(source: PictureSource, url: URL): Promise<SchemeAnswer> {
  const path = DatasetPathSchema.safeParse(partsOf(url));
  if (!path.success) return textAnswer(403, 'This address is refused.');
  const [datasetId, sampleId, file] = path.data;
  const size = SizeSchema.parse(url.searchParams.get('size'));
  const png = await source.datasetPicture(datasetId, sampleId, file === 'a.png' ? 'a' : 'b', size);
  return png ? pngAnswer(png) : textAnswer(404, 'There is no such picture.');
}
