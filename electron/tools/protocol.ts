/** What the main process and its tools process say to each other. Both ends are ours and of one build: types suffice. */
import type { Failure } from './failure.ts';
import type { JOBS } from './jobs.ts';

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;
export type JobRequest<Name extends JobName> = Parameters<Jobs[Name]>[0];
export type JobResult<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;

export interface ToolCommand {
  readonly id: number;
  readonly job: JobName;
  readonly request: unknown;
}

export type ToolMessage =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: Failure };
