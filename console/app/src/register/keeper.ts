/**
 * Puts what is shown into the cupboard now and then, while the key is open that seals it. Not here: what it looks like
 * there ({@link ./shown.ts}), and when it is taken out ({@link ./session.svelte.ts}).
 */

import { answers } from './answers.svelte.ts';
import { session } from './session.svelte.ts';
import { keep, type ShownList } from './shown.ts';

/** Kept so often where something came, and when the page is left. */
const KEEP_EVERY_MS = 15_000;
/** The first time sooner: whoever signs in may be cut at once. */
const FIRST_MS = 3_000;

/** A list that is shown. */
interface Listed {
  value: unknown;
  at: number | undefined;
}

export class Keeper {
  readonly #lists: () => Record<string, Listed>;
  #timers: ReturnType<typeof setInterval>[] = [];
  #last = '';
  readonly #left = (): void => {
    if (document.visibilityState === 'hidden') void this.now();
  };

  constructor(lists: () => Record<string, Listed>) {
    this.#lists = lists;
  }

  begin(): void {
    this.#timers = [setTimeout(() => void this.now(), FIRST_MS), setInterval(() => void this.now(), KEEP_EVERY_MS)];
    document.addEventListener('visibilitychange', this.#left);
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#last = '';
    document.removeEventListener('visibilitychange', this.#left);
  }

  /** Keeps it, where anything came since it was kept last. */
  async now(): Promise<void> {
    const { key, register, view, ahead_ms } = session;
    // What is shown of an earlier time is kept already.
    if (!key?.keeping || !register || !view || session.kept) return;
    const lists: Record<string, ShownList> = {};
    for (const [name, { value, at }] of Object.entries(this.#lists())) if (value !== undefined && at !== undefined) lists[name] = { value, at };
    const rooms = answers.all();
    const last = `${key.id} ${[...Object.values(lists), ...Object.values(rooms)].map(({ at }) => at).join(' ')}`;
    if (last === this.#last || Object.keys(lists).length === 0) return;
    this.#last = last;
    try {
      await keep(key, { register, session: view, ahead_ms, lists, answers: rooms });
    } catch {
      // A disk that is full keeps what it had.
    }
  }
}
