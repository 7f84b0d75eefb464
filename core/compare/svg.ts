/** Cost against quality as an SVG picture for papers and slides. */
import { escapeXml } from '../metrics/escapeXml.ts';
import { paretoFront } from '../metrics/pareto.ts';
import type { SeedGroup } from '../pipeline/index.ts';
import type { QualityColumn } from './columns.ts';
import { DEFAULT_COST_AXIS, type CostAxis } from './costAxes.ts';
import { measuredDots, publishedDots, type Dot } from './plotDots.ts';

const WIDTH = 960;
const HEIGHT = 420;
/** Of the font below, on the safe side. */
const LETTER_WIDTH = 7;
const MARGIN = { left: 64, right: 370, top: 24, bottom: 48 } as const;

/**
 * Cost of one network on a logarithmic axis against the metric; the front of ours as a line, published results hollow.
 * @throws RangeError if there is no point to draw
 */
export function comparisonSvg(
  groups: readonly SeedGroup[],
  column: QualityColumn,
  axis: CostAxis = DEFAULT_COST_AXIS,
): string {
  const measured = measuredDots(groups, column, axis);
  const published = publishedDots(column, axis);
  const dots = [...measured, ...published];
  if (dots.length === 0) throw new RangeError(`None of the runs was measured with ${column.key}.`);
  const { x, y, low, high } = scalesOf(dots);
  const place =
    (name: (dot: Dot, index: number) => string) =>
    (dot: Dot, index: number): string =>
      dotSvg(
        name(dot, index),
        dot,
        x(dot.cost),
        [dot.quality, dot.quality - dot.spread, dot.quality + dot.spread].map(y),
      );
  const front = paretoFront(measured, column.better).map((dot) => `${x(dot.cost).toFixed(1)},${y(dot.quality).toFixed(1)}`); // prettier-ignore
  const ticks = [low, (low + high) / 2, high].map((value) =>
    text(MARGIN.left - 8, y(value) + 4, value.toPrecision(3).replace('-', '−'), 'end'),
  );
  const costTicks = [
    ...new Set([Math.min(...dots.map(({ cost }) => cost)), Math.max(...dots.map(({ cost }) => cost))]),
  ];
  const costs = costTicks.map((cost) =>
    text(x(cost), HEIGHT - MARGIN.bottom + 18, `${cost.toPrecision(3)} ${axis.unit}`, 'middle'),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#333" role="img" aria-label="${escapeXml(`${axis.title} against ${column.name}`)}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<path d="M${MARGIN.left} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}H${WIDTH - MARGIN.right}" fill="none" stroke="#999"/>
${text(MARGIN.left, 16, column.heading, 'start')}${text(WIDTH - MARGIN.right, HEIGHT - 10, `${axis.title} of the student`, 'end')}
${[...ticks, ...costs].join('')}
<polyline points="${front.join(' ')}" fill="none" stroke="#0f766e" stroke-width="1.5"/>
${measured.map(place(({ label }) => label)).join('\n')}
${published.map(place((_, index) => String(index + 1))).join('\n')}
${published.map(({ label }, index) => text(WIDTH - MARGIN.right + 24, MARGIN.top + 40 + 16 * index, `${String(index + 1)}  ${label}`, 'start')).join('\n')}
</svg>
`;
}

function scalesOf(dots: readonly Dot[]) {
  const logs = dots.map(({ cost }) => Math.log10(cost));
  const [left, right] = [Math.min(...logs) - 0.2, Math.max(...logs) + 0.2];
  const low = Math.min(...dots.map(({ quality, spread }) => quality - spread));
  const high = Math.max(...dots.map(({ quality, spread }) => quality + spread));
  const room = (high - low) * 0.1 || Math.abs(high) * 0.1 || 1;
  const x = (cost: number): number => MARGIN.left + ((Math.log10(cost) - left) / (right - left)) * (WIDTH - MARGIN.left - MARGIN.right); // prettier-ignore
  const y = (quality: number): number => HEIGHT - MARGIN.bottom - ((quality - low + room) / (high - low + 2 * room)) * (HEIGHT - MARGIN.top - MARGIN.bottom); // prettier-ignore
  return { x, y, low, high };
}

function dotSvg(name: string, { label, isPublished, spread }: Dot, x: number, heights: readonly number[]): string {
  const [y = 0, low = 0, high = 0] = heights;
  const fill = isPublished ? 'fill="#fff" stroke="#777"' : 'fill="#0f766e"';
  const bar = spread > 0 ? `<path d="M${x.toFixed(1)} ${low.toFixed(1)}V${high.toFixed(1)}" stroke="#0f766e"/>` : '';
  const dot = `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4.5" ${fill}><title>${escapeXml(label)}</title></circle>`;
  return `${bar}${dot}${text(x + 8, y + 4, fitting(name, WIDTH - x - 8), 'start')}`;
}

/** The name as far as there is room. What tells runs apart is often its end: letters go from the middle. */
function fitting(name: string, room: number): string {
  const letters = Math.floor(room / LETTER_WIDTH);
  if (name.length <= letters) return name;
  const end = Math.floor((letters - 1) / 2);
  return `${name.slice(0, letters - 1 - end)}…${name.slice(-end)}`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}
