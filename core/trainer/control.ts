/** What the user asked a running engine to do; the loop looks at it between steps. */

export class Control {
  private stopAsked = false;
  private pauseAsked = false;
  private wake: (() => void) | undefined;

  get stopRequested(): boolean {
    return this.stopAsked;
  }

  get pauseRequested(): boolean {
    return this.pauseAsked;
  }

  stop(): void {
    this.stopAsked = true;
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
    while (this.pauseAsked && !this.stopAsked) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.wake = undefined;
  }
}
