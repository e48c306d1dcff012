/** How far a party says that something has come with it, and what is disputed. */

import { fields } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import * as words from '../word.ts';
import type { Act, Ref } from './act.ts';

/** An item of the signer's inbox has come so far; no step means approval in any sense. */
export async function acknowledged(item: number, rung: words.Rung, text: string | undefined, sealer: Sealer): Promise<Act> {
  return [40, [fields({ 0: item, 1: words.number(words.LADDER, rung), 2: await sealer.text(text) })]];
}

/** What is said in a dispute: raised by who was told, replied by the owner, lifted by who raised it. */
export const DISPUTE = ['raised', 'replied', 'lifted'] as const;
export type Dispute = (typeof DISPUTE)[number];

/** A word in a dispute of a notification. */
export async function disputed(about: Ref, word: Dispute, text: string | undefined, sealer: Sealer): Promise<Act> {
  const of = fields({ 0: readId('pty', about.party), 1: readId('ntf', about.id) });
  return [26, [fields({ 0: of, 1: words.number(DISPUTE, word), 2: await sealer.text(text) })]];
}
