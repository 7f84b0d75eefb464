/** Is the person typing? Then keys belong to the text. */

const TYPING_INPUTS = new Set(['text', 'search', 'number', 'email', 'password', 'url']);

export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return TYPING_INPUTS.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** Undo, redo and plain keys mean something else inside a text field; function keys and the rest of our keys do not. */
export function belongsToText(accelerator: string): boolean {
  if (/^(Shift\+)?F\d+$/.test(accelerator)) return false;
  return !accelerator.startsWith('CmdOrCtrl+') || /^CmdOrCtrl\+(Shift\+)?[ACVXZY]$/.test(accelerator);
}
