/** The pipelines that the start page offers first. The other recipes stand in a list below. */
export interface Template {
  readonly presetId: string;
  readonly title: string;
  readonly text: string;
  /** What it takes. */
  readonly needs: string;
  /**
   * What to show, inputs above targets. A recipe's own pictures may not be passed on with the studio, so built-in drawings of
   * what it is about stand in for them. Default: samples of the template's dataset.
   */
  readonly pictures?: TemplateRows | undefined;
}

/** A picture of the built-in edges → emoji: its outline (a) or its drawing (b). */
export interface TemplatePicture {
  readonly sampleId: string;
  readonly side: 'a' | 'b';
}
export type TemplateRows = readonly (readonly TemplatePicture[])[];

/** Outlines above, the same things in colour below. */
function outlinesAndDrawings(sampleIds: readonly string[]): TemplateRows {
  return (['a', 'b'] as const).map((side) => sampleIds.map((sampleId) => ({ sampleId, side })));
}

export const TEMPLATES: readonly Template[] = [
  {
    presetId: 'demo-edges2emoji',
    title: 'Edges → emoji',
    text: 'A complete distillation on built-in pictures: watch a small student catch up with its teachers.',
    needs: 'Nothing to prepare. Done in minutes.',
  },
  {
    presetId: 'demo-emoji-styles',
    title: 'OpenMoji → Noto emoji',
    text: 'The same without pairs: a CycleGAN teaches, and a small student learns from its best snapshot so far.',
    needs: 'Nothing to prepare. Done in minutes.',
  },
  {
    presetId: 'paper-resnet-edges2shoes-16',
    title: 'Paper: edges → shoes',
    text: 'The paper’s recipe with its exact numbers: resnets, 256 px, 200 epochs.',
    needs: 'Needs the edges2shoes pictures and a GPU.',
    pictures: outlinesAndDrawings(['1F45F', '1F460', '1F97E']),
  },
  {
    presetId: 'paper-horse2zebra-16',
    title: 'Paper: horse → zebra',
    text: 'The paper’s unpaired recipe with its exact numbers: CycleGAN, 256 px, blocks of 10 epochs.',
    needs: 'Needs the horse2zebra pictures and a GPU.',
    pictures: [[{ sampleId: '1F40E', side: 'b' }], [{ sampleId: '1F993', side: 'b' }]],
  },
];
