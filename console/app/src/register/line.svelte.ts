/**
 * Whether the server can be reached, by what came of the last requests and by asking now and then: a stream over a cable
 * that was pulled looks open for minutes.
 */

const ASK_EVERY_MS = 15_000;

class Line {
  reachable = $state(true);
  readonly #back = new Set<() => void>();

  /** Begins to look; `back` runs each time when the line is there again. */
  watch(back: () => void): () => void {
    this.#back.add(back);
    const ask = (): void => {
      // Nobody's word, and counted to nobody's share.
      fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(ASK_EVERY_MS) }).then(
        () => this.found(),
        () => this.lost(),
      );
    };
    const lost = (): void => this.lost();
    const timer = setInterval(ask, ASK_EVERY_MS);
    addEventListener('offline', lost);
    addEventListener('online', ask);
    return () => {
      this.#back.delete(back);
      clearInterval(timer);
      removeEventListener('offline', lost);
      removeEventListener('online', ask);
    };
  }

  found(): void {
    if (this.reachable) return;
    this.reachable = true;
    for (const back of this.#back) back();
  }

  lost(): void {
    this.reachable = false;
  }
}

export const line = new Line();
