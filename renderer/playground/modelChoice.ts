/** Which exported files can be tried here, and at which sizes. */
import type { StudioExport } from '../../core/protocol/studio/exports.ts';

export type TeacherRole = Exclude<StudioExport['role'], 'student'>;

/** The format that the window can run. */
const RUNNABLE_TARGET = 'onnx';
const LARGEST_EDGE = 1024;
const EDGES = [64, 128, 192, 256, 384, 512, 768, 1024] as const;

export function runnableExports(exports: readonly StudioExport[]): readonly StudioExport[] {
  return exports.filter(({ target }) => target === RUNNABLE_TARGET);
}

/** Files of one run and role, the most exact first and among those the newest. */
export function filesOf(
  exports: readonly StudioExport[],
  runId: string | undefined,
  roles: readonly StudioExport['role'][],
): readonly StudioExport[] {
  const rank = ({ precision }: StudioExport): number => (precision === 'float32' ? 0 : 1);
  return exports
    .filter((exported) => exported.runId === runId && roles.includes(exported.role))
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || rank(a) - rank(b) || b.createdMs - a.createdMs);
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
