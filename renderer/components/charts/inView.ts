/** Tells whether an element is on the screen. */
import type { Attachment } from 'svelte/attachments';

/** So far around the screen an element counts already: it is drawn before it is scrolled to. */
const MARGIN = '120px';

/** Calls `tell` at once and whenever the element comes into view or leaves it. */
export function inView(tell: (isInView: boolean) => void): Attachment<HTMLElement> {
  return (element) => {
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting), {
      rootMargin: MARGIN,
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
}
