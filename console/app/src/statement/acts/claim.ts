/** Claims and stances: what somebody says of an event, with whose word it is; never the register's. */

import {
  CHANNELS,
  EVENTS,
  HARMS,
  OBJECTS,
  PEOPLE,
  POLARITIES,
  QUESTIONS,
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
import { number } from '../word.ts';
import type { Act } from './act.ts';

/** Somebody who is spoken about: a party, or in words. */
export type SpokenOf = { party: string } | { words: string };

/** What is claimed, by the question that it speaks to. */
export type Proposition =
  | { question: 'what-happened'; event: (typeof EVENTS)[number]; words?: string }
  | { question: 'where'; place: PlaceTold }
  | { question: 'when'; time: TimeTold }
  | { question: 'who-did-it'; who: SpokenOf[]; words?: string }
  | { question: 'casualties'; people: (typeof PEOPLE)[number]; of?: SpokenOf; harm: (typeof HARMS)[number]; count: Count; named?: number }
  | { question: 'damage'; object: (typeof OBJECTS)[number]; of?: SpokenOf; count?: Count; words?: string };

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
  /** The claimant's claim that this one takes the place of. */
  supersedes?: string;
}

function spokenOf(of: SpokenOf): Item {
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
    case 'who-did-it':
      return [5, [of.who.map(spokenOf), ...told]];
    case 'casualties':
      return [6, [number(PEOPLE, of.people), of.of ? spokenOf(of.of) : null, number(HARMS, of.harm), countItem(of.count), ...(of.named === undefined ? [] : [of.named])]];
    case 'damage':
      return [7, [number(OBJECTS, of.object), of.of ? spokenOf(of.of) : null, of.count ? countItem(of.count) : null, ...told]];
  }
}

function claimantItem(of: Claimant): Item {
  if (of === 'own') return [0, []];
  return of === 'outside' ? [2, []] : [1, [readId('pty', of.party)]];
}

function statedItem(at: TimeTold | undefined, channel: Channel): Item {
  return fields({ 0: at && timeTold(at), 1: number(CHANNELS, channel) });
}

/** A claim is entered, for whoever may read the incident. */
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
    9: of.supersedes === undefined ? undefined : readId('clm', of.supersedes),
  };
  return [120, [fields(body)]];
}

/** A stance in plain words. */
export interface Stance {
  claim: string;
  claimant: Claimant;
  word: (typeof STANCES)[number];
  channel: Channel;
  provenance: Provenance;
}

/** Somebody takes a stance on another's claim. */
export async function stanceTaken(of: Stance, sealer: Sealer): Promise<Act> {
  const body = {
    0: readId('clm', of.claim),
    1: claimantItem(of.claimant),
    2: number(STANCES, of.word),
    3: statedItem(undefined, of.channel),
    4: await provenance(of.provenance, sealer),
  };
  return [121, [fields(body)]];
}
