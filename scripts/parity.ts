// `npm run parity -- FOLDER [--json]`: the same as `omgd-studio parity`.
import { runCommandLine } from '../core/cli/program.ts';

await runCommandLine(['parity', ...process.argv.slice(2)]);
