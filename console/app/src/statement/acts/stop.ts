/** Stops. */

import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { volume, type Volume } from '../place.ts';
import * as words from '../word.ts';
import type { Act, Ref } from './act.ts';

/** A stop in plain words. */
export interface Stop {
  id: Uint8Array;
  area?: Volume;
  text?: string;
  to: string[];
}

/** A call that an activity at a place halt. */
export async function stopSent(of: Stop, sealer: Sealer): Promise<Act> {
  const area = of.area && (await sealer.seal('area', volume(of.area)));
  const body = { 0: of.id, 1: area, 2: await sealer.text(of.text), 3: of.to.map((party) => readId('pty', party)) };
  return [80, [fields(body)]];
}

function stopRef(of: Ref): Item {
  return fields({ 0: readId('pty', of.party), 1: readId('stp', of.id) });
}

/** A reply to a stop: a claim. */
export async function stopReplied(of: Ref, word: words.StopWord, text: string | undefined, sealer: Sealer): Promise<Act> {
  return [81, [fields({ 0: stopRef(of), 1: words.number(words.STOP_WORDS, word), 2: await sealer.text(text) })]];
}

/** A stop is ended by its sender or the centre. */
export async function stopEnded(of: Ref, text: string | undefined, sealer: Sealer): Promise<Act> {
  return [82, [fields({ 0: stopRef(of), 1: await sealer.text(text) })]];
}
