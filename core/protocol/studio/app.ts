/** The program itself: versions and licences, the window's title and menu, and a database that does not open. */
import { z } from 'zod';
import { channel, Done, Nothing } from './channel.ts';
import { CommandIdSchema } from './commands.ts';
import { StudioErrorSchema } from './errors.ts';

export const AboutSchema = z.strictObject({
  version: z.string(),
  /** Names and versions of what it is made of: electron, chromium, node, … */
  versions: z.record(z.string(), z.string()),
  platform: z.enum(['linux', 'darwin', 'win32', 'other']),
  dataFolder: z.string(),
});
export type About = z.infer<typeof AboutSchema>;

export const LicenseSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  /** The full text; '' if the package brings none. */
  text: z.string(),
});
export type License = z.infer<typeof LicenseSchema>;

/** Whether the history could be opened. While it could not, all channels that need it answer with the same error. */
export const StoreStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({
    kind: z.literal('failed'),
    error: StudioErrorSchema,
    /** True if `app.setDatabaseAside` can help. */
    canSetAside: z.boolean(),
  }),
]);
export type StoreState = z.infer<typeof StoreStateSchema>;

export const app = {
  about: channel(Nothing, AboutSchema),
  licenses: channel(Nothing, z.array(LicenseSchema)),
  storeState: channel(Nothing, StoreStateSchema),
  /** Renames the damaged database and begins a new one; answers with where the old one is. */
  setDatabaseAside: channel(Nothing, z.strictObject({ path: z.string() })),
  /** Tries again to open the database, after the person has put back a backup or freed some space. */
  reopenStore: channel(Nothing, StoreStateSchema),
  /** What the title bar and the menu show. */
  setWindowState: channel(
    z.strictObject({
      /** What is open; '' for nothing. */
      title: z.string().max(300),
      isEdited: z.boolean(),
      /** Menu items that can do nothing now. */
      disabledCommands: z.array(CommandIdSchema),
    }),
    Done,
  ),
};
