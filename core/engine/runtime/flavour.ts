// Decides which flavour of TensorFlow suits this machine: CUDA where an NVIDIA driver is present and new enough.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { FLAVOURS, RuntimeSetupError, type Flavour } from './runtime.ts';
import { cpuWheel, CUDA_PLATFORM } from './wheels.ts';

/** Oldest NVIDIA driver that runs CUDA 12 programs on Linux (NVIDIA's table of CUDA 12 minor version compatibility). */
export const OLDEST_CUDA_DRIVER = '525.60.13';

/** Checks a flavour named by the user (`--runtime`, `OMGD_RUNTIME`). Throws a sentence for unknown names. */
export function parseFlavour(name: string): Flavour {
  const flavour = FLAVOURS.find((known) => known === name);
  if (flavour === undefined) {
    throw new RuntimeSetupError(`"${name}" is not a TensorFlow runtime. Use one of: ${FLAVOURS.join(', ')}.`);
  }
  return flavour;
}

/** The flavour that the user demands with `OMGD_RUNTIME`, or undefined. */
export function demandedFlavour(environment: NodeJS.ProcessEnv = process.env): Flavour | undefined {
  return environment['OMGD_RUNTIME'] ? parseFlavour(environment['OMGD_RUNTIME']) : undefined;
}

/** The flavour that suits this machine. */
export function suitableFlavour(): Flavour {
  if (cpuWheel() === null) return 'stock';
  const driver = `${process.platform}-${process.arch}` === CUDA_PLATFORM ? nvidiaDriverVersion() : null;
  return driver !== null && isAtLeast(driver, OLDEST_CUDA_DRIVER) ? 'cuda' : 'cpu';
}

/** Version of the NVIDIA driver, e.g. "550.54.15", or null without one. */
export function nvidiaDriverVersion(): string | null {
  return driverFromKernel() ?? driverFromTool();
}

function driverFromKernel(): string | null {
  try {
    return parseDriverVersion(readFileSync('/proc/driver/nvidia/version', 'utf8'));
  } catch {
    return null; // no NVIDIA kernel module
  }
}

/** Under WSL the kernel does not name the driver, but the tool does. */
function driverFromTool(): string | null {
  const arguments_ = ['--query-gpu=driver_version', '--format=csv,noheader'];
  const result = spawnSync('nvidia-smi', arguments_, { encoding: 'utf8', timeout: 10_000, windowsHide: true });
  return result.status === 0 ? parseDriverVersion(result.stdout) : null;
}

/** Finds the first dotted version in the text of the kernel module or of nvidia-smi. */
export function parseDriverVersion(text: string): string | null {
  return /\b\d{3,}\.\d+(?:\.\d+)?\b/.exec(text)?.[0] ?? null;
}

/** Whether dotted version `version` is `minimum` or newer. */
export function isAtLeast(version: string, minimum: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, wanted] of minimum.split('.').map(Number).entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
