/**
 * Whom this browser believes: the policy that somebody gave it for the register, and what it makes of the witnesses'
 * signatures under the latest public checkpoint. The verifier is fetched when there is something to verify.
 */

import { session } from './session.svelte.ts';
import type { Witnessed } from './witnesses.ts';

class Belief {
  /** The policy as it was given. */
  text = $state<string | undefined>();
  /** Names of its witnesses. */
  names = $state.raw<string[]>([]);
  /** What stands under the checkpoint that was verified last. */
  witnessed = $state.raw<Witnessed | undefined>();
  /** The checkpoint itself cannot be read. */
  isBroken = $state(false);
  #genesis = '';
  #asked = 0;

  /** How many witnesses' signatures hold, each witness once. */
  get count(): number {
    const { isLogs, cosigned } = this.witnessed ?? { isLogs: false, cosigned: [] };
    return isLogs ? new Set(cosigned.filter(({ stands }) => stands === 'verified').map(({ name }) => name)).size : 0;
  }

  /** When the latest of them signed. */
  get at(): number | undefined {
    const times = (this.witnessed?.cosigned ?? []).flatMap(({ stands, at }) => (stands === 'verified' && at !== undefined ? [at] : []));
    return this.count > 0 ? Math.max(...times) : undefined;
  }

  /** Takes a policy for the register that is open in place of another; gives why not, where it is none for it. */
  async take(bytes: Uint8Array): Promise<{ what: 'policy-none' | 'policy-other'; detail: string } | undefined> {
    const { Malformed, OtherLogError, policyFor, witnessesIn } = await import('./witnesses.ts');
    try {
      const policy = policyFor(bytes, session.card?.log ?? '');
      [this.text, this.names] = [new TextDecoder().decode(bytes), witnessesIn(policy)];
    } catch (error) {
      if (error instanceof OtherLogError) return { what: 'policy-other', detail: '' };
      if (error instanceof Malformed) return { what: 'policy-none', detail: error.message };
      throw error;
    }
    try {
      localStorage.setItem(this.#shelf, this.text);
    } catch {
      // A browser that keeps nothing believes it for this visit.
    }
    return undefined;
  }

  forget(): void {
    [this.text, this.names] = [undefined, []];
    localStorage.removeItem(this.#shelf);
  }

  /** The same where there is a policy; without one there is nothing that could hold, and nothing is fetched for it. */
  async follow(note: string): Promise<void> {
    this.#recall();
    if (this.text !== undefined) await this.verify(note);
  }

  /** Verifies what stands under a public checkpoint, by the policy as it is now. */
  async verify(note: string): Promise<void> {
    const mine = ++this.#asked;
    this.#recall();
    const { witnessed, policyFor, witnessesIn } = await import('./witnesses.ts');
    const log = session.card?.log ?? '';
    try {
      const policy = this.text === undefined ? undefined : policyFor(new TextEncoder().encode(this.text), log);
      const found = witnessed(note, log, policy);
      if (mine !== this.#asked) return;
      [this.witnessed, this.isBroken, this.names] = [found, false, policy ? witnessesIn(policy) : []];
    } catch {
      if (mine === this.#asked) [this.witnessed, this.isBroken] = [undefined, true];
    }
  }

  /** What an earlier visit was given. */
  #recall(): void {
    if (this.#genesis === session.register?.genesis) return;
    this.#genesis = session.register?.genesis ?? '';
    this.text = localStorage.getItem(this.#shelf) ?? undefined;
  }

  get #shelf(): string {
    return `truceline-policy-${session.register?.genesis ?? ''}`;
  }
}

export const belief = new Belief();
