/** Training time, speed and time left. */

/** The speed is that of so many recent steps, so that it follows the machine. */
const WINDOW_STEPS = 50;
/** The first steps of a session are slower than the rest: they warm caches up and prepare the graph. */
const WARM_UP_STEPS = 3;

export class Pace {
  private readonly recentMs: number[] = [];
  private stepsTimed = 0;
  private totalMs: number;

  /** @param trainedMs training time of earlier sessions of the run */
  constructor(trainedMs: number) {
    this.totalMs = trainedMs;
  }

  get trainedMs(): number {
    return this.totalMs;
  }

  /** Counts one step with everything that belongs to it. */
  add(stepMs: number): void {
    this.totalMs += stepMs;
    this.stepsTimed++;
    if (this.stepsTimed <= WARM_UP_STEPS) return;
    this.recentMs.push(stepMs);
    if (this.recentMs.length > WINDOW_STEPS) this.recentMs.shift();
  }

  /** 0 until steps are timed. */
  get stepsPerSecond(): number {
    const sumMs = this.recentMs.reduce((sum, value) => sum + value, 0);
    return sumMs > 0 ? (1000 * this.recentMs.length) / sumMs : 0;
  }

  etaSeconds(stepsLeft: number): number | null {
    const speed = this.stepsPerSecond;
    return speed > 0 ? stepsLeft / speed : null;
  }
}
