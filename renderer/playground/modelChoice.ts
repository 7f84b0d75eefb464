/** Which exported files can be tried here, and at which sizes. */
import type { StudioExport } from '../../core/protocol/studio/exports.ts';

export type TriedRole = StudioExport['role'];

/** In the order in which they are shown. */
export const TRIED_ROLES = ['student', 'wider', 'deeper', 'backward'] as const satisfies readonly TriedRole[];

/** What is shown to begin with: the student and one teacher, the wider one unless only the deeper one has a file. */
export function usualRoles(roles: readonly TriedRole[], withFiles: ReadonlySet<TriedRole>): readonly TriedRole[] {
  const teacher = !withFiles.has('wider') && withFiles.has('deeper') ? 'deeper' : 'wider';
  const usual = roles.filter((role) => role === 'student' || role === teacher);
  return usual.length > 0 ? usual : roles.slice(0, 2);
}

/** The format that the window can run. */
const RUNNABLE_TARGET = 'onnx';
const LARGEST_EDGE = 1024;
const EDGES = [64, 128, 192, 256, 384, 512, 768, 1024] as const;

export function runnableExports(exports: readonly StudioExport[]): readonly StudioExport[] {
  return exports.filter(({ target }) => target === RUNNABLE_TARGET);
}

/** Files of one network of a run, the most exact first and among those the newest. */
export function filesOf(
  exports: readonly StudioExport[],
  runId: string | undefined,
  role: TriedRole,
): readonly StudioExport[] {
  const rank = ({ precision }: StudioExport): number => (precision === 'float32' ? 0 : 1);
  return exports
    .filter((exported) => exported.runId === runId && exported.role === role)
    .sort((a, b) => rank(a) - rank(b) || b.createdMs - a.createdMs);
}

/** The chosen one of `files` if it is there, else the first. */
export function chosenOf(files: readonly StudioExport[], exportId: string | undefined): StudioExport | undefined {
  return files.find((file) => file.exportId === exportId) ?? files[0];
}

/** Edges of square pictures that every one of the models can take, the trained one among them. */
export function edgesFor(models: readonly Pick<StudioExport, 'sizeMultiple' | 'trainedPixels'>[]): readonly number[] {
  const multiple = Math.max(1, ...models.map(({ sizeMultiple }) => sizeMultiple));
  const trained = models.map(({ trainedPixels }) => trainedPixels);
  const fitting = [...EDGES, ...trained].filter((edge) => edge <= LARGEST_EDGE && edge % multiple === 0);
  return [...new Set(fitting)].sort((a, b) => a - b);
}

/** `float32 · 0.61 MB · step 1,300`. What is not usual about the file is added. */
export function describeFile(exported: StudioExport): string {
  const { precision, files, step, convention } = exported;
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  return [
    precision,
    `${megabytes.toPrecision(2)} MB`,
    `step ${step.toLocaleString('en')}`,
    ...(convention.range === '-1..1' ? [] : ['0…255']),
    ...(convention.layout === 'NCHW' ? [] : [convention.layout]),
  ].join(' · ');
}
