/** The widths that the paper's recipes have at a setting, to mark them on its slider. */
import { PRESETS, valueAt, type PipelineDocument } from '../../../core/pipeline/index.ts';

/** Of recipes with the same student architecture; ascending. `path` is that of a network's `ngf`. */
export function paperWidths(path: string, document: PipelineDocument): number[] {
  const { architecture } = document.student;
  const recipes = PRESETS.filter(({ group, document: recipe }) => {
    return group === 'paper' && recipe.student.architecture === architecture;
  });
  const widths = recipes.map((recipe) => valueAt(recipe.document, path)).filter((width) => typeof width === 'number');
  return [...new Set(widths)].sort((first, second) => first - second);
}
