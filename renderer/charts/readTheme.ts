/** Takes a chart's colours from the page's tokens, so that it follows the page from dark to light. */
import type { ChartTheme } from './theme.ts';

/** Reads the custom properties that are in force on `element`. */
export function readTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim() || style.color;
  return { background: token('surface-1'), text: token('text-2'), grid: token('line'), colourOf: token };
}
