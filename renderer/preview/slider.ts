/** Sliders that are worked with keys, as the ARIA pattern "slider" asks: the wipe's edge and the film's step. */

export interface SliderRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** With Shift, and with Page Up and Page Down. */
  readonly largeStep: number;
}

/** The wipe's edge: share of the picture that the left one covers, in percent. */
export const WIPE_RANGE: SliderRange = { minimum: 0, maximum: 100, step: 1, largeStep: 10 };

/** The value after `key`, within the range; undefined for keys that a slider does not know. */
export function sliderAfterKey(value: number, key: string, isShift: boolean, range: SliderRange): number | undefined {
  const step = isShift ? range.largeStep : range.step;
  const next = (): number | undefined => {
    switch (key) {
      case 'ArrowRight':
      case 'ArrowUp':
        return value + step;
      case 'ArrowLeft':
      case 'ArrowDown':
        return value - step;
      case 'PageUp':
        return value + range.largeStep;
      case 'PageDown':
        return value - range.largeStep;
      case 'Home':
        return range.minimum;
      case 'End':
        return range.maximum;
      default:
        return undefined;
    }
  };
  const wanted = next();
  return wanted === undefined ? undefined : Math.min(Math.max(wanted, range.minimum), range.maximum);
}

/** The wipe's edge under a pointer at `clientX` over a frame; in percent. */
export function wipeAtPointer(clientX: number, frame: { readonly left: number; readonly width: number }): number {
  const percent = ((clientX - frame.left) / (frame.width || 1)) * 100;
  return Math.min(Math.max(Math.round(percent), WIPE_RANGE.minimum), WIPE_RANGE.maximum);
}
