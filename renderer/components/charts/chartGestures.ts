/** What pointer, wheel and keys do to a chart. */
import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';
import { panned, zoomed, type Interval } from '../../charts/interval.ts';
import type { Plot } from '../../charts/plot.ts';
import { toValue } from '../../charts/scale.ts';
import type { ChartSettings } from '../../state/chartSettings.svelte.ts';

interface ChartParts {
  readonly plot: () => Plot;
  readonly limits: () => Interval;
  readonly settings: () => ChartSettings;
  /** Shows the stretch that is being dragged over; undefined: none. */
  readonly select: (stretch: Interval | undefined) => void;
}

/** Below this a drag is a click that shook. */
const MINIMUM_DRAG_PIXELS = 4;
const ZOOM_FACTOR = 0.8;
const KEY_SHARE = 0.02;

interface Drag {
  readonly fromPixel: number;
  readonly isPan: boolean;
  readonly window: Interval;
}

export function chartGestures(parts: ChartParts): Attachment<HTMLElement> {
  return (element) => {
    let drag: Drag | undefined;
    const pixelOf = (event: MouseEvent): number => event.clientX - element.getBoundingClientRect().left;
    const valueAt = (pixel: number): number => toValue(parts.plot().x, pixel);
    const shownWindow = (): Interval => parts.settings().window ?? parts.limits();

    const start = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      drag = { fromPixel: pixelOf(event), isPan: event.shiftKey, window: shownWindow() };
    };
    const move = (event: PointerEvent): void => {
      const pixel = pixelOf(event);
      parts.settings().hoverX = within(valueAt(pixel), shownWindow());
      if (!drag) return;
      if (drag.isPan)
        parts.settings().window = panned(drag.window, valueAt(drag.fromPixel) - valueAt(pixel), parts.limits());
      else parts.select(stretch(valueAt(drag.fromPixel), valueAt(pixel)));
    };
    const end = (event: PointerEvent): void => {
      const pixel = pixelOf(event);
      if (drag && !drag.isPan && Math.abs(pixel - drag.fromPixel) >= MINIMUM_DRAG_PIXELS) {
        const wanted = stretch(valueAt(drag.fromPixel), valueAt(pixel));
        parts.settings().window = zoomed(wanted, 1, (wanted.from + wanted.to) / 2, parts.limits());
      }
      drag = undefined;
      parts.select(undefined);
    };
    const zoomWithWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const factor = event.deltaY < 0 ? ZOOM_FACTOR : 1 / ZOOM_FACTOR;
      parts.settings().window = zoomed(shownWindow(), factor, valueAt(pixelOf(event)), parts.limits());
    };
    const press = (event: KeyboardEvent): void => {
      if (!actOnKey(event.key, parts.settings(), shownWindow(), parts.limits())) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const listeners = [
      on(element, 'pointerdown', start),
      on(element, 'pointermove', move),
      on(element, 'pointerup', end),
      on(element, 'pointercancel', end),
      on(element, 'pointerleave', () => (parts.settings().hoverX = undefined)),
      on(element, 'dblclick', () => (parts.settings().window = undefined)),
      on(element, 'wheel', zoomWithWheel, { passive: false }),
      on(element, 'keydown', press),
    ];
    return () => listeners.forEach((stop) => stop());
  };
}

/** Returns false for keys that a chart does not know. */
function actOnKey(key: string, settings: ChartSettings, window: Interval, limits: Interval): boolean {
  const at = settings.hoverX ?? window.to;
  const distance = (window.to - window.from) * KEY_SHARE;
  switch (key) {
    case 'ArrowLeft':
      settings.hoverX = within(at - distance, window);
      return true;
    case 'ArrowRight':
      settings.hoverX = within(at + distance, window);
      return true;
    case '+':
    case '=':
      settings.window = zoomed(window, ZOOM_FACTOR, at, limits);
      return true;
    case '-':
      settings.window = zoomed(window, 1 / ZOOM_FACTOR, at, limits);
      return true;
    case 'Escape':
      settings.window = undefined;
      settings.hoverX = undefined;
      return true;
    default:
      return false;
  }
}

function stretch(first: number, second: number): Interval {
  return { from: Math.min(first, second), to: Math.max(first, second) };
}

function within(value: number, { from, to }: Interval): number {
  return Math.min(Math.max(value, from), to);
}
