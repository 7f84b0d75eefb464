// Entry point of a job: finds the program that task.json names, or unpacks the one that came with the job into a folder
// that this node keeps, and starts it there. Plain JavaScript without dependencies: nothing is installed yet.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import process from 'node:process';

const { program } = JSON.parse(readFileSync('task.json', 'utf8'));
const root = 'path' in program ? program.path : keptProgram(program.package);
const bootstrap = join(root, 'scripts', 'bootstrap.mjs');
if (!existsSync(bootstrap)) {
  console.error(
    `OMGD Studio is not installed in ${root} on this node. Install it there, or change the target's "installation".`,
  );
  process.exit(1);
}
const child = spawn(process.execPath, [bootstrap, '--tensorflow', 'core/ray/job/main.ts'], { stdio: 'inherit' });
// Ray signals every process of the job: the one that trains saves, and this one waits for it.
process.on('SIGTERM', () => {});
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));

/** The folder of this version of the program, which the first job on the node makes. */
function keptProgram(name) {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'omgd-studio', 'cluster', basename(name, '.zip'));
  if (existsSync(folder)) return folder;
  const unpacked = (process.env.PYTHONPATH ?? '').split(delimiter).find((path) => basename(path) === basename(name, '.zip')); // prettier-ignore
  if (unpacked === undefined) {
    console.error(`Ray has not unpacked ${name}, which holds OMGD Studio.`);
    process.exit(1);
  }
  const temporary = `${folder}.${process.pid}.tmp`;
  mkdirSync(join(folder, '..'), { recursive: true });
  cpSync(unpacked, temporary, { recursive: true });
  try {
    renameSync(temporary, folder);
  } catch {
    rmSync(temporary, { recursive: true }); // another job was first
  }
  return folder;
}
