/** Keys in Electron's notation (`CmdOrCtrl+Shift+Z`): do they match a key press, and how are they written for people. */

/** The part of a KeyboardEvent that matters. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIERS = ['CmdOrCtrl', 'Alt', 'Shift'] as const;
const KEY_NAMES: Readonly<Record<string, string>> = { ' ': 'Space', '+': 'Plus', '?': '/', '<': ',', '>': '.' };
const MAC_SIGNS: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Alt: '⌥', Shift: '⇧' };

/** The accelerator of a key press, or '' for a modifier alone. */
export function acceleratorOf(press: KeyPress, isMac: boolean): string {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead'].includes(press.key)) return '';
  const pressed = [isMac ? press.metaKey : press.ctrlKey, press.altKey, press.shiftKey];
  const modifiers = MODIFIERS.filter((_, index) => pressed[index]);
  return [...modifiers, keyName(press.key)].join('+');
}

export function matches(accelerator: string, press: KeyPress, isMac: boolean): boolean {
  return accelerator !== '' && accelerator.toLowerCase() === acceleratorOf(press, isMac).toLowerCase();
}

/** `CmdOrCtrl+Shift+Z` → “Ctrl+Shift+Z”, on macOS “⌘⇧Z”. */
export function acceleratorText(accelerator: string, isMac: boolean): string {
  const parts = accelerator.split('+').filter((part) => part !== '');
  if (isMac) return parts.map((part) => MAC_SIGNS[part] ?? part).join('');
  return parts.map((part) => (part === 'CmdOrCtrl' ? 'Ctrl' : part)).join('+');
}

function keyName(key: string): string {
  const name = KEY_NAMES[key] ?? key;
  return name.length === 1 ? name.toUpperCase() : name;
}
