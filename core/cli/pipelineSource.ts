/** The pipeline that a command is about: a file or a preset, with changes from the command line. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parsePipeline, presetById, type PipelineDocument } from '../pipeline/index.ts';
import { CliError } from './cliError.ts';
import { setValue } from './setValue.ts';

export interface PipelineOptions {
  readonly preset?: string;
  readonly set?: readonly string[];
  readonly name?: string;
}

export interface PipelineSource {
  readonly document: PipelineDocument;
  /** What relative paths in the document are relative to; absolute. */
  readonly directory: string;
}

export const PRESET_OPTION = ['--preset <id>', 'a ready-made pipeline instead of a file (see "omgd-studio presets")'] as const; // prettier-ignore
export const SET_OPTION = ['--set <path=value...>', 'change settings, e.g. --set student.ngf=8 training.seed=1'] as const; // prettier-ignore

/** Reads, changes and checks the document field by field. Throws CliError with all problems, one a line. */
export async function readPipeline(file: string | undefined, options: PipelineOptions): Promise<PipelineSource> {
  const { preset, set = [], name } = options;
  if ((file === undefined) === (preset === undefined)) {
    throw new CliError('Give either a pipeline file or --preset ID; "omgd-studio presets" lists the presets.');
  }
  const raw = file === undefined ? presetDocument(preset!) : await readDocument(file);
  for (const assignment of set) setValue(raw, assignment);
  if (name !== undefined) raw['name'] = name;
  const parsed = parsePipeline(raw);
  if (!parsed.ok) throw invalid(file ?? `preset ${preset!}`, parsed.problems);
  return { document: parsed.document, directory: file === undefined ? process.cwd() : dirname(resolve(file)) };
}

function presetDocument(id: string): Record<string, unknown> {
  try {
    return structuredClone(presetById(id).document);
  } catch (error) {
    throw new CliError((error as RangeError).message);
  }
}

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
};

async function readDocument(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CliError(
      `The pipeline file ${resolve(file)} cannot be read: ${READ_PROBLEMS[error.code ?? ''] ?? error.message}.`,
    );
  });
  try {
    const raw: unknown = JSON.parse(text);
    if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return raw as Record<string, unknown>;
  } catch {
    // parsePipeline says what is wrong with the text
  }
  const parsed = parsePipeline(text);
  throw invalid(file, parsed.ok ? [] : parsed.problems);
}

function invalid(source: string, problems: readonly { readonly message: string }[]): CliError {
  const lines = problems.map(({ message }) => `  ${message}`);
  return new CliError(`The pipeline (${source}) cannot be used:\n${lines.join('\n')}`);
}
