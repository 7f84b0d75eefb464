/** How fast generators are here. */
import type { HandlersOf } from '../ipc/handlers.ts';
import type { OneAtATime } from '../work/oneAtATime.ts';
import type { SpeedBench } from '../work/speedBench.ts';

export interface SpeedServices {
  readonly bench: SpeedBench;
  readonly work: OneAtATime;
}

export function createSpeedHandlers({ bench, work }: SpeedServices): HandlersOf<'speeds'> {
  return {
    list: ({ runId }) => bench.list(runId),
    measure: (request) => bench.measure(request),
    keep: (request) => bench.keep(request),
    stop: () => work.stop(),
  };
}
