/** Reads a cluster's token from where it is kept. */
import { readFile } from 'node:fs/promises';
import type { TokenSource } from '../protocol/index.ts';
import { RayError } from './rayError.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined where the target names no token. @throws RayError `unauthorized` if it names one that cannot be had */
export async function readToken(
  source: TokenSource | undefined,
  environment: Environment = process.env,
): Promise<string | undefined> {
  if (source === undefined) return undefined;
  if (source.kind === 'variable') {
    return usable(
      environment[source.name],
      `The environment variable ${source.name}`,
      `Set it to the cluster's token; one that was typed into the settings of the studio has to be typed there again`,
    );
  }
  const text = await readFile(source.path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RayError('unauthorized', `The file with the cluster's token cannot be read (${reason}). Put it there, or name another one in the target.`); // prettier-ignore
  });
  return usable(text, `The file ${source.path}`, `Write the cluster's token into it`);
}

/** A header line takes no spaces or line ends, and must never quote a token that is malformed. */
function usable(text: string | undefined, where: string, remedy: string): string {
  const token = text?.trim() ?? '';
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const state = token === '' ? 'is empty or not set' : 'holds something that cannot be a token';
  throw new RayError('unauthorized', `${where} ${state}. ${remedy}, or change the target's token setting.`);
}
