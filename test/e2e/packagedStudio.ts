// Drives a packaged studio. Its fuses close the way that Playwright takes into Electron, so this speaks to the page over
// Chromium's own debugging port.
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const PORT = 9333;
const START_PATIENCE_MS = 30_000;
const BRIDGE_TRIES = 50;

const TargetsSchema = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
const AnswerSchema = z.object({
  id: z.number(),
  result: z
    .object({ result: z.object({ value: z.unknown() }), exceptionDetails: z.object({ text: z.string() }).optional() })
    .optional(),
});

export class PackagedStudio {
  readonly #child: ChildProcess;
  readonly #socket: WebSocket;
  #nextId = 1;

  private constructor(child: ChildProcess, socket: WebSocket) {
    this.#child = child;
    this.#socket = socket;
  }

  /** Starts `program` and waits for its page. */
  static async open(program: string, profile: string): Promise<PackagedStudio> {
    const words = [`--user-data-dir=${profile}`, `--remote-debugging-port=${String(PORT)}`];
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(program, [...words, ...asRoot], { cwd: profile, stdio: 'ignore' });
    const socket = new WebSocket(await pageAddress());
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    const studio = new PackagedStudio(child, socket);
    await studio.#waitForBridge();
    return studio;
  }

  /** The value of an expression in the page; promises are awaited. */
  async evaluate(expression: string): Promise<unknown> {
    const id = this.#nextId++;
    const params = { expression, awaitPromise: true, returnByValue: true };
    const answer = new Promise<z.infer<typeof AnswerSchema>>((resolve) => {
      const listen = ({ data }: MessageEvent): void => {
        const parsed = AnswerSchema.safeParse(JSON.parse(String(data)));
        if (!parsed.success || parsed.data.id !== id) return;
        this.#socket.removeEventListener('message', listen);
        resolve(parsed.data);
      };
      this.#socket.addEventListener('message', listen);
    });
    this.#socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    const { result } = await answer;
    if (!result || result.exceptionDetails)
      throw new Error(result?.exceptionDetails?.text ?? 'The page did not answer.');
    return result.result.value;
  }

  /** The page is a target before it is loaded; what is asked then gets lost. */
  async #waitForBridge(): Promise<void> {
    for (let tries = 0; tries < BRIDGE_TRIES; tries++) {
      if ((await this.evaluate("'studio' in window").catch(() => false)) === true) return;
      await sleep(200);
    }
    throw new Error('The page of the packaged studio has no bridge.');
  }

  /** Ends the program and waits until it is gone. */
  async close(): Promise<void> {
    this.#socket.close();
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill();
    await gone;
  }
}

async function pageAddress(): Promise<string> {
  const deadline = Date.now() + START_PATIENCE_MS;
  while (Date.now() < deadline) {
    const targets = await fetch(`http://127.0.0.1:${String(PORT)}/json`).then(
      async (answer) => TargetsSchema.parse(await answer.json()),
      () => [],
    );
    const page = targets.find(({ type, url }) => type === 'page' && url.startsWith('studio://'));
    if (page) return page.webSocketDebuggerUrl;
    await sleep(200);
  }
  throw new Error('The packaged studio did not show its page in time.');
}
