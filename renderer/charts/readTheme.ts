/** Takes a chart's colours from the page's tokens, so that it follows the page from dark to light. */
import type { ChartTheme } from './theme.ts';

/** By theme. Asking the page for a token makes it work out all styles again, far too slow for every frame of every chart. */
const THEMES = new Map<string, ChartTheme>();

/** The custom properties of the theme that the page has now. */
export function readTheme(): ChartTheme {
  const page = document.documentElement;
  const name = page.dataset['theme'] ?? '';
  const known = THEMES.get(name);
  if (known) return known;
  const theme = collectTheme(page);
  THEMES.set(name, theme);
  return theme;
}

function collectTheme(page: HTMLElement): ChartTheme {
  const style = getComputedStyle(page);
  const colours = new Map<string, string>();
  const colourOf = (token: string): string => {
    const colour = colours.get(token) ?? (style.getPropertyValue(`--${token}`).trim() || style.color);
    colours.set(token, colour);
    return colour;
  };
  return { background: colourOf('surface-1'), text: colourOf('text-2'), grid: colourOf('line'), colourOf };
}
