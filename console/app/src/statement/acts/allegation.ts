/** Allegations: that something happened, as their makers tell it; and what others say of them. */

import { ANSWERS, OBSERVED, STEPS, VIOLATIONS, countItem, type Count } from '../account.ts';
import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { decimetres, footprint, window, type Footprint, type Window } from '../place.ts';
import { number } from '../word.ts';
import type { Act, Ref } from './act.ts';

/** An allegation of a violation in plain words. */
export interface Allegation {
  id: Uint8Array;
  kind: (typeof VIOLATIONS)[number];
  incident?: string;
  window: Window;
  /** By how much either end may be off. */
  certainty_min: number;
  footprint?: Footprint;
  precision_m?: number;
  names: string[];
  observed?: (typeof OBSERVED)[number];
  count?: Count;
  /** Who is alleged to have done it: a party, or in words. */
  alleged?: { party?: string; words?: string };
  text?: string;
  /** Who is told, beside the centre. */
  to: string[];
}

/** Reported by the party itself. */
const BY_PARTY = 0;

function account(of: Allegation): Item {
  return fields({
    0: window(of.window),
    1: BigInt(Math.round(of.certainty_min)) * 60_000_000n,
    2: of.footprint && footprint(of.footprint),
    3: of.precision_m === undefined ? undefined : decimetres(of.precision_m),
    4: of.names,
    6: of.observed && fields({ 2: number(OBSERVED, of.observed) }),
    7: of.count && countItem(of.count),
    10: BY_PARTY,
    11: of.alleged && fields({ 0: of.alleged.party === undefined ? undefined : readId('pty', of.alleged.party), 2: of.alleged.words }),
    12: [],
    16: of.text,
    17: [],
  });
}

/** A violation is alleged. */
export async function allegationMade(of: Allegation, sealer: Sealer): Promise<Act> {
  const body = {
    0: of.id,
    1: [0, [number(VIOLATIONS, of.kind)]],
    4: await sealer.seal('details', account(of)),
    6: of.to.map((party) => readId('pty', party)).sort(ascending),
    7: of.incident === undefined ? undefined : readId('inc', of.incident),
  };
  return [127, [fields(body)]];
}

function ascending(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, place) => byte !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function allegationRef(of: Ref): Item {
  return fields({ 0: readId('pty', of.party), 1: readId('alg', of.id) });
}

/** Another party says something of it. */
export async function allegationAnswered(of: Ref, word: (typeof ANSWERS)[number], text: string | undefined, sealer: Sealer): Promise<Act> {
  return [130, [fields({ 0: allegationRef(of), 1: number(ANSWERS, word), 2: await sealer.text(text) })]];
}

/** A step on the ladder, by whoever takes it. */
export async function allegationStepped(of: Ref, step: (typeof STEPS)[number], text: string | undefined, sealer: Sealer): Promise<Act> {
  return [129, [fields({ 0: allegationRef(of), 1: number(STEPS, step), 2: await sealer.text(text) })]];
}
