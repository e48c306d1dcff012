/** A room: a folder of its own, and one line in the list ({@link ./rooms.ts}). */

import type { Component } from 'svelte';

export interface Room {
  /** In the address, and in the catalogue as `room-ID`. */
  id: string;
  /** The key that goes there, with Alt. */
  key: string;
  /** A path of 24 by 24 that is drawn as a line. */
  icon: string;
  /** The page; fetched when the room is entered. */
  load: () => Promise<{ default: Component }>;
}
