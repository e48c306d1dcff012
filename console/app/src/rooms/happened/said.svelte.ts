/** Saying something from this room: whether it is under way, what went wrong, and whether it waits for a receipt. */

import { LockedError, saying } from '../../register/saying.svelte.ts';
import { shortcuts } from '../../shell/shortcuts.svelte.ts';
import type { Act } from '../../statement/acts/act.ts';
import { Sealer } from '../../statement/disclosure.ts';

export class Said {
  busy = $state(false);
  fault = $state<unknown>();
  /** There was no answer yet: it waits on this machine. */
  waits = $state(false);

  /** Signs and submits; whether it was taken, or waits. */
  async say(what: string, make: (sealer: Sealer) => Promise<Act>): Promise<boolean> {
    [this.busy, this.fault, this.waits] = [true, undefined, false];
    try {
      const sealer = new Sealer();
      const act = await make(sealer);
      this.waits = (await saying.say(what, act, sealer.given)) === undefined;
      return true;
    } catch (error) {
      if (error instanceof LockedError) shortcuts.asked = true;
      else this.fault = error;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
