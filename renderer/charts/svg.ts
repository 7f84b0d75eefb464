/** A chart as SVG text: for files and slides, sharp at any size. */
import { escapeXml } from '../../core/metrics/escapeXml.ts';
import { MARGIN, type Plot, type PlotPath } from './plot.ts';
import type { ChartTheme } from './theme.ts';

const TITLE_HEIGHT = 24;

export function toSvg(plot: Plot, title: string, theme: ChartTheme): string {
  const { widthPixels: width, heightPixels: height } = plot;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + TITLE_HEIGHT}" font-family="system-ui, sans-serif" font-size="11" fill="${theme.text}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height + TITLE_HEIGHT}" fill="${theme.background}"/>`,
    `<text x="${MARGIN.left}" y="16" font-size="13">${escapeXml(title)}</text>`,
    `<g transform="translate(0 ${TITLE_HEIGHT})">`,
    ...gridOf(plot, theme),
    `<clipPath id="frame"><rect x="${plot.x.range.from}" y="0" width="${round(plot.x.range.to - plot.x.range.from)}" height="${height}"/></clipPath>`,
    `<g clip-path="url(#frame)" fill="none" stroke-linejoin="round">`,
    ...plot.paths.map((path) => lineOf(path, theme)),
    '</g>',
    ...plot.glyphs.map(
      ({ x, y, text, colour }) =>
        `<text x="${round(x)}" y="${round(y + 4)}" font-weight="bold" fill="${theme.colourOf(colour)}">${escapeXml(text)}</text>`,
    ),
    '</g></svg>',
  ].join('\n');
}

function gridOf(plot: Plot, theme: ChartTheme): string[] {
  const { from: left, to: right } = plot.x.range;
  const bottom = plot.y.range.from;
  return [
    ...plot.yTicks.flatMap(({ pixel, label }) => [
      `<path d="M${left} ${round(pixel)}H${right}" stroke="${theme.grid}"/>`,
      `<text x="${left - 6}" y="${round(pixel + 4)}" text-anchor="end">${label}</text>`,
    ]),
    ...plot.xTicks.map(
      ({ pixel, label }) => `<text x="${round(pixel)}" y="${bottom + 15}" text-anchor="middle">${label}</text>`,
    ),
  ];
}

function lineOf({ points, colour, dash, isFaint }: PlotPath, theme: ChartTheme): string {
  const dashes = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
  const style = isFaint ? 'stroke-width="1" opacity="0.3"' : 'stroke-width="1.5"';
  return `<path d="${pathData(points)}" stroke="${theme.colourOf(colour)}" ${style}${dashes}/>`;
}

/** SVG path data of x, y, x, y, …; a NaN starts a new piece. */
export function pathData(points: Float64Array): string {
  let data = '';
  let isDown = false;
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = [points[index]!, points[index + 1]!];
    if (Number.isNaN(y)) {
      isDown = false;
      continue;
    }
    data += `${isDown ? 'L' : 'M'}${round(x)} ${round(y)}`;
    isDown = true;
  }
  return data;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
