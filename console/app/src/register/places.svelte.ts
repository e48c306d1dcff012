/**
 * Where people are, as this party was told: fetched when somebody opens a view that shows it, since each place of another
 * party that is shown is on record as a look. What was fetched once is kept while the page is open.
 */

import type { PlacedView } from './api.gen.ts';
import { Problem, get } from './client.ts';
import { live } from './live.svelte.ts';

export type Placed = PlacedView;

class Places {
  value = $state.raw<Map<string, PlacedView>>(new Map());
  problem = $state.raw<Problem | undefined>();
  /** Whether any view has asked. */
  wanted = $state(false);
  #from = 0;
  #running = false;

  /** Fetches what was said since the last time. */
  async refresh(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.wanted = true;
    try {
      const all = new Map(this.value);
      let after: string | undefined;
      let newest = this.#from;
      let came = false;
      do {
        const page = await get('/v1/places', {}, { from: this.#from, after });
        for (const placed of page.places) {
          all.set(keyOf(placed.party.id, placed.id), placed);
          came = true;
          newest = Math.max(newest, placed.record + 1, (placed.way?.record ?? -1) + 1);
        }
        after = page.next ?? undefined;
      } while (after !== undefined);
      this.#from = newest;
      if (came) this.value = all;
      this.problem = undefined;
    } catch (error) {
      this.problem = error instanceof Problem ? error : new Problem('internal', 0, String(error));
    } finally {
      this.#running = false;
    }
  }

  /** Forgets everything: whoever comes next asks anew. */
  forget(): void {
    this.value = new Map();
    this.wanted = false;
    this.#from = 0;
  }
}

/** A notification by its party and its id. */
export function keyOf(party: string, id: string): string {
  return `${party}.${id}`;
}

export const places = new Places();

/** The notifications as they stand, by {@link keyOf}. */
export function standing(): Map<string, NonNullable<typeof live.notifications.value>[number]> {
  return new Map((live.notifications.value ?? []).map((one) => [keyOf(one.party.id, one.id), one]));
}
