/** Why there is no export, in a sentence that says what to do. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
