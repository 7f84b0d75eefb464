// Puts the binding beside TensorFlow's libraries: compiled here, or copied (a packaged app brings a ready one and needs no
// compiler).
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileBinding } from './compile.ts';
import { HEADER_FOLDER } from './extract.ts';
import { BINDING_FILE } from './runtime.ts';
import type { Command } from './tools.ts';

export type BindingSource =
  { readonly kind: 'compile'; readonly compiler: Command } | { readonly kind: 'prebuilt'; readonly path: string };

/** Places the binding in `folder`, whose `tensorflow` folder holds the named libraries. */
export async function placeBinding(
  folder: string,
  libraryNames: readonly string[],
  source: BindingSource,
): Promise<void> {
  const bindingPath = join(folder, BINDING_FILE);
  if (source.kind === 'prebuilt') return copyFile(source.path, bindingPath);
  const libraryFolder = join(folder, 'tensorflow');
  const headerFolder = join(folder, HEADER_FOLDER);
  await compileBinding(source.compiler, { libraryFolder, libraryNames, headerFolder, bindingPath });
}
