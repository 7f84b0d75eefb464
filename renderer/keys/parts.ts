/** The parts of the window, round which a key goes: the rail, the page with what stands beside and below it, the status bar. */

const PARTS = 'nav, main, main aside, main > footer, [role=region], body footer[aria-label]';
const CONTROLS = 'button, input, select, textarea, summary, a[href], [tabindex="0"]';

/** Whether something lies over the page that has to be closed first. */
export function isModalOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** Gives the focus to the next part of the window (`direction` 1) or to the one before (-1). */
export function focusPart(direction: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>(PARTS)].filter((part) => entranceOf(part) !== undefined);
  // The innermost part that holds the focus is the last of those that do.
  const current = parts.findLastIndex((part) => part.contains(document.activeElement));
  const next = current === -1 ? 0 : (current + direction + parts.length) % parts.length;
  const part = parts[next];
  if (part) entranceOf(part)?.focus();
}

/** Where a part is entered: the entry of the page that is shown, else its first control that is in no part within it. */
function entranceOf(part: HTMLElement): HTMLElement | undefined {
  const controls = [...part.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (control) => control.closest(PARTS) === part && isUsable(control),
  );
  return controls.find((control) => control.hasAttribute('aria-current')) ?? controls[0];
}

function isUsable(control: HTMLElement): boolean {
  return control.offsetParent !== null && !control.matches(':disabled, [tabindex="-1"]');
}
