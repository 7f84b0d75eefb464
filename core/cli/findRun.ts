/** Which run a person means. */
import type { RunRecord, StoreReader } from '../store/index.ts';
import { CliError } from './cliError.ts';

export const RUN_ARGUMENT = 'the start of its id, its name, or "latest"';

/** The run called `word`: `latest`, a name (the newest run of that name), or the start of an id. */
export function findRun(reader: StoreReader, word: string): RunRecord {
  const runs = reader.listRuns();
  if (word.trim() === '') throw new CliError(`The run is not named. Give ${RUN_ARGUMENT}.`);
  if (word === 'latest' && runs.length === 0) {
    throw new CliError('There are no runs yet. Start one with "omgd-studio run --preset demo-edges2emoji".');
  }
  const named = word === 'latest' ? runs[0] : runs.find(({ id, name }) => name === word || id === word);
  return reader.getRun(named?.id ?? reader.findRunId(word));
}
