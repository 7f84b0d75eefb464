// Makes a fresh clone ready, then runs one of the project's programs with the Node version that the project pins. Plain
// JavaScript without dependencies: it is what runs before `npm ci`, on whatever Node the machine has (20 or newer).
//
//   node scripts/bootstrap.mjs [--tensorflow] FILE [ARGUMENT…]
//
// --tensorflow also makes sure that the TensorFlow runtime is there before FILE starts.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { areDependenciesCurrent, withInstallLock } from './dependencies.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

await main(process.argv.slice(2));

async function main(words) {
  const needsTensorFlow = words[0] === '--tensorflow';
  const [file, ...rest] = needsTensorFlow ? words.slice(1) : words;
  if (file === undefined) stop('Usage: node scripts/bootstrap.mjs [--tensorflow] FILE [ARGUMENT…]');
  await installDependencies();
  if (needsTensorFlow) {
    const setup = await run(pinnedNode, [join(root, 'scripts', 'setup.ts'), '--only-if-needed']);
    if (setup.code !== 0) endLike(setup);
  }
  endLike(await run(pinnedNode, [join(root, file), ...rest]));
}

/** Runs `npm ci` if the installed packages are not those of package-lock.json. */
async function installDependencies() {
  if (areDependenciesCurrent(root, pinnedNode)) return;
  await withInstallLock(root, async () => {
    if (areDependenciesCurrent(root, pinnedNode)) return; // another process has just done it
    console.error('Installing the npm packages (npm ci, about half a minute) …');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = { cwd: root, shell: process.platform === 'win32', env: environmentWithoutProject() };
    const result = await run(npm, ['ci', '--no-progress', '--loglevel=error'], options);
    if (result.code !== 0) stop('npm ci failed, see above. Check the network, then run the same command again.');
  });
}

/** The environment without the project's own programs: npm must not run on a Node that it is about to replace. */
function environmentWithoutProject() {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')));
  return { ...process.env, PATH: path.join(delimiter) };
}

/** Runs a program with our input and output to its end; signals that we get are passed on to it. */
function run(program, words, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'inherit', ...options });
    const forward = (signal) => {
      // On a terminal, Ctrl-C has already reached the child; a second signal would mean "stop at once".
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    };
    for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
    const finish = (result) => {
      for (const signal of FORWARDED_SIGNALS) process.off(signal, forward);
      resolve(result);
    };
    child.on('error', (error) => {
      console.error(`${program} does not start: ${error.message}`);
      finish({ code: 127, signal: null });
    });
    child.on('exit', (code, signal) => finish({ code, signal }));
  });
}

/** Ends this process the way the child ended; a signal becomes 128 + its number, as in a shell. */
function endLike({ code, signal }) {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
