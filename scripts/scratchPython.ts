/** A Python of its own, with packages in fixed versions, for what is compared with programs of others. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What one call of pip installs: its words after `install`. */
export type PipCall = readonly string[];

/** pytorch-fid and clean-fid; without the requirements of theirs that are not used here. */
export const FID_PACKAGES: readonly PipCall[] = [
  ['torch==2.13.0', 'numpy', 'scipy', 'pillow', 'requests', 'tqdm'],
  ['--no-deps', 'torchvision', 'pytorch-fid==0.3.0', 'clean-fid==0.1.35'],
];

/** The lpips package, without torchvision's compiled operators. */
export const LPIPS_PACKAGES: readonly PipCall[] = [
  ['torch==2.13.0', 'numpy', 'scipy', 'pillow', 'tqdm'],
  ['--no-deps', 'torchvision', 'lpips==0.1.4'],
];

/** Keras, with the smallest engine under it that it can run on. */
export const KERAS_PACKAGES: readonly PipCall[] = [['keras==3.15.1', 'h5py==3.14.0', 'tensorflow-cpu==2.21.0']];

/** What makes a segmentation network and writes it as ONNX. */
export const MIOU_PACKAGES: readonly PipCall[] = [['torch==2.13.0', 'numpy', 'pillow', 'onnx']];

/** Makes a virtual environment in `folder`, which takes minutes, and returns its program. Throws where it cannot be had. */
export function scratchPython(folder: string, packages: readonly PipCall[]): string {
  const program = join(folder, 'bin', 'python');
  const run = (command: string, ...words: readonly string[]): void =>
    void execFileSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  run('python3', '-m', 'venv', folder);
  for (const words of packages) run(program, '-m', 'pip', 'install', '-q', ...words);
  return program;
}
