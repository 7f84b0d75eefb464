/** All metrics of one run in memory: what the store had, and what came live since. */
import type { MetricPoint } from '../../core/protocol/index.ts';
import type { StudioSeries } from '../../core/protocol/studio/index.ts';
import { GrowingColumn } from './growingColumn.ts';
import type { XAxis } from './plot.ts';
import { lowerBound, seriesOf, type Series } from './series.ts';
import { Smoother, weightFor } from './smooth.ts';

interface Metric {
  readonly steps: GrowingColumn;
  readonly trainedMs: GrowingColumn;
  readonly values: GrowingColumn;
  smoother: Smoother;
}

export class MetricTable {
  private readonly metrics = new Map<string, Metric>();

  /** In the order in which they were met first. */
  get names(): string[] {
    return [...this.metrics.keys()];
  }

  /** What the store has; points that are known already are skipped. */
  addSeries({ name, steps, trainedMs, values }: StudioSeries): void {
    steps.forEach((step, index) => this.add(name, step, trainedMs[index]!, values[index]!));
  }

  /** What comes live. A run that was resumed from an earlier step comes by steps again: what it had after them is gone. */
  addPoints(points: readonly MetricPoint[]): void {
    if (points[0]) this.forgetFrom(points[0].step);
    for (const { step, trainedMs, values } of points) {
      for (const [name, value] of Object.entries(values)) this.add(name, step, trainedMs, value);
    }
  }

  /** The last step that any metric has; −1 before the first. */
  lastStep(): number {
    return Math.max(-1, ...[...this.metrics.values()].map(({ steps }) => steps.last(-1)));
  }

  /** The numbers of `name` over steps or training time; empty for a name that is not there. */
  raw(name: string, xAxis: XAxis): Series {
    const metric = this.metrics.get(name);
    return metric ? seriesOf(xOf(metric, xAxis), metric.values.view(), metric.values.blocks) : seriesOf([], []);
  }

  /** The same, smoothed; `smoothing` is 0 … below 1. */
  smoothed(name: string, xAxis: XAxis, smoothing: number): Series {
    const metric = this.metrics.get(name);
    if (!metric) return seriesOf([], []);
    const weight = weightFor(smoothing, metric.values.length);
    if (metric.smoother.weight !== weight) metric.smoother = new Smoother(weight);
    return seriesOf(xOf(metric, xAxis), metric.smoother.smooth(metric.values.view()), metric.smoother.blocks);
  }

  private forgetFrom(step: number): void {
    for (const metric of this.metrics.values()) {
      if (metric.steps.last(-1) < step) continue;
      const kept = lowerBound(seriesOf(metric.steps.view(), metric.values.view()), step);
      for (const column of [metric.steps, metric.trainedMs, metric.values]) column.shorten(kept);
      metric.smoother = new Smoother(metric.smoother.weight);
    }
  }

  /** A step that is not beyond the last one came twice and is skipped; a time that is not known stays at the one before. */
  private add(name: string, step: number, trainedMs: number, value: number): void {
    const metric = this.metrics.get(name) ?? this.create(name);
    if (step <= metric.steps.last(-1)) return;
    metric.steps.push(step);
    metric.trainedMs.push(Number.isNaN(trainedMs) ? metric.trainedMs.last(0) : trainedMs);
    metric.values.push(value);
  }

  private create(name: string): Metric {
    const metric: Metric = {
      steps: new GrowingColumn(),
      trainedMs: new GrowingColumn(),
      values: new GrowingColumn(),
      smoother: new Smoother(0),
    };
    this.metrics.set(name, metric);
    return metric;
  }
}

function xOf(metric: Metric, xAxis: XAxis): Float64Array {
  return (xAxis === 'time' ? metric.trainedMs : metric.steps).view();
}
