/** Claims and stances: what somebody says of an event, with whose word it is; never the register's. */

import {
  CHANNELS,
  COMPLIANCES,
  EVENTS,
  HARMS,
  MEANS,
  OBJECTS,
  PEOPLE,
  POLARITIES,
  QUESTIONS,
  RELATIONS,
  STANCES,
  countItem,
  placeTold,
  provenance,
  timeTold,
  type Channel,
  type Count,
  type PlaceTold,
  type Provenance,
  type TimeTold,
} from '../account.ts';
import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { forceSet, number, type Force } from '../word.ts';
import { parties, personsNamed, type Act } from './act.ts';

/** Somebody who is spoken about: an actor, a party, or in words. */
export type SpokenOf = { actor: string } | { party: string } | { words: string };

/** What is claimed, by the question that it speaks to. */
export type Proposition =
  | { question: 'what-happened'; event: (typeof EVENTS)[number]; words?: string }
  | { question: 'where'; place: PlaceTold }
  | { question: 'when'; time: TimeTold }
  | { question: 'who-was-present'; who: SpokenOf[]; forces: Force[]; count?: Count; words?: string }
  | { question: 'who-was-told'; by: SpokenOf; whom?: SpokenOf; means?: (typeof MEANS)[number]; at?: TimeTold; words?: string }
  | { question: 'who-did-it'; who: SpokenOf[]; words?: string }
  | { question: 'casualties'; people: (typeof PEOPLE)[number]; of?: SpokenOf; harm: (typeof HARMS)[number]; count: Count; named?: number }
  | { question: 'damage'; object: (typeof OBJECTS)[number]; of?: SpokenOf; count?: Count; words?: string }
  | { question: 'compliance'; agreement: string; clause: number; how: (typeof COMPLIANCES)[number]; by?: SpokenOf }
  | { question: 'relations'; actor: string; relation: (typeof RELATIONS)[number]; to: string };

/** Whose word it is. */
export type Claimant = 'own' | 'outside' | { party: string };

/** A claim in plain words. */
export interface Claim {
  id: Uint8Array;
  incident: string;
  proposition: Proposition;
  was: (typeof POLARITIES)[number];
  claimant: Claimant;
  at?: TimeTold;
  channel: Channel;
  provenance: Provenance;
  /** Victims, witnesses and sources: for the party's own eyes. */
  persons?: readonly string[];
  /** The claimant's claim that this one takes the place of. */
  supersedes?: string;
  /** Who may read it; without them whoever may read the incident. */
  readers?: readonly string[] | undefined;
}

function spokenOf(of: SpokenOf): Item {
  if ('actor' in of) return [0, [readId('acr', of.actor)]];
  return 'party' in of ? [1, [readId('pty', of.party)]] : [2, [of.words]];
}

function propositionItem(of: Proposition): Item {
  const told = 'words' in of && of.words ? [of.words] : [];
  switch (of.question) {
    case 'what-happened':
      return [0, [number(EVENTS, of.event), ...told]];
    case 'where':
      return [1, [placeTold(of.place)]];
    case 'when':
      return [2, [timeTold(of.time)]];
    case 'who-was-present':
      return [3, [of.who.map(spokenOf), forceSet(of.forces), of.count ? countItem(of.count) : null, ...told]];
    case 'who-was-told':
      return [4, [spokenOf(of.by), of.whom ? spokenOf(of.whom) : null, of.means ? number(MEANS, of.means) : null, of.at ? timeTold(of.at) : null, ...told]];
    case 'who-did-it':
      return [5, [of.who.map(spokenOf), ...told]];
    case 'casualties':
      return [6, [number(PEOPLE, of.people), of.of ? spokenOf(of.of) : null, number(HARMS, of.harm), countItem(of.count), ...(of.named === undefined ? [] : [of.named])]];
    case 'damage':
      return [7, [number(OBJECTS, of.object), of.of ? spokenOf(of.of) : null, of.count ? countItem(of.count) : null, ...told]];
    case 'compliance':
      return [8, [readId('agr', of.agreement), of.clause, number(COMPLIANCES, of.how), ...(of.by ? [spokenOf(of.by)] : [])]];
    case 'relations':
      return [9, [readId('acr', of.actor), number(RELATIONS, of.relation), readId('acr', of.to)]];
  }
}

function claimantItem(of: Claimant): Item {
  if (of === 'own') return [0, []];
  return of === 'outside' ? [2, []] : [1, [readId('pty', of.party)]];
}

function statedItem(at: TimeTold | undefined, channel: Channel): Item {
  return fields({ 0: at && timeTold(at), 1: number(CHANNELS, channel) });
}

/** A claim is entered. */
export async function claimEntered(of: Claim, sealer: Sealer): Promise<Act> {
  const proposition = await sealer.seal('details', propositionItem(of.proposition));
  const body = {
    0: of.id,
    1: [0, [readId('inc', of.incident)]],
    2: number(QUESTIONS, of.proposition.question),
    3: proposition,
    4: number(POLARITIES, of.was),
    5: claimantItem(of.claimant),
    6: statedItem(of.at, of.channel),
    7: await provenance(of.provenance, sealer),
    8: await personsNamed(of.persons ?? [], sealer),
    9: of.supersedes === undefined ? undefined : readId('clm', of.supersedes),
    10: of.readers && parties(of.readers),
  };
  return [120, [fields(body)]];
}

/** A stance in plain words. */
export interface Stance {
  claim: string;
  claimant: Claimant;
  word: (typeof STANCES)[number];
  at?: TimeTold;
  channel: Channel;
  provenance: Provenance;
}

/** Somebody takes a stance on another's claim. */
export async function stanceTaken(of: Stance, sealer: Sealer): Promise<Act> {
  const body = {
    0: readId('clm', of.claim),
    1: claimantItem(of.claimant),
    2: number(STANCES, of.word),
    3: statedItem(of.at, of.channel),
    4: await provenance(of.provenance, sealer),
  };
  return [121, [fields(body)]];
}

/** Why a claim is withdrawn: it was entered in error, or its claimant does not say it any more. */
export const WITHDRAWALS = ['entered-in-error', 'taken-back'] as const;

/** A claim is withdrawn; it stays to be read. */
export async function claimWithdrawn(claim: string, why: (typeof WITHDRAWALS)[number], from: Provenance, sealer: Sealer): Promise<Act> {
  return [122, [fields({ 0: readId('clm', claim), 1: number(WITHDRAWALS, why), 2: await provenance(from, sealer) })]];
}
