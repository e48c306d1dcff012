/** What is about to be claimed, in the reader's words: what is read back before it is signed. */

import { decimal } from '../../map/notation.ts';
import type { Count, PlaceTold, TimeTold } from '../../statement/account.ts';
import type { Proposition, SpokenOf } from '../../statement/acts/claim.ts';
import type { Footprint } from '../../statement/place.ts';
import { length, moment, t, term } from '../../words/words.svelte.ts';
import { written } from './clocks.ts';
import { spelling } from './spellings.ts';
import { counted } from './telling.ts';

/** What parties, actors and agreements are called. */
export type NameOf = (id: string) => string;

function who(of: SpokenOf, nameOf: NameOf): string {
  if ('words' in of) return `“${of.words}”`;
  return nameOf('party' in of ? of.party : of.actor);
}

/** A time that is told, in UTC, with the clock by which it was. */
export function when({ from, until, certainty, offset_min: offset }: TimeTold): string {
  const span = from.getTime() === until.getTime() ? moment(from) : `${moment(from)} – ${moment(until)}`;
  return [span, term('certainty', certainty), offset ? t('by-clock', { offset: written(offset) }) : ''].filter(Boolean).join(', ');
}

/** From which height to which; nothing where it is at every height. */
export function heights(of: readonly number[] | null | undefined): string {
  return of?.length === 2 ? `${length(of[0] ?? 0)} – ${length(of[1] ?? 0)}` : '';
}

/** A shape that was drawn, in words. */
export function outline(of: Footprint): string {
  switch (of.kind) {
    case 'circle':
      return `${decimal(of.centre)}, ${length(of.radius_m)}`;
    case 'polygon':
      return of.ring.map(decimal).join(' · ');
    case 'areas':
      return of.polygons.map((rings) => (rings[0] ?? []).map(decimal).join(' · ')).join('; ');
    case 'line':
      return of.line.map(decimal).join(' → ');
  }
}

/** A place that is told. */
export function where({ spellings, words, footprint, precision_m }: PlaceTold): string {
  return [...spellings.map(spelling), words ? `“${words}”` : '', footprint ? outline(footprint) : '', precision_m === undefined ? '' : `± ${length(precision_m)}`].filter(Boolean).join(' · ');
}

/** It in one text. */
export function proposed(of: Proposition, nameOf: NameOf): string {
  const number = (count: Count | undefined): string => (count ? counted(count) : '');
  const told = 'words' in of && of.words ? `“${of.words}”` : '';
  const join = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' · ');
  switch (of.question) {
    case 'what-happened':
      return join(term('event', of.event), told);
    case 'where':
      return where(of.place);
    case 'when':
      return when(of.time);
    case 'who-was-present':
      return join(...of.who.map((one) => who(one, nameOf)), ...of.forces.map((force) => term('force', force)), number(of.count), told);
    case 'who-was-told':
      return join(
        `${t('told-by')} ${who(of.by, nameOf)}`,
        of.whom && `${t('told-whom')} ${who(of.whom, nameOf)}`,
        of.means && term('means', of.means),
        of.at && when(of.at),
        told,
      );
    case 'who-did-it':
      return join(...of.who.map((one) => who(one, nameOf)), told);
    case 'casualties':
      return join(`${number(of.count)} ${term('harm', of.harm)}`, term('category', of.people), of.of && who(of.of, nameOf), of.named === undefined ? undefined : t('count-named', { count: of.named }));
    case 'damage':
      return join(`${number(of.count)} ${term('object', of.object)}`.trim(), of.of && who(of.of, nameOf), told);
    case 'compliance':
      return join(nameOf(of.agreement), t('clause-number', { number: String(of.clause) }), term('compliance', of.how), of.by && who(of.by, nameOf));
    case 'relations':
      return `${nameOf(of.actor)} ${term('relation', of.relation)} ${nameOf(of.to)}`;
  }
}
