/** Has a process of its own measure one model. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ExportError } from '../exportError.ts';
import { ANSWER_MARK, benchAnswerSchema, threadEnvironment, type BenchAnswer, type BenchTask } from './task.ts';

const CHILD = fileURLToPath(new URL('./benchChild.ts', import.meta.url));
const QUOTED_CHARACTERS = 600;

const run = promisify(execFile);

/** @throws ExportError with what the process said if it ends without an answer */
export async function measure(task: BenchTask): Promise<BenchAnswer> {
  const env = { ...process.env, ...threadEnvironment(task.threads) };
  try {
    const { stdout } = await run(process.execPath, [CHILD, JSON.stringify(task)], { env });
    const answer = stdout.split('\n').find((line) => line.startsWith(ANSWER_MARK));
    return benchAnswerSchema.parse(JSON.parse(answer?.slice(ANSWER_MARK.length) ?? 'null'));
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new ExportError(
      `The model could not be measured at ${task.sizePixels} pixels: ${said.trim().slice(-QUOTED_CHARACTERS)}`,
    );
  }
}
