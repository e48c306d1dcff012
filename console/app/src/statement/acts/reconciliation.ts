/** Two lists side by side: that they are, and what a person holds of two entries, or of one. */

import { PAIRS, SIDES } from '../account.ts';
import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { window, type Window } from '../place.ts';
import { number } from '../word.ts';
import type { Act } from './act.ts';

/** Whose two lists, of which zone and time. */
export interface TwoLists {
  /** The opener's id for it; the same again takes in what was alleged since. */
  id: string;
  one: string;
  other: string;
  zone: string;
  window: Window;
}

/** Two lists are set side by side, or what came since is taken in. */
export function reconciliationOpened(of: TwoLists): Act {
  return [133, [fields({ 0: readId('rec', of.id), 1: readId('pty', of.one), 2: readId('pty', of.other), 3: readId('zon', of.zone), 4: window(of.window) })]];
}

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

/** An entry is set apart as disputed, always with the reason. */
export async function entryDisputed(reconciliation: string, side: (typeof SIDES)[number], entry: string, reason: string, sealer: Sealer): Promise<Act> {
  return [136, [fields({ 0: readId('rec', reconciliation), 1: number(SIDES, side), 2: readId('alg', entry), 3: await sealer.text(reason) })]];
}
