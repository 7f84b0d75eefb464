// `npm run setup` and the step before every command that computes: makes sure that the TensorFlow runtime is there.
import { parseArgs } from 'node:util';
import { runSetup } from '../core/cli/setup.ts';

const { values } = parseArgs({ options: { runtime: { type: 'string' }, 'only-if-needed': { type: 'boolean' } } });
process.exitCode = await runSetup({ runtime: values.runtime, onlyIfNeeded: values['only-if-needed'] });
