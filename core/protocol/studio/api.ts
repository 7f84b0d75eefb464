/**
 * The contract between window and main process. Everything is derived from this table: the bridge that preload offers as
 * `window.studio`, the handlers that main must have, and the run-time checks.
 *
 * To add a channel: add a row to the domain's file (`runs.ts`, `datasets.ts`, …) with the zod schemas of its request and
 * its answer; the compiler then asks for a handler in electron/main/handlers/<domain>.ts. Preload needs no change, and the
 * window calls `studio.<domain>.<channel>(request)`. To add an event: add a member to the union in `events.ts`, and send it
 * in main with `sendEvent`.
 */
import type { z } from 'zod';
import { app } from './app.ts';
import { bundles } from './bundles.ts';
import { catalogue } from './catalogue.ts';
import { datasets } from './datasets.ts';
import type { Result } from './errors.ts';
import { evaluations } from './evaluations.ts';
import type { StudioEvent } from './events.ts';
import { exports } from './exports.ts';
import { pipelines } from './pipelines.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { sweeps } from './sweeps.ts';
import { speeds } from './speeds.ts';
import { system } from './system.ts';
import { targets } from './targets.ts';
import { weights } from './weights.ts';

export const STUDIO_CONTRACT = {
  pipelines,
  runs,
  evaluations,
  bundles,
  sweeps,
  targets,
  datasets,
  catalogue,
  exports,
  speeds,
  weights,
  settings,
  system,
  app,
} as const;
export type StudioContract = typeof STUDIO_CONTRACT;
export type Domain = keyof StudioContract;
export type ChannelName<D extends Domain> = keyof StudioContract[D];

type RequestSchema<D extends Domain, C extends ChannelName<D>> = StudioContract[D][C] extends {
  request: infer Schema extends z.ZodType;
}
  ? Schema
  : never;
type ResponseSchema<D extends Domain, C extends ChannelName<D>> = StudioContract[D][C] extends {
  response: infer Schema extends z.ZodType;
}
  ? Schema
  : never;

/** What a caller sends. */
export type RequestOf<D extends Domain, C extends ChannelName<D>> = z.input<RequestSchema<D, C>>;
/** What a handler gets: checked, defaults filled in. */
export type CheckedRequestOf<D extends Domain, C extends ChannelName<D>> = z.output<RequestSchema<D, C>>;
/** What a handler returns and a caller gets. */
export type ResponseOf<D extends Domain, C extends ChannelName<D>> = z.output<ResponseSchema<D, C>>;

type Arguments<Request> = Request extends undefined ? [] : [request: Request];

/** The channels as functions. They never reject: what went wrong is in the result. */
export type StudioChannels = {
  readonly [D in Domain]: {
    readonly [C in ChannelName<D>]: (...request: Arguments<RequestOf<D, C>>) => Promise<Result<ResponseOf<D, C>>>;
  };
};

/** What `window.studio` offers. */
export interface StudioApi extends StudioChannels {
  /** Calls `listener` for every event from now on; the returned function ends that. Listen first, then ask for state. */
  listen(listener: (event: StudioEvent) => void): () => void;
}

/** The name of a channel between the processes. */
export function wireName(domain: string, channel: string): string {
  return `studio.${domain}.${channel}`;
}
