/** Rows that a click anywhere opens. */
import type { Attachment } from 'svelte/attachments';

/** Parts of a row that have a purpose of their own. */
const OWN_PURPOSE = 'button, a, input, select, textarea, [role="menu"], td:has(input)';

/** `{@attach opensOnClick(open)}`, for the mouse: the row also needs a button that does the same, for the keyboard. */
export function opensOnClick(open: () => void): Attachment<HTMLElement> {
  return (row) => {
    const onclick = ({ target }: MouseEvent): void => {
      const isOwn = target instanceof Element && target.closest(OWN_PURPOSE) !== null;
      // Whoever has marked text wants to copy it.
      if (!isOwn && (getSelection()?.isCollapsed ?? true)) open();
    };
    row.style.cursor = 'pointer';
    row.addEventListener('click', onclick);
    return () => row.removeEventListener('click', onclick);
  };
}
