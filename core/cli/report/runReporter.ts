/** Shows a run while it runs. */
import type { EngineMessage } from '../../protocol/index.ts';
import type { RunEnd, RunRecord } from '../../store/index.ts';

export interface RunReporter {
  /** Before the engine starts. */
  started(run: RunRecord): void;
  message(message: EngineMessage): void;
  /** Something the program itself has to say, such as that it saves now. */
  note(text: string): void;
  ended(run: RunRecord, end: RunEnd): void;
}
