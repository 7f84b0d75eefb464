/**
 * Tells a process from a later one with the same number: process id and the time it started, as the operating system has
 * it. A run belongs to such a process; when the process is gone, the run was interrupted.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in a form that only equality is asked of; '' where the operating system does not tell. */
  readonly started: string;
  /** Name of the machine or container that `pid` counts in. */
  readonly host: string;
}

let own: ProcessIdentity | undefined;

/** This process. */
export function currentProcess(): ProcessIdentity {
  own ??= { pid: process.pid, started: startOf(process.pid) ?? '', host: hostname() };
  return own;
}

/** Whether the process still runs; undefined if that cannot be seen from here, above all on another machine. */
export function isRunning({ pid, started, host }: ProcessIdentity): boolean | undefined {
  const canTell = host === hostname() && started !== '';
  return canTell ? startOf(pid) === started : undefined;
}

/** When process `pid` started; undefined if there is none. */
function startOf(pid: number): string | undefined {
  try {
    switch (process.platform) {
      case 'linux':
        return linuxStart(pid);
      case 'win32':
        return output('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`]);
      default:
        return output('ps', ['-o', 'lstart=', '-p', String(pid)]);
    }
  } catch {
    return undefined;
  }
}

/** Clock ticks from boot to start, and which boot. A process that ended but was not collected yet counts as gone. */
function linuxStart(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the command in parentheses, which may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTicks = fields[19];
  if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startTicks}`;
}

function output(command: string, commandArguments: readonly string[]): string | undefined {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const text = execFileSync(command, commandArguments, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return text.trim() || undefined;
}
