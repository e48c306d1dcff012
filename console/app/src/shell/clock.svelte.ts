/** The time that the page shows: the server's, once a second. */

import { session } from '../register/session.svelte.ts';

class Clock {
  /** Milliseconds since 1970, by the server's clock. */
  now = $state(Date.now());

  constructor() {
    setInterval(() => {
      this.now = Date.now() + session.ahead_ms;
    }, 1_000);
  }

  /** How long ago a moment was. */
  since(text: string | number | Date): number {
    return this.now - new Date(text).getTime();
  }
}

export const clock = new Clock();
