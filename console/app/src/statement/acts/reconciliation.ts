/** Two lists side by side: what a person holds of two entries. */

import { PAIRS } from '../account.ts';
import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { number } from '../word.ts';
import type { Act } from './act.ts';

/** An entry as it was read: the record that tells it so. */
export interface EntryVersion {
  id: string;
  record: number;
}

/** A judgement in plain words. */
export interface Judgement {
  reconciliation: string;
  one: EntryVersion;
  other: EntryVersion;
  word: (typeof PAIRS)[number];
  /** As the pair was proposed, so that it stands beside what a person made of it. */
  proposed?: { score: number; reasons: string[] };
  text?: string;
}

function entryVersion(of: EntryVersion): Item {
  return fields({ 0: readId('alg', of.id), 1: of.record });
}

/** A person holds two entries to be about one event, or about two. */
export async function pairJudged(of: Judgement, sealer: Sealer): Promise<Act> {
  const proposed = of.proposed && (await sealer.seal('details', fields({ 0: of.proposed.score, 1: of.proposed.reasons })));
  const body = {
    0: readId('rec', of.reconciliation),
    1: entryVersion(of.one),
    2: entryVersion(of.other),
    3: number(PAIRS, of.word),
    4: proposed,
    5: await sealer.text(of.text),
  };
  return [134, [fields(body)]];
}

/** What a record says of a pair or an entry is taken back. */
export async function judgementUndone(reconciliation: string, record: number, text: string | undefined, sealer: Sealer): Promise<Act> {
  return [135, [fields({ 0: readId('rec', reconciliation), 1: record, 2: await sealer.text(text) })]];
}
