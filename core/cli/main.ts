#!/usr/bin/env node
/** The command line of OMGD Studio: mounts the commands, and turns errors into sentences and exit codes. */
import { runCommandLine } from './program.ts';

await runCommandLine(process.argv.slice(2));
