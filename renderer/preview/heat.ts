/** The colours of a difference: black, violet, orange, pale yellow; lightness only ever rises, so it reads in grey too. */

type Colour = readonly [red: number, green: number, blue: number];

/** Evenly spaced; close to the map "inferno" of S. van der Walt and N. Smith (public domain). */
const STOPS: readonly Colour[] = [
  [0, 0, 4],
  [87, 16, 110],
  [188, 55, 84],
  [249, 142, 9],
  [252, 255, 164],
];

/** Colour of `share`, 0 (equal) … 1; what is outside gets the end's. */
export function heatColour(share: number): Colour {
  const position = Math.min(Math.max(share, 0), 1) * (STOPS.length - 1);
  const index = Math.min(Math.floor(position), STOPS.length - 2);
  const [low, high] = [STOPS[index]!, STOPS[index + 1]!];
  const mixed = (channel: 0 | 1 | 2): number => low[channel] + (high[channel] - low[channel]) * (position - index);
  return [mixed(0), mixed(1), mixed(2)];
}

/** The scale as a CSS background, from equal to different. */
export function heatGradient(): string {
  return `linear-gradient(to right, ${STOPS.map((stop) => `rgb(${stop.join(' ')})`).join(', ')})`;
}
