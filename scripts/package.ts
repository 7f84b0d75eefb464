// `npm run package [-- TARGET…]`: builds the studio and packages it with electron-builder for this system, e.g.
// `npm run package -- dir tar.gz`. Without a target it makes all those of electron-builder.yml.
import { runProgram } from './runProgram.ts';
import { buildStudio } from './studio/build.ts';
import { builderWords, prepareBinding } from './studio/packaging.ts';

prepareBinding();
process.exitCode =
  (await buildStudio()) ||
  (await runProgram('node_modules/electron-builder/cli.js', builderWords(process.argv.slice(2))));
