/** Stops. */

import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { instant, volume, type Volume } from '../place.ts';
import * as words from '../word.ts';
import { personNamed, type Act, type Ref } from './act.ts';

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

/** That somebody was told of a stop by other means: the teller's word. */
export interface ToldOtherwise {
  /** Whom: an enrolled party, or somebody by name. */
  party?: string;
  whom?: string;
  /** Who spoke for the teller, by name. */
  spoke?: string;
  means: words.Means;
  at: Date;
  readBack: boolean;
  text?: string;
  /** Whether the centre may have the names. */
  forCentre: boolean;
}

/** Somebody was told of a stop by other means; it acknowledges nothing for whom was told. */
export async function stopTold(of: Ref, told: ToldOtherwise, sealer: Sealer): Promise<Act> {
  const body = {
    0: [0, [stopRef(of)]],
    1: told.party === undefined ? undefined : readId('pty', told.party),
    2: await personNamed(told.whom, sealer),
    3: await personNamed(told.spoke, sealer),
    4: words.number(words.MEANS, told.means),
    5: instant(told.at),
    6: told.readBack,
    7: await sealer.text(told.text),
    8: told.forCentre,
  };
  return [85, [fields(body)]];
}
