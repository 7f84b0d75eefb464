/** The colours a chart is drawn with. */

export interface ChartTheme {
  readonly background: string;
  readonly text: string;
  readonly grid: string;
  /** The colour behind a name such as `student`. */
  colourOf(name: string): string;
}
