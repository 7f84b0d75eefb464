/** Ready-made pipelines: the built-in demos and the paper's recipes. */
import { DEMO_EDGES2EMOJI } from './recipes/demo.ts';
import { DEMO_EMOJI_STYLES } from './recipes/demoUnpaired.ts';
import { PAPER_RECIPES } from './recipes/paperRecipes.ts';
import { UNPAIRED_RECIPES } from './recipes/unpairedRecipes.ts';
import { PipelineSchema, type PipelineDocument } from './schema.ts';

export interface Preset {
  readonly id: string;
  readonly group: 'demo' | 'paper';
  readonly title: string;
  /** One sentence: what it does and what it needs. */
  readonly summary: string;
  readonly document: PipelineDocument;
}

const PAPER_SUMMARY = 'The paper’s recipe with its exact numbers. Needs the dataset on disk and days on a GPU.';

export const PRESETS: readonly Preset[] = [
  {
    id: 'demo-edges2emoji',
    group: 'demo',
    title: 'Edges → emoji',
    summary: 'A complete distillation on built-in pictures in minutes. Needs nothing.',
    document: PipelineSchema.parse(DEMO_EDGES2EMOJI),
  },
  {
    id: 'demo-emoji-styles',
    group: 'demo',
    title: 'OpenMoji → Noto emoji',
    summary: 'Unpaired: a CycleGAN and a student learn one emoji style from the other, in minutes. Needs nothing.',
    document: PipelineSchema.parse(DEMO_EMOJI_STYLES),
  },
  ...[...PAPER_RECIPES, ...UNPAIRED_RECIPES].map(({ id, title, input }): Preset => {
    return { id, group: 'paper', title, summary: PAPER_SUMMARY, document: PipelineSchema.parse(input) };
  }),
];

/** Throws with the ids that exist if there is no such preset. */
export function presetById(id: string): Preset {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (preset) return preset;
  throw new RangeError(
    `There is no preset "${id}". There are: ${PRESETS.map((candidate) => candidate.id).join(', ')}.`,
  );
}
