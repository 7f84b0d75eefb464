/** The part of the pipeline document that says what mIoU is measured with: a network, how it is fed, and label maps. */
import { z } from 'zod';

const place = z.string().min(1).optional();
const number = (usual: number) => z.number().default(usual);
const divisor = (usual: number) => z.number().positive().default(usual);

/** Files and folders are absolute, or relative to the folder of the document. Means and deviations are ImageNet's. */
export const SegmentationSchema = z.strictObject({
  /** ONNX. */
  file: place,
  /** Folder of label maps; for Cityscapes the one in which `gtFine` lies. */
  labels: place,
  labelKind: z.enum(['trainIds', 'cityscapesIds']).default('trainIds'),
  classes: z.int().min(2).max(255).default(19),
  layout: z.enum(['NCHW', 'NHWC']).default('NCHW'),
  range: z.enum(['0..1', '0..255']).default('0..1'),
  mean: z.strictObject({ red: number(0.485), green: number(0.456), blue: number(0.406) }).prefault({}),
  deviation: z.strictObject({ red: divisor(0.229), green: divisor(0.224), blue: divisor(0.225) }).prefault({}),
});
export type SegmentationSettings = z.infer<typeof SegmentationSchema>;
