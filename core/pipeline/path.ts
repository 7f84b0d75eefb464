/** Dotted paths into a pipeline document, such as `teachers.wider.ngf`. */

/** The value at `path`, or undefined if any step of it is missing. */
export function valueAt(root: unknown, path: string): unknown {
  return path === '' ? root : path.split('.').reduce(member, root);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(owner: unknown, key: string): unknown {
  if (typeof owner !== 'object' || owner === null || !Object.hasOwn(owner, key)) return undefined;
  return Reflect.get(owner, key);
}
