/** An error on its way between processes. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly stack: string | undefined;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: undefined, stack: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name: error.name, message: error.message, code, stack: error.stack };
}

/** The error as it was thrown, but for its class. */
export function revive({ name, message, code, stack }: Failure): Error {
  return Object.assign(new Error(message), { name, code, stack });
}
