/** What a run says to its host: messages with their sequence numbers, metrics pooled so that fast steps do not flood it. */
import type { EngineMessage, MetricPoint } from '../protocol/index.ts';

type WithoutSequence<Message> = Message extends EngineMessage ? Omit<Message, 'sequence'> : never;
export type EngineSaying = WithoutSequence<EngineMessage>;

const METRICS_INTERVAL_MS = 250;

export class EngineVoice {
  private readonly post: (message: EngineMessage) => void;
  private sequence = 0;
  private pooled: MetricPoint[] = [];
  private lastFlushMs = 0;

  constructor(post: (message: EngineMessage) => void) {
    this.post = post;
  }

  say(saying: EngineSaying): void {
    // What is said about a step comes after its numbers.
    if (saying.kind !== 'metrics') this.flush();
    this.post({ ...saying, sequence: this.sequence++ } as EngineMessage);
  }

  /** Numbers of one step; they go out four times a second. Returns whether they just did. */
  metrics(point: MetricPoint): boolean {
    this.pooled.push(point);
    if (performance.now() - this.lastFlushMs < METRICS_INTERVAL_MS) return false;
    this.flush();
    return true;
  }

  private flush(): void {
    this.lastFlushMs = performance.now();
    const points = this.pooled;
    if (points.length === 0) return;
    this.pooled = [];
    this.say({ kind: 'metrics', points });
  }
}
