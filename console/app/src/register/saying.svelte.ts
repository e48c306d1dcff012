/**
 * Saying something: signed in the page, kept on this machine, sent, and told apart by whether there is a receipt.
 *
 * A statement and the step of its key's chain are on disk together before it leaves. Where no answer comes it stays,
 * marked as not submitted, and the same bytes are sent again: the register takes them once.
 */

import * as cupboard from '../keys/cupboard.ts';
import type { HeldKey } from '../keys/key.ts';
import type { Act } from '../statement/acts/act.ts';
import type { Item } from '../statement/cbor.ts';
import { base64, unhex, writeId } from '../statement/id.ts';
import { sign } from '../statement/sign.ts';
import type { StatedView } from './api.gen.ts';
import { Problem, post } from './client.ts';
import { session } from './session.svelte.ts';

/** A statement that has no receipt yet. */
export interface Waiting {
  /** The act's id. */
  act: string;
  key: string;
  genesis: string;
  /** What it is, by a key of the catalogue. */
  what: string;
  /** The draft that it was, where it was one; it goes when there is a receipt. */
  about?: string;
  submission: Uint8Array;
  made: string;
}

/** The key is not open: the reader is asked for the passphrase. */
export class LockedError extends Error {}

/** Codes after which the same bytes are sent again. */
const AGAIN = new Set(['no-line', 'outcome-unknown', 'unavailable', 'starting', 'stopping', 'overload', 'too-many-requests', 'no-space', 'slow-request', 'internal']);

class Saying {
  waiting = $state<Waiting[]>([]);
  /** Receipts of this visit, by the act's id. */
  receipts = $state<Record<string, StatedView>>({});
  #sending = false;

  /** Takes up what the last visit left. */
  async begin(): Promise<void> {
    const genesis = session.register?.genesis;
    const left = (await cupboard.all<Waiting>('outbox')).filter((one) => one.genesis === genesis);
    // In the order in which they were signed, which is that of their chain.
    this.waiting = left.sort((a, b) => a.made.localeCompare(b.made));
    await this.retry();
  }

  /**
   * Signs and submits an act.
   *
   * @param about the draft that it was.
   * @returns what the register said; nothing where no answer came and it waits on this machine.
   * @throws {LockedError} the key is not open.
   * @throws {Problem} the register refused it.
   */
  async say(what: string, act: Act, given: Item[], about?: string): Promise<StatedView | undefined> {
    const waiting = await this.#signed(what, act, given, about);
    this.waiting = [...this.waiting, waiting];
    return this.#send(waiting);
  }

  /** Sends what waits, in its order. */
  async retry(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (const one of [...this.waiting]) {
        // A refusal stands on record, and the statement is done with.
        const sent = await this.#send(one).catch((error: unknown) => error);
        if (sent === undefined) break;
      }
    } finally {
      this.#sending = false;
    }
  }

  /** One tab signs at a time, so that a chain has no fork. */
  async #signed(what: string, act: Act, given: Item[], about?: string): Promise<Waiting> {
    return await navigator.locks.request('truceline-signing', async () => {
      const key = session.key;
      const held = key && (await cupboard.find<HeldKey>('keys', key.id));
      const genesis = held && unhex(held.card.genesis);
      if (!key || !held || !genesis) throw new LockedError();
      const signer = { origin: held.card.origin, genesis, key: key.id, party: held.card.party, desk: held.card.desk };
      const signed = await sign(act, given, signer, held.chain, key.sign, undefined);
      const waiting: Waiting = {
        act: writeId('act', signed.act),
        key: key.id,
        genesis: held.card.genesis,
        what,
        ...(about !== undefined && { about }),
        submission: signed.submission,
        made: new Date().toISOString(),
      };
      await cupboard.put({ keys: { ...held, chain: signed.end }, outbox: waiting });
      return waiting;
    });
  }

  async #send(one: Waiting): Promise<StatedView | undefined> {
    try {
      const { statements } = await post('/v1/statements', { submissions: [base64(one.submission)] });
      await this.#settle(one);
      // What was a draft of it is one no more.
      if (one.about !== undefined) await cupboard.remove('drafts', one.about);
      const stated = statements[0];
      if (stated) this.receipts = { ...this.receipts, [one.act]: stated };
      return stated;
    } catch (error) {
      if (error instanceof Problem && AGAIN.has(error.code)) return undefined;
      await this.#settle(one);
      throw error;
    }
  }

  async #settle(one: Waiting): Promise<void> {
    await cupboard.remove('outbox', one.act);
    this.waiting = this.waiting.filter((other) => other.act !== one.act);
  }
}

export const saying = new Saying();
