/**
 * The numbers of the words in which people tell what happened (testdata/vectors/register/words.txt; a test holds them
 * against that file), and what their tellings have in common. A word's number is its place.
 */

import { fields, type Item } from './cbor.ts';
import type { Sealer } from './disclosure.ts';
import { decimetres, footprint, instant, type Footprint } from './place.ts';
import { number } from './word.ts';

export const EVENTS = ['other', 'air-strike', 'shelling', 'fire', 'explosion', 'mine', 'uncrewed-aircraft', 'movement', 'crossing', 'access-denied', 'detention', 'property', 'fighting', 'air-defence'] as const;
export const QUESTIONS = ['what-happened', 'where', 'when', 'who-was-present', 'who-was-told', 'who-did-it', 'casualties', 'damage', 'compliance', 'relations'] as const;
export const POLARITIES = ['was', 'was-not'] as const;
export const CHANNELS = ['statement', 'press', 'report', 'social', 'telephone', 'letter', 'dataset', 'meeting', 'witness'] as const;
export const CERTAINTIES = ['exact', 'about', 'day', 'week', 'month', 'unclear'] as const;
export const HARMS = ['killed', 'wounded', 'missing', 'detained', 'displaced', 'neutralised-as-claimed', 'unspecified'] as const;
export const PEOPLE = ['unspecified', 'soldiers', 'civilians', 'civil-staff', 'humanitarian', 'medical', 'children', 'women', 'monitors'] as const;
export const OBJECTS = ['unspecified', 'homes', 'medical', 'schools', 'infrastructure', 'vehicles', 'armour', 'artillery', 'aircraft', 'air-defence', 'posts', 'aid', 'targets-as-claimed'] as const;
export const STANCES = ['confirms', 'denies', 'cannot-confirm', 'no-answer'] as const;
export const ASKED = ['positions', 'what-was-notified', 'when-it-reached-whom', 'what-was-requested', 'what-a-nil-covered', 'passed-on-to-whom', 'when-a-stop-came', 'clock-and-spelling', 'activities-under-way', 'nature', 'extent', 'threat-to-the-agreement'] as const;
export const VIOLATIONS = ['small-arms', 'direct-fire', 'shelling', 'rockets', 'air-strike', 'drone', 'mine', 'explosion', 'fighting', 'force-movement', 'force-presence', 'overflight', 'attack-on-civilians', 'blocked-aid', 'abduction', 'recruitment', 'propaganda', 'fortification', 'restriction', 'other'] as const;
export const STEPS = ['logged', 'corroborated', 'verified', 'concluded', 'rejected', 'taken-back'] as const;
export const ANSWERS = ['confirms', 'denies', 'cannot-confirm'] as const;
export const PAIRS = ['matched', 'not-the-same'] as const;
export const SIDES = ['one', 'other'] as const;
export const COMPLIANCES = ['complied', 'breached'] as const;
export const RELATIONS = ['backed-by', 'part-of', 'fights-beside'] as const;
export const MEANS = ['telephone', 'radio', 'paper', 'in-person', 'mail'] as const;
export const WEAPONS = ['any-weapon', 'heavy-weapons', 'tanks', 'armoured-vehicles', 'multiple-rocket-launchers', 'artillery', 'mortars', 'missiles', 'air-defence', 'aircraft', 'unmanned-aircraft', 'small-arms', 'mines', 'ammunition', 'equipment'] as const;
/** How an allegation was observed. */
export const OBSERVED = ['saw', 'heard', 'saw-and-heard', 'traces', 'instrument', 'told'] as const;
/** Which line there was between the observer and the event. */
export const SIGHTS = ['sight', 'hearing', 'neither'] as const;
/** From where to where there was fire, seen from what the maker holds. */
export const DIRECTIONS = ['incoming', 'outgoing', 'both', 'unknown'] as const;
/** Who reports what is alleged to whoever alleges it. */
export const REPORTERS = ['party', 'mission', 'ngo', 'public'] as const;

export type Certainty = (typeof CERTAINTIES)[number];
export type Channel = (typeof CHANNELS)[number];

/** A time as somebody gives it: neither before nor after, how certain, by a clock so many minutes ahead of UTC. */
export interface TimeTold {
  from: Date;
  until: Date;
  certainty: Certainty;
  offset_min?: number;
}

export function timeTold(of: TimeTold): Item {
  return fields({ 0: instant(of.from), 1: instant(of.until), 2: number(CERTAINTIES, of.certainty), 3: of.offset_min });
}

/** A place as somebody gives it. */
export interface PlaceTold {
  spellings: { text: string; language?: string }[];
  words?: string;
  footprint?: Footprint;
  precision_m?: number;
}

export function placeTold(of: PlaceTold): Item {
  return fields({
    0: of.spellings.map(({ text, language }) => fields({ 0: text, 1: language })),
    1: of.words,
    2: of.footprint && footprint(of.footprint),
    3: of.precision_m === undefined ? undefined : decimetres(of.precision_m),
  });
}

/** A number as somebody gives it: at least one of the three. */
export interface Count {
  low?: number;
  best?: number;
  high?: number;
}

export function countItem({ low, best, high }: Count): Item {
  return fields({ 0: low, 1: best, 2: high });
}

/** Where a claim comes from, in the words of whoever enters it. */
export interface Provenance {
  claimant?: string;
  speaker?: string;
  reportedBy?: string;
  language?: string;
  original?: string;
  translation?: string;
  clock?: string;
  document?: { address?: string; sha256?: Uint8Array; media?: string };
  remark?: string;
}

/** Sealed; nothing where nothing was given. */
export async function provenance(of: Provenance, sealer: Sealer): Promise<Uint8Array | undefined> {
  const given = fields({
    0: of.claimant,
    1: of.speaker,
    2: of.reportedBy,
    3: of.language,
    4: of.original,
    5: of.translation,
    6: of.clock,
    7: of.document && fields({ 0: of.document.address, 1: of.document.sha256, 2: of.document.media }),
    8: of.remark,
  });
  return [...given.values()].some((value) => value !== undefined) ? sealer.seal('text', given) : undefined;
}
