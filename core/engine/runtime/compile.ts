// Compiles tfjs-node's binding (two C++ files that ship with the npm package) against TensorFlow's C interface. It uses
// Node-API only, so one binding serves every Node and Electron version.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bindingPackageFolder, packageRequire } from './packageFiles.ts';
import { runCommand } from './runCommand.ts';
import { RuntimeSetupError } from './runtime.ts';
import type { Command } from './tools.ts';

export interface CompileInput {
  /** Folder with the TensorFlow libraries, and their file names. */
  readonly libraryFolder: string;
  readonly libraryNames: readonly string[];
  /** Folder under which `tensorflow/c/c_api.h` lies. */
  readonly headerFolder: string;
  /** Where the binding is written. */
  readonly bindingPath: string;
}

/** Compiles the binding; takes about 10 s. Throws a sentence with the compiler's last lines on failure. */
export async function compileBinding(compiler: Command, input: CompileInput): Promise<void> {
  const sourceFolder = join(bindingPackageFolder(), 'binding');
  const sources = (await readdir(sourceFolder)).filter((name) => name.endsWith('.cc'));
  const [program, ...leading] = compiler;
  const language = ['-shared', '-fPIC', '-std=c++17', '-O2', '-DNAPI_VERSION=8'];
  const headers = [`-I${nodeApiHeaderFolder()}`, `-I${input.headerFolder}`];
  const output = ['-o', input.bindingPath];
  await runCommand(program, [...leading, ...language, ...headers, ...sources, ...linkArguments(input), ...output], {
    folder: sourceFolder,
    environment: {},
    purpose: "compile TensorFlow's Node.js binding",
  });
}

/** The libraries are named but not located (no rpath): the loader has them in memory before it loads the binding. */
function linkArguments({ libraryFolder, libraryNames }: CompileInput): string[] {
  if (process.platform === 'darwin') {
    // Node's own symbols are found when the addon is loaded. Not run on a Mac.
    return ['-undefined', 'dynamic_lookup', ...libraryNames.map((name) => join(libraryFolder, name))];
  }
  return [`-L${libraryFolder}`, ...libraryNames.map((name) => `-l:${name}`)];
}

function nodeApiHeaderFolder(): string {
  try {
    return (packageRequire('node-api-headers') as { include_dir: string }).include_dir;
  } catch {
    throw new RuntimeSetupError(
      'The npm package "node-api-headers" is missing. Run "npm ci" in the project and try again.',
    );
  }
}
