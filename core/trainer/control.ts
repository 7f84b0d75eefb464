/** What the user asked a running engine to do; the loop looks at it between steps. */

export class Control {
  private readonly stopper = new AbortController();
  private pauseAsked = false;
  private wake: (() => void) | undefined;

  get stopRequested(): boolean {
    return this.stopper.signal.aborted;
  }

  /** Aborted by `stop`: for what comes before the first step and may take long. */
  get stopSignal(): AbortSignal {
    return this.stopper.signal;
  }

  get pauseRequested(): boolean {
    return this.pauseAsked;
  }

  stop(): void {
    this.stopper.abort();
    this.wake?.();
  }

  pause(): void {
    this.pauseAsked = true;
  }

  resume(): void {
    this.pauseAsked = false;
    this.wake?.();
  }

  /** Resolves when the pause ends, by resuming or stopping. */
  async untilResumed(): Promise<void> {
    while (this.pauseAsked && !this.stopRequested) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.wake = undefined;
  }
}
