/** How all charts of a page are drawn: they share axes, smoothing, zoom and the place under the pointer. */
import type { Interval } from '../charts/interval.ts';
import type { XAxis } from '../charts/plot.ts';
import type { ScaleKind } from '../charts/scale.ts';

export class ChartSettings {
  xAxis = $state<XAxis>('step');
  yKind = $state<ScaleKind>('linear');
  /** Weight of the moving average, 0 … 0.99; 0 is off. */
  smoothing = $state(0.8);
  clipOutliers = $state(true);
  /** The stretch of x that is shown; undefined: all of it, growing with the run. */
  window = $state.raw<Interval>();
  /** x under the pointer, in any of the charts. */
  hoverX = $state<number>();

  /** Steps and times are different numbers, so a zoom does not survive the change. */
  setXAxis(xAxis: XAxis): void {
    this.xAxis = xAxis;
    this.window = undefined;
    this.hoverX = undefined;
  }
}
