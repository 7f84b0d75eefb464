/** Names of what passes between preload and main outside the contract's channels. */

/** Main → preload: the port over which events come. */
export const EVENT_PORT_CHANNEL = 'studio.event-port';
/** Preload → main: paths of files that were dropped on the window. */
export const DROP_CHANNEL = 'studio.drop';
