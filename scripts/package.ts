// `npm run package [-- [--test-electron] TARGET…]`: builds the studio and packages it with electron-builder for this system,
// e.g. `npm run package -- dir tar.gz`. Without a target it makes all those of electron-builder.yml. `--test-electron` takes
// the Electron of the end-to-end tests, for machines that cannot download the current one; do not ship such a package.
import { runProgram } from './runProgram.ts';
import { buildStudio } from './studio/build.ts';
import { builderWords, prepareBinding, prepareProgram } from './studio/packaging.ts';
import { takeTestElectron } from './studio/testElectron.ts';

const words = process.argv.slice(2);
if (words.includes('--test-electron')) {
  // Such a package is only tried out, so it need not be small.
  process.env['ELECTRON_BUILDER_COMPRESSION_LEVEL'] = '1';
  takeTestElectron();
}
prepareBinding();
await prepareProgram();
process.exitCode =
  (await buildStudio()) ||
  (await runProgram(
    'node_modules/electron-builder/cli.js',
    builderWords(words.filter((word) => word !== '--test-electron')),
  ));
