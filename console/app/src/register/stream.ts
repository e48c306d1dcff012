/**
 * The event stream with resume: two lanes, so that an alert waits behind nothing.
 *
 * After a break it goes on behind the last event that was heard. Not here: what an event means for the rooms.
 */

import type { RecordView } from './api.gen.ts';

export type Lane = 'urgent' | 'all';
/** What an event is. */
export type Kind = 'begin' | 'record' | 'alert' | 'stop';

/** Whoever listens. */
export interface Listener {
  heard(kind: Kind, record: RecordView | undefined): void;
  /** The line is there, or is not. */
  line(lane: Lane, open: boolean): void;
}

/** First and longest pause before a line is tried again. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;

/** One lane; {@link close} ends it. */
export class Stream {
  readonly #lane: Lane;
  readonly #listener: Listener;
  #source: EventSource | undefined;
  #last: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = PAUSE_MS;

  constructor(lane: Lane, listener: Listener) {
    this.#lane = lane;
    this.#listener = listener;
    this.#open();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  /** Tries at once, where the line is not open: somebody knows that there is one. */
  again(): void {
    if (this.#source === undefined || this.#source.readyState === EventSource.OPEN) return;
    clearTimeout(this.#timer);
    this.#source.close();
    this.#pause = PAUSE_MS;
    this.#open();
  }

  #open(): void {
    const query = new URLSearchParams({ lane: this.#lane });
    if (this.#last !== undefined) query.set('after', this.#last);
    const source = new EventSource(`/v1/events?${query}`, { withCredentials: false });
    this.#source = source;
    source.onopen = () => {
      this.#pause = PAUSE_MS;
      this.#listener.line(this.#lane, true);
    };
    source.onerror = () => {
      this.#listener.line(this.#lane, false);
      // The browser comes back by itself unless the answer was a refusal; then it has closed the line.
      if (source.readyState === EventSource.CLOSED) this.#later();
    };
    for (const kind of ['begin', 'record', 'alert', 'stop'] as const)
      source.addEventListener(kind, (event) => this.#take(kind, event as MessageEvent<string>));
  }

  #later(): void {
    if (this.#source === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  #take(kind: Kind, event: MessageEvent<string>): void {
    if (event.lastEventId) this.#last = event.lastEventId;
    this.#listener.heard(kind, read(event.data));
  }
}

function read(data: string): RecordView | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null && 'index' in value ? (value as RecordView) : undefined;
  } catch {
    return undefined;
  }
}
