/** The pipelines that the start page offers first. The other recipes stand in a list below. */
export interface Template {
  readonly presetId: string;
  readonly title: string;
  readonly text: string;
  /** What it takes. */
  readonly needs: string;
}

export const TEMPLATES: readonly Template[] = [
  {
    presetId: 'demo-edges2emoji',
    title: 'Edges → emoji',
    text: 'A complete distillation on built-in pictures: watch a small student catch up with its teachers.',
    needs: 'Nothing to prepare. Done in minutes.',
  },
  {
    presetId: 'paper-resnet-edges2shoes-16',
    title: 'Paper: edges → shoes',
    text: 'The paper’s recipe with its exact numbers: resnets, 256 px, 200 epochs.',
    needs: 'Needs the edges2shoes pictures and a GPU.',
  },
  {
    presetId: 'paper-unet-cityscapes-16',
    title: 'Paper: labels → streets',
    text: 'The paper’s recipe from label maps to photographs: U-Nets, 256 px, 750 epochs.',
    needs: 'Needs the cityscapes pictures and a GPU.',
  },
];
