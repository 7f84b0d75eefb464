/** Settings of the exports at the end of a run. */
import { PRECISIONS_OF } from '../schema/export.ts';
import { warning, type Check } from './finding.ts';

export const exportsAreMade: Check = ({ export: { targets, precisions } }) =>
  targets
    .filter((target) => !PRECISIONS_OF[target].some((precision) => precisions.includes(precision)))
    .map((target) => {
      const possible = PRECISIONS_OF[target].join(', ');
      return warning('export.precisions', `${target} has none of the chosen precisions, so no file is made. It can have: ${possible}.`); // prettier-ignore
    });
