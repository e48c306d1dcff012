/** What was known of places, as shapes of the map, in the manner of the room Now: the body, and a ring of its precision. */

import type { Feature, FeatureCollection } from 'geojson';
import type { InquiryView, PresenceView } from '../../register/api.gen.ts';
import { box, disc, outline, type Box, type LonLat, type Ring } from '../../map/ground.ts';

/** One thing that was known to be there, for the table and the map alike. */
export interface Held {
  key: string;
  what: 'site' | 'movement' | 'nil' | 'position' | 'notified';
  party: string;
  name: string;
  states: string[];
  /** How exactly it was told; nothing of a position. */
  resolution: string;
  places: PresenceView[];
  records: number[];
}

/** What stood there, by an answer. */
export function held(answer: InquiryView): Held[] {
  const notified = answer.notifications.map(({ id, party, said, places, resolution, records, ...stands }): Held => ({
    key: `${party.id}.${id}`,
    what: (said?.kind ?? 'notified') as Held['what'],
    party: party.name ?? party.id,
    name: said?.names[0] ?? '',
    states: marks(stands),
    resolution,
    places,
    records,
  }));
  const positions = answer.positions.map(({ party, record, places, ...stands }): Held => ({
    key: `${party.id}.${record}`,
    what: 'position',
    party: party.name ?? party.id,
    name: '',
    states: marks(stands),
    resolution: '',
    places,
    records: [record],
  }));
  return [...notified, ...positions];
}

function marks(of: { stale: boolean; contested: boolean; relayed: boolean }): string[] {
  return (['contested', 'stale', 'relayed'] as const).filter((state) => of[state]);
}

/** They as shapes; the weightiest of its states is how one is drawn. */
export function features(all: readonly Held[], describe: (one: Held) => string): FeatureCollection {
  const made: Feature[] = [];
  for (const one of all) {
    const properties = { id: one.key, kind: one.what, state: one.states[0] ?? 'plain' };
    const add = (part: string, rings: Ring[]): void => {
      made.push({ type: 'Feature', properties: { ...properties, part }, geometry: { type: 'Polygon', coordinates: rings } });
    };
    for (const place of one.places) {
      for (const rings of outline(place)) add('body', rings);
      if (place.geometry.type === 'Point' && place.precision_m > 0) add('precision', [disc(place.geometry.coordinates as LonLat, (place.radius_m ?? 0) + place.precision_m)]);
    }
    const around = box(one.places.flatMap((place) => outline(place).flat()));
    if (around) made.push({ type: 'Feature', properties: { ...properties, part: 'name', text: describe(one) }, geometry: { type: 'Point', coordinates: [(around[0] + around[2]) / 2, around[1]] } });
  }
  return { type: 'FeatureCollection', features: made };
}

/** What the map is to show: what was known and what was asked about. */
export function around(answer: InquiryView, all: readonly Held[]): Box | undefined {
  return box([...all.flatMap((one) => one.places.flatMap((place) => outline(place).flat())), ...outline(answer.asked).flat()]);
}

/** What was asked about, as a line of the map. */
export function asked(answer: InquiryView): FeatureCollection {
  const shapes = outline(answer.asked).map((rings): Feature => ({ type: 'Feature', properties: { id: 'asked' }, geometry: { type: 'Polygon', coordinates: rings } }));
  return { type: 'FeatureCollection', features: shapes };
}
