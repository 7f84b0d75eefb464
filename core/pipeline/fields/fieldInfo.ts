/** What a person is told about one setting of the pipeline document. */

export const FIELD_GROUPS = {
  run: 'Run',
  dataset: 'Dataset',
  preprocess: 'Preparation',
  wider: 'Wider teacher',
  deeper: 'Deeper teacher',
  student: 'Student',
  networks: 'All networks',
  cycle: 'The rest of the CycleGAN',
  discriminator: 'Discriminator',
  losses: 'Losses',
  perceptual: 'Perceptual network',
  training: 'Training',
  evaluation: 'Evaluation',
  previews: 'Previews',
  checkpoints: 'Checkpoints',
  export: 'Exports at the end',
} as const;
export type FieldGroup = keyof typeof FIELD_GROUPS;

export interface FieldInfo {
  readonly label: string;
  readonly group: FieldGroup;
  /** What it does, in plain words. */
  readonly help: string;
  readonly unit?: string;
  /** It may be left empty, which means this. */
  readonly empty?: string;
  /** The paper's name for it. */
  readonly symbol?: string;
  readonly equation?: string;
  /** The paper (or the authors' scripts) gives a value for it. */
  readonly fromPaper: boolean;
}

export type FieldTable = Readonly<Record<string, FieldInfo>>;
