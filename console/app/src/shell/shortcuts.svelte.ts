/**
 * The keyboard: one map for the whole page, shown with `?`. Letters alone do nothing while something is being written.
 */

import { ROOMS } from '../rooms/rooms.ts';
import { session } from '../register/session.svelte.ts';
import { choices } from './choices.svelte.ts';
import { address } from './place.svelte.ts';

/** What a room adds while it is open. */
export interface Shortcut {
  key: string;
  /** What it does, by a key of the catalogue. */
  does: string;
  run: () => void;
}

/** Where letters are written, or mean something of their own: not boxes to tick, nor the map. */
export const WRITTEN_IN = 'input:not([type=checkbox], [type=radio], [type=range], [type=file]), textarea, select, [contenteditable], dialog';

class Shortcuts {
  /** The map is shown. */
  shown = $state(false);
  /** The screen is locked. */
  locked = $state(false);
  /** Something asks for the passphrase. */
  asked = $state(false);
  own = $state.raw<Shortcut[]>([]);

  /** A room's own keys, until it is left. */
  while(own: Shortcut[]): () => void {
    this.own = own;
    return () => {
      if (this.own === own) this.own = [];
    };
  }

  lock(): void {
    session.lock();
    this.locked = true;
  }

  pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing) return;
    const writes = event.target instanceof Element && event.target.closest(WRITTEN_IN);
    if (event.altKey) {
      const room = ROOMS.find((one) => event.code === `Digit${one.key}`);
      if (room) {
        event.preventDefault();
        address.go(room.id);
      }
      return;
    }
    if (writes || !choices.keys) return;
    const run = event.key === '?' ? () => (this.shown = true) : event.key === 'L' ? () => this.lock() : this.locked ? undefined : this.own.find((one) => one.key === event.key)?.run;
    if (!run) return;
    // Whatever takes the focus now is not written in by the same key.
    event.preventDefault();
    run();
  }
}

export const shortcuts = new Shortcuts();
