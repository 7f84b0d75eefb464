/**
 * Brings the files and folders that a run reads to where its node can read them: what lies in the shared folder is named by
 * its path there, other weights and checkpoints are copied into it, and what is left goes into a package.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { basename, isAbsolute, join, posix, relative, sep } from 'node:path';
import { sha256OfFile } from '../files/sha256.ts';
import {
  changeSettings,
  datasetAddress,
  foldersOf,
  libraryIdOf,
  namedWeights,
  participantsOf,
  type Changes,
  type PipelineDocument,
} from '../pipeline/index.ts';
import type { RayTarget } from '../protocol/index.ts';
import type { Place } from './job/task.ts';
import type { PackedFile } from './packages.ts';
import { RayError } from './rayError.ts';
import { JOBS_FOLDER } from './segments.ts';

type SharedFolder = NonNullable<RayTarget['sharedFolder']>;

/** Where a file will be: an absolute path on the nodes, or a name in the package that is being put together. */
export class Stage {
  readonly #shared: SharedFolder | undefined;
  readonly #packed: PackedFile[] = [];
  readonly #names = new Map<string, string>();

  constructor(shared: SharedFolder | undefined) {
    this.#shared = shared;
  }

  get packed(): readonly PackedFile[] {
    return this.#packed;
  }

  /** `path` is absolute. One that is not here must be one of the nodes'. */
  async file(path: string): Promise<string> {
    const there = this.#thereAlready(path);
    if (there !== undefined) return there;
    if (this.#shared) return copyInto(this.#shared, path);
    return this.#pack(path, (name) => [{ name, content: { path } }]);
  }

  async folder(path: string): Promise<string> {
    const there = this.#thereAlready(path);
    if (there !== undefined) return there;
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return this.#pack(path, (name) =>
      files.map((file) => ({ name: `${name}/${slashes(relative(path, file))}`, content: { path: file } })),
    );
  }

  #thereAlready(path: string): string | undefined {
    if (!existsSync(path)) {
      if (path.startsWith('/')) return path;
      throw new RayError(
        'transfer',
        `There is no file or folder ${path}, and it cannot be one of the cluster's nodes.`,
      );
    }
    if (!this.#shared) return undefined;
    const inside = relative(this.#shared.here, path);
    const isInside = inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
    return isInside ? posix.join(this.#shared.there, slashes(inside)) : undefined;
  }

  #pack(path: string, filesOf: (name: string) => PackedFile[]): string {
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const name = `${String(this.#names.size)}-${basename(path)}`;
    this.#names.set(path, name);
    this.#packed.push(...filesOf(name));
    return name;
  }
}

/** `staged`: what `Stage` says; `packageName`: of the package that was made of it. */
export function placeOf(staged: string, packageName: string | undefined): Place {
  if (staged.startsWith('/')) return { path: staged };
  return { package: packageName!, name: staged };
}

/** The document as it is read on the node: every path absolute there, or relative to the package. */
export async function stageDocument(
  document: PipelineDocument,
  directory: string,
  stage: Stage,
): Promise<PipelineDocument> {
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(directory, path));
  const changes: Record<string, unknown> = {};
  for (const [setting, folder] of foldersOf(document.dataset)) {
    // An address is fetched by every node itself.
    if (!datasetAddress(folder)) changes[`dataset.${setting}`] = await stage.folder(absolute(folder));
  }
  for (const { path, settings } of participantsOf(document)) {
    if (settings.start.kind === 'weights') changes[`${path}.start.file`] = await stage.file(absolute(settings.start.file)); // prettier-ignore
  }
  for (const { path, file } of namedWeights(document)) {
    if (libraryIdOf(file) === undefined) changes[path] = await stage.file(absolute(file));
  }
  return withChanges(document, changes);
}

function withChanges(document: PipelineDocument, changes: Changes): PipelineDocument {
  if (Object.keys(changes).length === 0) return document;
  const changed = changeSettings(document, changes);
  if (changed.ok) return changed.document;
  throw new RayError('transfer', `The pipeline cannot be written for the cluster: ${changed.problems.map(({ message }) => message).join(' ')}`); // prettier-ignore
}

/** Named after its content: the weights that all runs of a sweep start from are copied once. */
async function copyInto({ here, there }: SharedFolder, path: string): Promise<string> {
  const name = join((await sha256OfFile(path)).slice(0, 32), basename(path));
  const target = join(here, JOBS_FOLDER, 'files', name);
  if (!existsSync(target)) {
    const temporary = `${target}.${randomUUID()}.tmp`;
    await mkdir(join(target, '..'), { recursive: true });
    await copyFile(path, temporary);
    await rename(temporary, target);
  }
  return posix.join(there, JOBS_FOLDER, 'files', slashes(name));
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
