// Types of dependencies.mjs, which is plain JavaScript because it runs before anything is installed.

/** Whether node_modules holds what package-lock.json asks for. */
export function areDependenciesCurrent(root: string, pinnedNode: string): boolean;

/** Runs `work` while no other process installs in this checkout. */
export function withInstallLock(root: string, work: () => Promise<void>): Promise<void>;
