/** What people tell, as plain words of the page: whose word it is, numbers as they give them, places. */

import { decimal } from '../../map/notation.ts';
import type { LonLat } from '../../map/ground.ts';
import type { CountView, PlaceToldView, ShapeView, SpokenOfView, VoiceView } from '../../register/api.gen.ts';
import { count, length, t } from '../../words/words.svelte.ts';

/** Whose word it is. */
export function voice(of: VoiceView): string {
  if ('party' in of) return of.party.name ?? of.party.id;
  return 'outside' in of ? of.outside : t('voice-erased');
}

/** Whether it is the word of somebody who is no party of the register. */
export function isOutside(of: VoiceView): boolean {
  return !('party' in of);
}

/** Who is spoken about. */
export function spoken(of: SpokenOfView): string {
  if ('words' in of) return of.words;
  const named = 'party' in of ? of.party : of.actor;
  return named.name ?? named.id;
}

/** From a number to another, the lesser first in every direction of reading. */
export function span(low: number, high: number): string {
  return `\u2066${count(low)}–${count(high)}\u2069`;
}

/** A number as somebody gives it: a range, a least, a most, and what they hold likeliest. */
export function counted({ low, best, high }: CountView): string {
  const given = (value: number | null | undefined): value is number => value !== null && value !== undefined;
  const range = given(low) && given(high) ? (low === high ? count(low) : span(low, high)) : given(low) ? t('count-least', { count: count(low) }) : given(high) ? t('count-most', { count: count(high) }) : '';
  if (!given(best)) return range;
  return range === '' ? count(best) : t('count-best', { range, best: count(best) });
}

/** Where a shape is, as text. */
export function shape(of: ShapeView): string {
  if (of.geometry.type === 'Point') {
    const [lon, lat] = of.geometry.coordinates as LonLat;
    return `${decimal({ lat, lon })}${of.radius_m ? `, ${length(of.radius_m)}` : ''}`;
  }
  if (of.geometry.type === 'LineString') return (of.geometry.coordinates as LonLat[]).map(([lon, lat]) => decimal({ lat, lon })).join(' → ');
  const corners = (of.geometry.coordinates as LonLat[][][]).flat().reduce((sum, ring) => sum + ring.length - 1, 0);
  return t('area-of', { count: count(corners) });
}

/** What a place is called in short: in words where it has no name. */
export function calledPlace(of: PlaceToldView): string {
  return of.spellings.map(({ text }) => text).join(' · ') || (of.words ?? '');
}
