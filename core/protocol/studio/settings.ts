/** What a person can set in the studio. */
import { z } from 'zod';
import { channel, Nothing } from './channel.ts';

export const SettingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  motion: z.enum(['system', 'reduced']),
  /** System notifications at the end of a run. */
  notifyFinished: z.boolean(),
  notifyFailed: z.boolean(),
  /** Keep the computer awake while a run is active. */
  keepAwake: z.boolean(),
  /** Which TensorFlow; `auto` lets the machine decide. */
  runtimeFlavour: z.enum(['auto', 'cpu', 'cuda', 'stock']),
  /** Which convention of MACs is shown first. */
  macConvention: z.enum(['paper', 'exact']),
  /** Keys that a person has changed: command id → accelerator, '' for none. */
  keys: z.record(z.string(), z.string().max(60)),
});
export type Settings = z.infer<typeof SettingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  motion: 'system',
  notifyFinished: true,
  notifyFailed: true,
  keepAwake: true,
  runtimeFlavour: 'auto',
  macConvention: 'paper',
  keys: {},
};

export const settings = {
  get: channel(Nothing, SettingsSchema),
  /** What is left out stays as it is. Returns all settings after the change. */
  set: channel(SettingsSchema.partial(), SettingsSchema),
};
