/**
 * Bulletins: what is published of two lists, in the clear. The register admits the figures that it makes itself and no
 * others, so they come from its draft, and are written here as the draft tells them.
 *
 * Not here: making a figure.
 */

import { ANSWERS, STEPS, VIOLATIONS } from '../account.ts';
import { encode, fields, type Item } from '../cbor.ts';
import { sha256 } from '../disclosure.ts';
import { hex, readId } from '../id.ts';
import type { Act } from './act.ts';

interface Named {
  id: string;
  name?: string | null;
}

interface Figure {
  number: number;
}

/** Entries by class. */
interface Classes {
  listed: Figure;
  matched: Figure;
  only: Figure;
  disputed: Figure;
}

/** What a bulletin says, with words where the bytes have numbers. */
export interface Content {
  zone: Named;
  /** As `2031-05-20`, by a clock so far ahead of UTC as `+02:00`. */
  day: string;
  clock: string;
  publisher: Named;
  reconciliation: string;
  as_of: number;
  listed_at: number;
  lists: { party: Named; total: Classes; kinds: (Classes & { kind: string })[]; contested: Figure; withdrawn: Figure; corrected: Figure; unplaced: Figure; untold: Figure }[];
  pairs: Figure;
  steps: { by: Named; of: Named; step: string; entries: Figure }[];
  answers: { by: Named; of: Named; word: string; entries: Figure }[];
  beside: { by: Named; what: string; entries: Figure; withdrawn: Figure }[];
  answers_by_others: Figure;
  beside_by_others: Figure;
  rule_set: number;
}

/** The version that a new one takes the place of, and why, in words that everybody reads. */
export interface Replaced {
  record: number;
  why: string;
}

/** The number of a word that the register says; a later release may say one that is not known here. */
function numberOf(words: readonly string[], word: string): number {
  const place = words.indexOf(word);
  if (place < 0) throw new RangeError(`${word} is no word of this vocabulary`);
  return place;
}

function what(word: string): Item {
  if (word === 'nothing-observed') return [1, []];
  return word === 'no-access' ? [2, []] : [0, [numberOf(VIOLATIONS, word)]];
}

function classes(of: Classes): Item {
  return fields({ 0: of.listed.number, 1: of.matched.number, 2: of.only.number, 3: of.disputed.number });
}

/** Minutes that a clock is ahead of UTC. */
function ahead(clock: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(clock) ?? [];
  if (sign === undefined) throw new RangeError(`${clock} is no clock`);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) || 0;
}

/** Every party that is named, in the order of their ids, with what it is called. */
function names(of: Content): Item {
  const all = [of.publisher, ...of.lists.map(({ party }) => party), ...[...of.steps, ...of.answers].flatMap((one) => [one.by, one.of]), ...of.beside.map(({ by }) => by)];
  // Ids are written so that their letters have the order of their bytes.
  const each = [...new Map(all.map((party) => [party.id, party])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return each.flatMap(({ id, name }) => (name ? [[readId('pty', id), name]] : []));
}

/** A content as it stands in a payload. */
export function contentItem(of: Content): Item {
  return fields({
    0: fields({ 0: readId('pty', of.publisher.id), 1: readId('rec', of.reconciliation) }),
    1: readId('zon', of.zone.id),
    2: Date.parse(`${of.day}T00:00:00Z`) / 86_400_000,
    3: ahead(of.clock),
    4: of.as_of,
    5: of.listed_at,
    6: of.lists.map((list) =>
      fields({
        0: readId('pty', list.party.id),
        1: classes(list.total),
        2: list.kinds.map((kind) => [what(kind.kind), classes(kind)]),
        3: list.contested.number,
        5: list.withdrawn.number,
        6: list.corrected.number,
        7: list.unplaced.number,
        8: list.untold.number,
      }),
    ),
    7: of.pairs.number,
    8: of.steps.map((one) => fields({ 0: readId('pty', one.by.id), 1: readId('pty', one.of.id), 2: numberOf(STEPS, one.step), 3: one.entries.number })),
    9: of.answers.map((one) => fields({ 0: readId('pty', one.by.id), 1: readId('pty', one.of.id), 2: numberOf(ANSWERS, one.word), 3: one.entries.number })),
    10: of.beside.map((one) => fields({ 0: readId('pty', one.by.id), 1: what(one.what), 2: one.entries.number, 3: one.withdrawn.number })),
    11: of.zone.name ?? '',
    12: names(of),
    13: of.rule_set,
    14: of.answers_by_others.number,
    15: of.beside_by_others.number,
  });
}

/** The SHA-256 of a content's bytes, as the register names it. */
export async function contentDigest(of: Content): Promise<string> {
  return hex(await sha256(encode(contentItem(of))));
}

/** A bulletin is published, or a new version of it. */
export function bulletinPublished(id: Uint8Array, of: Content, replaces?: Replaced): Act {
  return [137, [fields({ 0: id, 1: contentItem(of), 2: replaces && fields({ 0: replaces.record, 1: replaces.why }) })]];
}
