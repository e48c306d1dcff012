/** What the room shows: the notifications, filtered, with their places where those were asked for. No judging. */

import type { Feature, FeatureCollection } from 'geojson';
import type { NotificationView, PlacedView, ZoneView } from '../../register/api.gen.ts';
import { box, disc, drawn, meet, outline, type Box, type Drawn, type LonLat, type Ring } from '../../map/ground.ts';

/** What is asked for. */
export interface Filter {
  text: string;
  kind: string;
  party: string;
  state: string;
  zone: string;
  /** What is over, withdrawn or disowned, too. */
  past: boolean;
}

export const ANY: Filter = { text: '', kind: '', party: '', state: '', zone: '', past: false };

/** A notification of the table, the feed and the map alike. */
export interface Row {
  key: string;
  standing: NotificationView;
  heard: string;
  record: number;
  placed: PlacedView | undefined;
  drawn: Drawn | undefined;
}

/** States that the eye is led to, the weightiest first. */
const LOUD = ['contested', 'stale', 'overdue', 'relayed'] as const;

/** How it is drawn: as the weightiest of its states. */
export function tone(states: readonly string[]): 'plain' | 'stale' | 'contested' | 'relayed' {
  const found = LOUD.find((state) => states.includes(state));
  return found === 'overdue' ? 'stale' : (found ?? 'plain');
}

/** Whether somebody may still be meant: what the reader is told no more of stands as it was told. */
export function isThere(one: NotificationView): boolean {
  return one.states.length === 0 || one.states.includes('in-force');
}

/** The rows, newest first. */
export function rows(all: readonly NotificationView[], places: ReadonlyMap<string, PlacedView>): Row[] {
  const made = all.map((standing): Row => {
    const key = `${standing.party.id}.${standing.id}`;
    const last = standing.versions.at(-1);
    const report = standing.reports.at(-1);
    const placed = places.get(key);
    const record = Math.max(last?.record ?? 0, report?.record ?? 0);
    return { key, standing, heard: last?.received_at ?? '', record, placed, drawn: placed && drawn(placed) };
  });
  return made.sort((a, b) => b.record - a.record);
}

/** The rows that are asked for. */
export function filtered(all: readonly Row[], by: Filter, zones: readonly ZoneView[]): Row[] {
  const wanted = by.text.trim().toLocaleLowerCase();
  const zone = zones.find((one) => one.zone.id === by.zone);
  const area = zone && boxOf(zone);
  return all.filter(({ standing, drawn: place }) => {
    if (!by.past && !isThere(standing)) return false;
    if (by.kind && standing.kind !== by.kind) return false;
    if (by.party && standing.party.id !== by.party) return false;
    if (by.state && !standing.states.includes(by.state)) return false;
    if (by.zone && place && !touches(place, by.zone, area)) return false;
    if (!wanted) return true;
    const words = [...standing.names, standing.party.name ?? '', standing.id];
    return words.some((word) => word.toLocaleLowerCase().includes(wanted));
  });
}

/** Whether a place may be in a zone: what is not known to be elsewhere is shown. */
function touches(place: Drawn, zone: string, area: Box | undefined): boolean {
  if (place.zone !== undefined) return place.zone === zone;
  const own = boxOfDrawn(place);
  return !own || !area || meet(own, area);
}

function boxOfDrawn(place: Drawn): Box | undefined {
  return box([...place.shapes.flatMap((shape) => outline(shape, place.precision_m ?? 0).flat()), ...place.cells]);
}

/** The latest boundary of a zone that has a shape. */
export function boundary(zone: ZoneView): Ring[][] {
  const shape = zone.boundaries.findLast((one) => one.area)?.area;
  return shape ? outline(shape) : [];
}

function boxOf(zone: ZoneView): Box | undefined {
  return box(boundary(zone).flat());
}

/** Zones as lines of the map. */
export function zoneFeatures(zones: readonly ZoneView[]): FeatureCollection {
  const features = zones.flatMap((zone): Feature[] =>
    boundary(zone).map((rings) => ({ type: 'Feature', properties: { id: zone.zone.id }, geometry: { type: 'Polygon', coordinates: rings } })),
  );
  return { type: 'FeatureCollection', features };
}

/** Places as shapes of the map: the body, a ring of its precision, a ring of its buffer, and its words. */
export function placeFeatures(shown: readonly Row[], describe: (row: Row) => string): FeatureCollection {
  const features: Feature[] = [];
  for (const row of shown) {
    const place = row.drawn;
    if (!place) continue;
    const properties = { id: row.key, kind: row.standing.kind, state: tone(row.standing.states) };
    const add = (part: string, rings: Ring[]): void => {
      features.push({ type: 'Feature', properties: { ...properties, part }, geometry: { type: 'Polygon', coordinates: rings } });
    };
    for (const shape of place.shapes) {
      for (const rings of outline(shape)) add('body', rings);
      if (shape.geometry.type !== 'Point') continue;
      const centre = shape.geometry.coordinates as LonLat;
      const precise = (shape.radius_m ?? 0) + (place.precision_m ?? 0);
      if (place.precision_m) add('precision', [disc(centre, precise)]);
      if (place.buffer_m) add('buffer', [disc(centre, precise + place.buffer_m)]);
    }
    for (const ring of place.cells) add('body', [ring]);
    const own = boxOfDrawn(place);
    if (own) features.push({ type: 'Feature', properties: { ...properties, part: 'name', text: describe(row) }, geometry: { type: 'Point', coordinates: [(own[0] + own[2]) / 2, own[1]] } });
  }
  return { type: 'FeatureCollection', features };
}

/** What the map is to show at first: what is drawn, or the zones. */
export function around(shown: readonly Row[], zones: readonly ZoneView[]): Box | undefined {
  const places = shown.flatMap((row) => (row.drawn ? [...row.drawn.shapes.flatMap((shape) => outline(shape).flat()), ...row.drawn.cells] : []));
  return box(places.length > 0 ? places : zones.flatMap((zone) => boundary(zone).flat()));
}
