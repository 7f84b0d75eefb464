/** Health warnings of a run, as data: code → title and what it means. The message of each warning has the numbers. */
import { z } from 'zod';

export interface WarningText {
  readonly title: string;
  readonly meaning: string;
}

export const WARNINGS = {
  'perceptual-random': {
    title: 'Stand-in perceptual network',
    meaning: 'Style and features are measured by a network that has learned nothing: results do not count.',
  },
  'perceptual-fallback': {
    title: 'Another perceptual network',
    meaning:
      'The weights that the pipeline names are not on this machine; style and features are measured by the built-in ones instead.',
  },
  'loss-spike': {
    title: 'Loss spike',
    meaning: 'A loss term jumped far above its usual size. If it does not come down, lower the learning rate.',
  },
  'dead-discriminator': {
    title: 'Discriminator without a say',
    meaning: 'The discriminator is always or never right, so the teachers learn nothing from it.',
  },
  'wrong-valley': {
    title: 'Student makes negatives',
    meaning:
      "The student's pictures are the negative of its teachers'. Stop, and start again with another seed or a higher learning rate.",
  },
  'dataset-problems': {
    title: 'Problems in the dataset',
    meaning: 'Some files were left out or changed; the dataset report names them.',
  },
  'pipeline-doubtful': {
    title: 'Doubtful setting',
    meaning: 'The pipeline can run, but a setting is probably not as meant.',
  },
} as const satisfies Readonly<Record<string, WarningText>>;

export type WarningCode = keyof typeof WARNINGS;
export const WarningCodeSchema = z.enum(Object.keys(WARNINGS) as [WarningCode, ...WarningCode[]]);
