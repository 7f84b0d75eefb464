/** What a person reads about the ways in which a generator can start. */

/** Where the weights come from, and whose they are. `path` is that of `start.kind`; `trainedRuns`: runs that could be chosen. */
export function startText(kind: string, path: string, trainedRuns: number): string {
  switch (kind) {
    case 'scratch':
      return path.startsWith('teachers.')
        ? 'Random weights: it learns beside the student, as in the paper.'
        : 'Random weights, as in the paper.';
    case 'weights':
      return 'From anywhere; network and width are read off it. Its publisher says whether you may use it.';
    case 'builtin':
      return 'Came with the studio, trained on the built-in emoji. The studio’s licence.';
    case 'run': {
      if (trainedRuns === 0) return 'There is no run on this computer yet.';
      const count = trainedRuns === 1 ? 'One run' : `${trainedRuns} runs`;
      return `${count} on this computer. Yours, as far as the pictures are.`;
    }
    default:
      return '';
  }
}
