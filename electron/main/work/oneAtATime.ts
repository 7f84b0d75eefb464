/** Heavy work that a person has asked for, each piece in a process of its own: one at a time, and stopped with one word. */
import { StudioFault } from '../errors.ts';
import type { AloneJob } from '../tools/toolsProcess.ts';

export class OneAtATime {
  #isBusy = false;
  #job: AloneJob<unknown> | undefined;

  /**
   * `begin` hands over every process that it starts, so that it can be stopped.
   * @throws StudioFault `work-busy`; what the work throws
   */
  async do<Result>(work: (begin: <Value>(job: AloneJob<Value>) => Promise<Value>) => Promise<Result>): Promise<Result> {
    if (this.#isBusy) throw new StudioFault('work-busy');
    this.#isBusy = true;
    try {
      return await work((job) => {
        this.#job = job;
        return job.result;
      });
    } finally {
      this.#isBusy = false;
      this.#job = undefined;
    }
  }

  stop(): void {
    this.#job?.stop();
  }
}
