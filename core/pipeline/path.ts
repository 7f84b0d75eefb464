/** Dotted paths into a pipeline document, such as `teachers.wider.ngf`. */

/** The value at `path`, or undefined if any step of it is missing. */
export function valueAt(root: unknown, path: string): unknown {
  return path === '' ? root : path.split('.').reduce(member, root);
}

/** A copy of `root` with `value` at `path`; objects on the way are copied, missing ones are made. */
export function withValueAt(root: unknown, path: string, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.');
  const owner = isRecord(root) ? root : {};
  const changed = rest.length === 0 ? value : withValueAt(owner[key], rest.join('.'), value);
  return { ...owner, [key]: changed };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(owner: unknown, key: string): unknown {
  if (typeof owner !== 'object' || owner === null || !Object.hasOwn(owner, key)) return undefined;
  return Reflect.get(owner, key);
}
