/** Asks one question at a time. Questions that come meanwhile wait, and only the latest of them is asked. */
export class LatestWins<Question> {
  readonly #ask: (question: Question) => Promise<void>;
  #isBusy = false;
  #waiting: { readonly question: Question } | undefined;

  /** `ask` must not reject. */
  constructor(ask: (question: Question) => Promise<void>) {
    this.#ask = ask;
  }

  /** Resolves when this question was answered or has given way to a later one, and nothing waits any more. */
  async put(question: Question): Promise<void> {
    this.#waiting = { question };
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#waiting) {
      const { question: latest }: { readonly question: Question } = this.#waiting;
      this.#waiting = undefined;
      await this.#ask(latest);
    }
    this.#isBusy = false;
  }
}
