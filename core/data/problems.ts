/**
 * Every problem a dataset can have: how bad it is, what it means, what was done or what to do.
 * An error excludes its pair from the run; a warning and a note do not.
 */

export type Severity = 'error' | 'warning' | 'note';

interface ProblemKind {
  readonly severity: Severity;
  /** What is the case, said of a group of files. */
  readonly title: string;
  /** What was done about it, or what the user can do. */
  readonly action: string;
}

export const PROBLEM_KINDS = {
  'empty-file': {
    severity: 'error',
    title: 'The file has no content',
    action: 'The pair is left out. Copy or download the file again.',
  },
  unreadable: {
    severity: 'error',
    title: 'The file cannot be opened',
    action: 'The pair is left out. Check that the file exists and that you may read it.',
  },
  broken: {
    severity: 'error',
    title: 'The picture is broken or cut off',
    action: 'The pair is left out. Export the picture again, or delete it.',
  },
  'too-small': {
    severity: 'error',
    title: 'The picture is less than 2 pixels wide or high',
    action: 'The pair is left out. Replace the picture by a real one.',
  },
  'no-partner': {
    severity: 'error',
    title: 'The picture has no partner of the same name',
    action: 'The picture is left out. Give both pictures of a pair the same name (the ending may differ).',
  },
  'duplicate-name': {
    severity: 'warning',
    title: 'Two pictures in one folder have the same name',
    action: 'Only the first, in alphabetical order, is used. Rename or delete the other.',
  },
  'unsupported-format': {
    severity: 'warning',
    title: 'The file format cannot be read',
    action: 'The file is left out. Save it as PNG, JPEG, WebP, TIFF, GIF or AVIF.',
  },
  'same-pair-in-both-splits': {
    severity: 'warning',
    title: 'The same pair is used for training and for validation or test',
    action: 'It is kept, but the measured quality will look too good. Delete one copy.',
  },
  'same-pair-twice': {
    severity: 'note',
    title: 'The same pair is there more than once',
    action: 'All copies are used, so the pair counts more. Delete copies if that is not meant.',
  },
  'not-side-by-side': {
    severity: 'warning',
    title: 'The picture is not wider than high, so it may not hold two pictures side by side',
    action: 'It is cut in the middle all the same. Check that this dataset is really of the side-by-side kind.',
  },
  'odd-width': {
    severity: 'warning',
    title: 'The width of the side-by-side picture is odd',
    action: 'The right half is taken one pixel wider, as the official code does.',
  },
  'shape-mismatch': {
    severity: 'warning',
    title: 'The two pictures of the pair have different proportions',
    action: 'Both are stretched to the same square. Check that they show the same view.',
  },
  'size-mismatch': {
    severity: 'note',
    title: 'The two pictures of the pair have different sizes',
    action: 'Both are resized to the same size.',
  },
  enlarged: {
    severity: 'warning',
    title: 'The picture is smaller than the crop size',
    action: 'It is enlarged and will look soft. Use a smaller crop size or larger pictures.',
  },
  rotated: {
    severity: 'note',
    title: 'The camera stored the picture on its side (EXIF)',
    action: 'It is turned upright. The official code would train on it unturned.',
  },
  transparent: {
    severity: 'note',
    title: 'The picture has transparent parts',
    action: 'They are put on white.',
  },
  grey: { severity: 'note', title: 'The picture is grey', action: 'Its one channel is used for red, green and blue.' },
  cmyk: { severity: 'note', title: 'The picture is in print colours (CMYK)', action: 'It is converted to RGB.' },
  'high-bit-depth': {
    severity: 'note',
    title: 'The picture has more than 8 bits per channel',
    action: 'It is reduced to 8 bits.',
  },
  animated: {
    severity: 'note',
    title: 'The file has several pictures (animation or pages)',
    action: 'Only the first is used.',
  },
  'split-file-used': {
    severity: 'note',
    title: 'There is a split file',
    action: 'Pictures are split as it says; those that it does not name, by their names.',
  },
  'no-validation-folder': {
    severity: 'note',
    title: 'There is no folder with validation pictures',
    action: 'A fixed part of the training pictures, chosen by their names, is kept for validation.',
  },
  'test-used-for-validation': {
    severity: 'note',
    title: 'There is no validation folder, but one with test pictures',
    action: 'The test pictures are used for validation, as the official scripts do.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEM_KINDS;

/** One occurrence of a problem. */
export interface ProblemNotice {
  readonly code: ProblemCode;
  /** The picture or folder it is about. */
  readonly file: string;
  /** The pair it belongs to, if it belongs to one. */
  readonly sampleId?: string;
  /** What is special here: sizes, the decoder's words, the other file. */
  readonly detail?: string;
}

/** All occurrences of one problem. */
export interface ProblemGroup extends ProblemKind {
  readonly code: ProblemCode;
  readonly count: number;
  /** The first occurrences, at most `PLACES_KEPT`. */
  readonly places: readonly Omit<ProblemNotice, 'code'>[];
}

/** Enough to find the cause; a set of 50,000 grey pictures must not make a report of 50,000 lines. */
export const PLACES_KEPT = 100;

const SEVERITY_ORDER: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** True if this problem excludes its pair. */
export function isError(code: ProblemCode): boolean {
  return PROBLEM_KINDS[code].severity === 'error';
}

/** Groups notices by kind: errors first, then the most frequent. */
export function groupProblems(notices: readonly ProblemNotice[]): ProblemGroup[] {
  const byCode = new Map<ProblemCode, Omit<ProblemNotice, 'code'>[]>();
  for (const { code, ...place } of notices) {
    const places = byCode.get(code);
    if (places === undefined) byCode.set(code, [place]);
    else places.push(place);
  }
  return [...byCode]
    .map(([code, places]) => ({
      code,
      ...PROBLEM_KINDS[code],
      count: places.length,
      places: places.slice(0, PLACES_KEPT),
    }))
    .sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || b.count - a.count);
}
