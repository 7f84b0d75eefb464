/** `--set path=value`: changes one setting of a pipeline document before it is read. */
import { CliError } from './cliError.ts';

const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/**
 * Changes `document` as `assignment` says, e.g. `student.ngf=8` or `training.schedule={"unit":"steps","flat":100}`. The
 * value is JSON, or text if it is no JSON; nothing after the "=" takes the setting out.
 */
export function setValue(document: Record<string, unknown>, assignment: string): void {
  const split = assignment.indexOf('=');
  const names = assignment.slice(0, Math.max(split, 0)).split('.');
  if (!names.every((name) => NAME.test(name))) {
    throw new CliError(`--set ${assignment} is not of the form path=value, such as --set student.ngf=8.`);
  }
  const owner = names.slice(0, -1).reduce(ownerOf, document);
  const last = names.at(-1)!;
  const text = assignment.slice(split + 1);
  if (text === '') Reflect.deleteProperty(owner, last);
  else owner[last] = valueOf(text);
}

/** The object below `name`, made if there is none. */
function ownerOf(owner: Record<string, unknown>, name: string): Record<string, unknown> {
  const inner = owner[name];
  if (typeof inner === 'object' && inner !== null) return inner as Record<string, unknown>;
  const made = {};
  owner[name] = made;
  return made;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
