/**
 * Drafts on this machine, sealed for the key that wrote them. A draft is NOT SUBMITTED until there is a receipt: one that
 * was signed stays until its statement has gone out.
 */

import * as cupboard from '../../keys/cupboard.ts';
import { seal, unseal, type Sealed } from '../../keys/kept.ts';
import { saying } from '../../register/saying.svelte.ts';
import { session } from '../../register/session.svelte.ts';
import type { Draft } from './draft.ts';

interface Kept extends Sealed {
  /** The draft's id. */
  id: string;
  key: string;
}

class Drafts {
  /** Those of the open key, written on last first. */
  all = $state.raw<Draft[]>([]);
  #key: string | undefined;

  /** Reads them; of a key that is not open there are none to be seen. */
  async open(): Promise<void> {
    const key = session.key;
    this.#key = key?.id;
    if (!key) {
      this.all = [];
      return;
    }
    const own = (await cupboard.all<Kept>('drafts')).filter((one) => one.key === key.id);
    const read = await Promise.all(own.map((one) => unseal(key, `draft ${one.id}`, one) as Promise<Draft | undefined>));
    if (this.#key === key.id) this.all = read.filter((one) => one !== undefined).sort((a, b) => b.at.localeCompare(a.at));
  }

  /** Keeps a draft; resolved when the disk has it. */
  async keep(draft: Draft): Promise<void> {
    const key = session.key;
    if (!key) return;
    const plain = { ...draft, at: new Date().toISOString() };
    await cupboard.put({ drafts: { id: draft.id, key: key.id, ...(await seal(key, `draft ${draft.id}`, plain)) } satisfies Kept });
    this.all = [plain, ...this.all.filter((one) => one.id !== draft.id)];
  }

  async drop(id: string): Promise<void> {
    await cupboard.remove('drafts', id);
    this.all = this.all.filter((one) => one.id !== id);
  }

  /** Whether a draft is signed and waits to go out. */
  isSigned(id: string): boolean {
    return saying.waiting.some((one) => one.about === id);
  }
}

export const drafts = new Drafts();
