/** Allegations: that something happened, as their makers tell it; and what others say of them. */

import {
  ANSWERS,
  DIRECTIONS,
  HARMS,
  OBJECTS,
  OBSERVED,
  PEOPLE,
  REPORTERS,
  SIGHTS,
  STEPS,
  VIOLATIONS,
  WEAPONS,
  countItem,
  type Count,
} from '../account.ts';
import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { decimetres, footprint, window, type Footprint, type Window } from '../place.ts';
import { number } from '../word.ts';
import { parties, personsNamed, type Act, type Ref } from './act.ts';

/** What is alleged: a violation, that nothing was observed, or that the observer was kept from observing. */
export const ALLEGED = [...VIOLATIONS, 'nothing-observed', 'no-access'] as const;
export type Alleged = (typeof ALLEGED)[number];

/** Who observed it, from where and how. */
export interface Observer {
  /** Which post or patrol; names of persons stand apart. */
  who?: string | undefined;
  position?: string | undefined;
  by: (typeof OBSERVED)[number];
  line?: (typeof SIGHTS)[number] | undefined;
}

/** People who came to harm. */
export interface HarmLine {
  who: (typeof PEOPLE)[number];
  harm: (typeof HARMS)[number];
  count: Count;
}

/** Things that were damaged. */
export interface DamageLine {
  object: (typeof OBJECTS)[number];
  count: Count;
}

/** The account of whoever alleges it. */
export interface Account {
  window: Window;
  /** By how much either end may be off. */
  certainty_min: number;
  footprint?: Footprint | undefined;
  precision_m?: number | undefined;
  names: readonly string[];
  zone?: string | undefined;
  observer?: Observer | undefined;
  count?: Count | undefined;
  /** Of which class, and whether it was observed; else it is inferred. */
  weapon?: { class: (typeof WEAPONS)[number]; observed: boolean } | undefined;
  direction?: (typeof DIRECTIONS)[number] | undefined;
  reported_by: (typeof REPORTERS)[number];
  /** Who is alleged to have done it. */
  alleged?: { party?: string | undefined; actor?: string | undefined; words?: string | undefined } | undefined;
  harm: readonly HarmLine[];
  requested?: string | undefined;
  taken?: string | undefined;
  coverage?: string | undefined;
  text?: string | undefined;
  damage: readonly DamageLine[];
}

/** An allegation in plain words. */
export interface Allegation {
  /** Its maker's; a correction has that of what it corrects. */
  id: Uint8Array;
  what: Alleged;
  agreement?: string | undefined;
  clause?: number | undefined;
  account: Account;
  /** Victims, witnesses and sources: for the party's own eyes. */
  persons: readonly string[];
  /** Who is told, beside the centre. */
  to: readonly string[];
  incident?: string | undefined;
}

function whatItem(of: Alleged): Item {
  if (of === 'nothing-observed') return [1, []];
  return of === 'no-access' ? [2, []] : [0, [number(VIOLATIONS, of)]];
}

function accountItem(of: Account): Item {
  const { observer, alleged, weapon } = of;
  return fields({
    0: window(of.window),
    1: BigInt(Math.round(of.certainty_min)) * 60_000_000n,
    2: of.footprint && footprint(of.footprint),
    3: of.precision_m === undefined ? undefined : decimetres(of.precision_m),
    4: [...of.names],
    5: of.zone === undefined ? undefined : readId('zon', of.zone),
    6: observer && fields({ 0: observer.who, 1: observer.position, 2: number(OBSERVED, observer.by), 3: observer.line && number(SIGHTS, observer.line) }),
    7: of.count && countItem(of.count),
    8: weapon && [number(WEAPONS, weapon.class), weapon.observed],
    9: of.direction && number(DIRECTIONS, of.direction),
    10: number(REPORTERS, of.reported_by),
    11: alleged && fields({ 0: alleged.party === undefined ? undefined : readId('pty', alleged.party), 1: alleged.actor === undefined ? undefined : readId('acr', alleged.actor), 2: alleged.words }),
    12: of.harm.map((line) => fields({ 0: number(PEOPLE, line.who), 1: number(HARMS, line.harm), 2: countItem(line.count) })),
    13: of.requested,
    14: of.taken,
    15: of.coverage,
    16: of.text,
    17: of.damage.map((line) => fields({ 0: number(OBJECTS, line.object), 1: countItem(line.count) })),
  });
}

async function allegationItem(of: Allegation, sealer: Sealer): Promise<Item> {
  return fields({
    0: of.id,
    1: whatItem(of.what),
    2: of.agreement === undefined ? undefined : readId('agr', of.agreement),
    3: of.clause,
    4: await sealer.seal('details', accountItem(of.account)),
    5: await personsNamed(of.persons, sealer),
    6: parties(of.to),
    7: of.incident === undefined ? undefined : readId('inc', of.incident),
  });
}

/** Something is alleged. */
export async function allegationMade(of: Allegation, sealer: Sealer): Promise<Act> {
  return [127, [await allegationItem(of, sealer)]];
}

/** Its maker tells it otherwise; what was told before stays. */
export async function allegationCorrected(of: Allegation, sealer: Sealer): Promise<Act> {
  return [128, [await allegationItem(of, sealer)]];
}

/** Its maker withdraws it; it stays to be read. */
export async function allegationWithdrawn(id: string, reason: string | undefined, sealer: Sealer): Promise<Act> {
  return [131, [fields({ 0: readId('alg', id), 1: await sealer.text(reason) })]];
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
