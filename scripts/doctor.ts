// `npm run doctor [-- --json]`: the same as `omgd-studio doctor`.
import { parseArgs } from 'node:util';
import { runDoctor } from '../core/cli/doctor.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
process.exitCode = await runDoctor({ json: values.json });
