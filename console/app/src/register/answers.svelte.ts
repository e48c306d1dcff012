/**
 * The lists that rooms show, as the register answered last: given in its place where no line is, and for as long only. They
 * are kept sealed with what the house showed ({@link ./keeper.ts}), so that a start without a line has every room's.
 *
 * Never among them: places of notifications and records, whose reading is a look and on record; and what is signed for as it
 * is at the moment, as in a handover.
 */

import { address } from '../shell/place.svelte.ts';
import { nameOf } from './lists.ts';
import type { ShownList } from './shown.ts';

/** Most answers that are kept, and most letters of all; what was heard longest ago goes first. */
const MOST = 200;
const MOST_LETTERS = 8 << 20;

/** An answer as its text, so that nobody changes it, and when it came. */
interface Heard {
  text: string;
  at: number;
}

class Answers {
  readonly #heard = new Map<string, Heard>();
  #letters = 0;
  /** When the oldest answer came that a room was given in place of a new one, by room. */
  #given = $state.raw<Record<string, number>>({});

  /** Of when the lists of the open room are, where they are old. */
  get at(): number | undefined {
    return this.#given[address.room || 'now'];
  }

  /** The register answered. */
  heard(asked: string, value: unknown): void {
    const name = nameOf(asked);
    if (name === undefined) return;
    this.#put(name, { text: JSON.stringify(value), at: Date.now() });
    // Who asks again and is answered sees what is so now.
    if (Object.keys(this.#given).length > 0) this.#given = {};
  }

  /** What it answered last; nothing where it never did. */
  find(asked: string): unknown {
    const found = this.#heard.get(nameOf(asked) ?? '');
    if (!found) return undefined;
    const room = address.room || 'now';
    this.#given = { ...this.#given, [room]: Math.min(this.#given[room] ?? Infinity, found.at) };
    return JSON.parse(found.text);
  }

  /** All of them, to be kept. */
  all(): Record<string, ShownList> {
    return Object.fromEntries([...this.#heard].map(([name, { text, at }]) => [name, { value: text, at }]));
  }

  /** As they were kept; what was heard since goes before. */
  restore(kept: Record<string, ShownList> | undefined): void {
    for (const [name, { value, at }] of Object.entries(kept ?? {})) if (typeof value === 'string' && !this.#heard.has(name)) this.#put(name, { text: value, at });
  }

  forget(): void {
    this.#heard.clear();
    this.#letters = 0;
    this.#given = {};
  }

  #put(name: string, heard: Heard): void {
    this.#drop(name);
    this.#heard.set(name, heard);
    this.#letters += heard.text.length;
    for (const oldest of this.#heard.keys()) {
      if (this.#heard.size <= MOST && this.#letters <= MOST_LETTERS) break;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#letters -= this.#heard.get(name)?.text.length ?? 0;
    this.#heard.delete(name);
  }
}

export const answers = new Answers();
