/** Arrow keys, Home and End in lists of controls of which only one can be reached with Tab (tabs, menus). */

const KEYS = {
  horizontal: { back: 'ArrowLeft', forth: 'ArrowRight' },
  vertical: { back: 'ArrowUp', forth: 'ArrowDown' },
} as const;

/** Moves the focus among the enabled elements that match `selector` below the element that listens. Wraps around. */
export function moveFocus(event: KeyboardEvent, selector: string, axis: keyof typeof KEYS): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(`${selector}:not(:disabled)`)];
  const target = items.at(
    nextIndex(event.key, items.indexOf(document.activeElement as HTMLElement), items.length, axis),
  );
  if (!isMove(event.key, axis) || !target) return;
  event.preventDefault();
  target.focus();
}

function isMove(key: string, axis: keyof typeof KEYS): boolean {
  return key === 'Home' || key === 'End' || key === KEYS[axis].back || key === KEYS[axis].forth;
}

function nextIndex(key: string, current: number, count: number, axis: keyof typeof KEYS): number {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return (current + (key === KEYS[axis].forth ? 1 : -1) + count) % Math.max(1, count);
}
