/** A small text that appears beside a control on hover and on keyboard focus. */
import type { Attachment } from 'svelte/attachments';

const GAP_PIXELS = 6;
const DELAY_MS = 400;

/** `{@attach tooltip('Undo (Ctrl+Z)')}`. The text must repeat or extend the control's own label. */
export function tooltip(text: string): Attachment<HTMLElement> {
  return (control) => {
    let bubble: HTMLElement | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const show = () => {
      bubble ??= document.body.appendChild(createBubble(text));
      place(bubble, control.getBoundingClientRect());
    };
    const hide = () => {
      clearTimeout(timer);
      bubble?.remove();
      bubble = undefined;
    };
    const showSoon = () => {
      timer = setTimeout(show, DELAY_MS);
    };
    const showOnKeyboardFocus = () => {
      if (control.matches(':focus-visible')) show();
    };
    const listeners: readonly [string, () => void][] = [
      ['pointerenter', showSoon],
      ['pointerleave', hide],
      ['pointerdown', hide],
      ['focus', showOnKeyboardFocus],
      ['blur', hide],
    ];
    for (const [event, listener] of listeners) control.addEventListener(event, listener);
    return () => {
      hide();
      for (const [event, listener] of listeners) control.removeEventListener(event, listener);
    };
  };
}

function createBubble(text: string): HTMLElement {
  const bubble = document.createElement('div');
  bubble.className = 'tooltip';
  bubble.setAttribute('role', 'tooltip');
  bubble.textContent = text;
  return bubble;
}

/** Below the control, or above it near the bottom of the window; never outside of the window. */
function place(bubble: HTMLElement, control: DOMRect): void {
  const { width, height } = bubble.getBoundingClientRect();
  const left = Math.min(
    Math.max(GAP_PIXELS, control.left + control.width / 2 - width / 2),
    innerWidth - width - GAP_PIXELS,
  );
  const below = control.bottom + GAP_PIXELS;
  const top = below + height < innerHeight ? below : control.top - GAP_PIXELS - height;
  bubble.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
