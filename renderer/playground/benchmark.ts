/** How fast an exported file is in the window: warm-up, then timed answers, in a worker that does nothing else. */
import { summarize, type Latency } from '../../core/export/latency.ts';
import type { StudioExport } from '../../core/protocol/studio/exports.ts';
import type { Device } from './device.ts';
import { ModelClient } from './modelClient.ts';
import type { CanvasPixels } from './modelPixels.ts';

export interface BenchmarkSettings {
  readonly device: Device;
  /** Of the square picture that the model is given. */
  readonly edge: number;
  readonly warmUpAnswers: number;
  readonly timedAnswers: number;
}

/** Times are of the model alone. */
export interface BenchmarkResult extends BenchmarkSettings, Omit<Latency, 'sizePixels'> {
  readonly exported: StudioExport;
  readonly runtime: string;
}

/** `onAnswer` hears how many answers have come, the warm-up's among them. Rejects if `signal` is aborted. */
export async function benchmark(
  exported: StudioExport,
  settings: BenchmarkSettings,
  onAnswer: (done: number) => void,
  signal: AbortSignal,
): Promise<BenchmarkResult> {
  const client = new ModelClient();
  // Ends a question that is being worked on, too.
  signal.addEventListener('abort', () => client.close());
  try {
    const runtime = await client.load(exported, settings.device);
    const times: number[] = [];
    for (let done = 1; done <= settings.warmUpAnswers + settings.timedAnswers; done += 1) {
      signal.throwIfAborted();
      const { milliseconds } = await client.run(testPicture(settings.edge));
      if (done > settings.warmUpAnswers) times.push(milliseconds);
      onAnswer(done);
    }
    return { ...settings, exported, runtime, ...summarize(times) };
  } finally {
    client.close();
  }
}

/** What it shows does not matter to the speed, but all zeros could. */
function testPicture(edge: number): CanvasPixels {
  const data = new Uint8ClampedArray(edge * edge * 4);
  for (let at = 0; at < data.length; at += 1) data[at] = (at * 7919) % 256;
  return { width: edge, height: edge, data };
}
