// Fetches TensorFlow's Python wheels with pip, which knows the user's index, proxy and certificates.
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfFile } from '../../files/sha256.ts';
import { folderSizeBytes } from './files.ts';
import { runCommand } from './runCommand.ts';
import { RuntimeSetupError, TENSORFLOW_VERSION, type ReportProgress } from './runtime.ts';
import type { Command } from './tools.ts';
import { CUDA_DOWNLOAD_BYTES, CUDA_PLATFORM_TAG, type Wheel } from './wheels.ts';

const PROGRESS_INTERVAL_MS = 500;

/** What pip must be told to choose a wheel for this platform whatever Python runs it. */
function wheelChoice(platformTag: string): string[] {
  const python = ['--python-version', '3.11', '--implementation', 'cp'];
  return ['--only-binary=:all:', ...python, '--platform', platformTag];
}

/** Downloads one wheel into `folder`, checks its digest, and returns its path. */
export async function downloadWheel(
  pip: Command,
  wheel: Wheel,
  folder: string,
  report: ReportProgress,
): Promise<string> {
  const requirement = `${wheel.packageName}==${TENSORFLOW_VERSION}`;
  const options = ['download', '--no-deps', ...wheelChoice(wheel.platformTag), '--dest', folder, requirement];
  const message = `Downloading TensorFlow ${TENSORFLOW_VERSION} for the CPU`;
  await runPip(pip, options, folder, (bytes) => {
    const doneBytes = Math.min(bytes, wheel.sizeBytes);
    report({ phase: 'download', message, doneBytes, totalBytes: wheel.sizeBytes });
  });
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (name === undefined) throw new RuntimeSetupError(`pip ended well but left no wheel of ${requirement}. Try again.`);
  const path = join(folder, name);
  await verifyWheel(path, wheel.sha256, report);
  return path;
}

/** Throws a sentence when the wheel is not, bit for bit, the file that this project was made with. */
export async function verifyWheel(path: string, sha256: string, report: ReportProgress): Promise<void> {
  report({ phase: 'verify', message: 'Checking the download', doneBytes: null, totalBytes: null });
  const digest = await sha256OfFile(path);
  if (digest === sha256) return;
  throw new RuntimeSetupError(
    `The downloaded file ${path} is not the expected one (sha256 ${digest} instead of ${sha256}). It may be damaged, or ` +
      'your package index serves a changed file. Try again, or ask whoever runs the index.',
  );
}

/**
 * Installs the GPU build and the CUDA 12 and cuDNN 9 wheels that it asks for side by side into `folder`. TensorFlow looks
 * for the CUDA libraries relative to its own place, so this folder layout must stay. Not run on a GPU.
 */
export async function installCudaWheels(pip: Command, folder: string, report: ReportProgress): Promise<void> {
  const requirement = `tensorflow[and-cuda]==${TENSORFLOW_VERSION}`;
  const options = ['install', '--no-compile', ...wheelChoice(CUDA_PLATFORM_TAG), '--target', folder, requirement];
  const message = `Installing TensorFlow ${TENSORFLOW_VERSION} with CUDA 12 (about 3.4 GB)`;
  await runPip(pip, options, folder, (bytes) => {
    const doneBytes = Math.min(bytes, CUDA_DOWNLOAD_BYTES);
    report({ phase: 'download', message, doneBytes, totalBytes: CUDA_DOWNLOAD_BYTES });
  });
}

/** Runs pip with its temporary files inside `folder`, and reports how many bytes lie there until it ends. */
async function runPip(
  pip: Command,
  options: readonly string[],
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const temporary = join(folder, 'pip-temporary');
  await mkdir(temporary, { recursive: true });
  onBytes(0);
  const timer = setInterval(() => void folderSizeBytes(folder).then(onBytes), PROGRESS_INTERVAL_MS);
  const [program, ...leading] = pip;
  try {
    await runCommand(program, [...leading, ...options], {
      folder,
      environment: {
        TMPDIR: temporary,
        PIP_NO_INPUT: '1',
        PIP_PROGRESS_BAR: 'off',
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
      },
      purpose: 'fetch TensorFlow with pip',
    });
  } finally {
    clearInterval(timer);
  }
}
