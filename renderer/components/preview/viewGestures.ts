/** Wheel and drag on a picture: zoom and pan, in all pictures that share the view. */
import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';
import { panBy, WHOLE_PICTURE, zoomAt, type View } from '../../preview/view.ts';

const WHEEL_FACTOR = 1.2;
const DOUBLE_CLICK_FACTOR = 4;

/** Where the view is kept. */
export interface ViewHolder {
  view: View;
}

/** Whether the wheel zooms by itself, or only with Ctrl (where it scrolls the page). A pinch counts as Ctrl + wheel. */
export type WheelUse = 'zooms' | 'zooms-with-control';

export function viewGestures(holder: ViewHolder, wheel: WheelUse): Attachment<HTMLElement> {
  return (frame) => {
    let last: { readonly x: number; readonly y: number } | undefined;
    const shareOf = ({ clientX, clientY }: MouseEvent) => {
      const { left, top, width, height } = frame.getBoundingClientRect();
      return { x: (clientX - left) / width, y: (clientY - top) / height };
    };
    const zoom = (event: WheelEvent): void => {
      if (wheel === 'zooms-with-control' && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      holder.view = zoomAt(holder.view, event.deltaY < 0 ? WHEEL_FACTOR : 1 / WHEEL_FACTOR, shareOf(event));
    };
    const grab = (event: PointerEvent): void => {
      if (event.button !== 0 || holder.view.zoom === 1) return;
      frame.setPointerCapture(event.pointerId);
      last = shareOf(event);
    };
    const drag = (event: PointerEvent): void => {
      if (!last) return;
      const now = shareOf(event);
      holder.view = panBy(holder.view, { x: last.x - now.x, y: last.y - now.y });
      last = now;
    };
    const release = (): void => {
      last = undefined;
    };
    const toggle = (event: MouseEvent): void => {
      const isClose = holder.view.zoom > 1;
      holder.view = isClose ? WHOLE_PICTURE : zoomAt(holder.view, DOUBLE_CLICK_FACTOR, shareOf(event));
    };
    const listeners = [
      on(frame, 'wheel', zoom, { passive: false }),
      on(frame, 'pointerdown', grab),
      on(frame, 'pointermove', drag),
      on(frame, 'pointerup', release),
      on(frame, 'pointercancel', release),
      on(frame, 'dblclick', toggle),
    ];
    return () => listeners.forEach((stop) => stop());
  };
}
