/**
 * What a form says: whether it is busy, what came of it, and whether it waits on this machine without a receipt.
 *
 * Where the key is closed the reader is asked for the passphrase, and says it again. Not here: signing and sending
 * ({@link ./saying.svelte.ts}).
 */

import { shortcuts } from '../shell/shortcuts.svelte.ts';
import type { Act } from '../statement/acts/act.ts';
import { Sealer } from '../statement/disclosure.ts';
import type { StatedView } from './api.gen.ts';
import { LockedError, saying } from './saying.svelte.ts';

export class Voice {
  busy = $state(false);
  fault = $state.raw<unknown>();
  /** No answer came: it stands on this machine, not submitted. */
  waits = $state(false);
  /** What the register said last. */
  stated = $state.raw<StatedView | undefined>();

  /**
   * Says an act.
   *
   * @param what a key of the catalogue, `said-…`.
   * @returns whether it is said: on record, or waiting here.
   */
  async say(what: string, make: (sealer: Sealer) => Act | Promise<Act>): Promise<boolean> {
    this.busy = true;
    this.fault = undefined;
    try {
      const sealer = new Sealer();
      const act = await make(sealer);
      this.stated = await saying.say(what, act, sealer.given);
      this.waits = this.stated === undefined;
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
