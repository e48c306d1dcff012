/** What the room shows: the notifications, filtered, with their places where those were asked for. No judging. */

import type { Feature, FeatureCollection } from 'geojson';
import type { NotificationView, PlacedView, RecordLine, ZoneView } from '../../register/api.gen.ts';
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
  /** Only what may be there in this stretch, in milliseconds since 1970. */
  within: { from: number; until: number } | undefined;
}

export const ANY: Filter = { text: '', kind: '', party: '', state: '', zone: '', past: false, within: undefined };

/** A notification of the table, the feed and the map alike. */
export interface Row {
  key: string;
  standing: NotificationView;
  heard: string;
  record: number;
  placed: PlacedView | undefined;
  drawn: Drawn | undefined;
  /** What is searched when somebody types. */
  words: string;
}

/** More than these are drawn plainly: without rings and with few steps, each as far as it may reach. */
export const MANY = 2_000;
/** Steps of a disc where many are drawn. */
const FEW_STEPS = 12;

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

/** What is drawn of a place stays the same until something else is told of it. */
const drawings = new WeakMap<PlacedView, Drawn>();

function drawingOf(placed: PlacedView | undefined): Drawn | undefined {
  if (!placed) return undefined;
  const known = drawings.get(placed) ?? drawn(placed);
  drawings.set(placed, known);
  return known;
}

/** The rows, newest first. */
export function rows(all: readonly NotificationView[], places: ReadonlyMap<string, PlacedView>): Row[] {
  const made = all.map((standing): Row => {
    const key = `${standing.party.id}.${standing.id}`;
    const last = standing.versions.at(-1);
    const report = standing.reports.at(-1);
    const placed = places.get(key);
    const record = Math.max(last?.record ?? 0, report?.record ?? 0);
    const words = [...standing.names, standing.party.name ?? '', standing.id].join('\n').toLocaleLowerCase();
    return { key, standing, heard: last?.received_at ?? '', record, placed, drawn: drawingOf(placed), words };
  });
  return made.sort((a, b) => b.record - a.record);
}

/** The rows that are asked for. */
export function filtered(all: readonly Row[], by: Filter, zones: readonly ZoneView[]): Row[] {
  const wanted = by.text.trim().toLocaleLowerCase();
  const zone = zones.find((one) => one.zone.id === by.zone);
  const area = zone && boxOf(zone);
  return all.filter(({ standing, drawn: place, words }) => {
    if (!by.past && !isThere(standing)) return false;
    if (by.kind && standing.kind !== by.kind) return false;
    if (by.party && standing.party.id !== by.party) return false;
    if (by.state && !standing.states.includes(by.state)) return false;
    if (by.zone && place && !touches(place, by.zone, area)) return false;
    if (by.within && place && !mayBeThere(standing, place, by.within)) return false;
    return wanted === '' || words.includes(wanted);
  });
}

/**
 * The records of the feed that are asked for: those of the notifications that are shown; and where only a text or a party is
 * asked for, whatever else it says.
 */
export function fed(lines: readonly RecordLine[], shown: readonly Row[], by: Filter, party: string | undefined): RecordLine[] {
  const isNarrow = by.kind !== '' || by.zone !== '' || by.state !== '' || by.within !== undefined;
  const wanted = by.text.trim().toLocaleLowerCase();
  if (!isNarrow && by.party === '' && wanted === '') return [...lines];
  const about = new Set(shown.flatMap(({ standing }) => [...standing.versions, ...standing.reports].map(({ record }) => record)));
  const says = ({ by: who, says: what }: RecordLine): boolean => (by.party === '' || who === party) && `${who}\n${what}`.toLocaleLowerCase().includes(wanted);
  return lines.filter((line) => about.has(line.index) || (!isNarrow && says(line)));
}

/** States in which people may be there beyond the time that was told. */
const BEYOND = ['stale', 'overdue'];

/** Whether somebody may be there in a stretch of time: what is not known to be over, or yet to come, is shown. */
function mayBeThere(one: NotificationView, place: Drawn, within: { from: number; until: number }): boolean {
  const from = place.from === undefined ? -Infinity : Date.parse(place.from);
  const until = place.until === undefined || one.states.some((state) => BEYOND.includes(state)) ? Infinity : Date.parse(place.until);
  return from < within.until && until > within.from;
}

/** Whether a place may be in a zone: what is not known to be elsewhere is shown. */
function touches(place: Drawn, zone: string, area: Box | undefined): boolean {
  if (place.zone !== undefined) return place.zone === zone;
  const own = boxOfDrawn(place);
  return !own || !area || meet(own, area);
}

/** Boxes are asked for again and again while somebody filters. */
const boxes = new WeakMap<Drawn, Box | undefined>();

function boxOfDrawn(place: Drawn): Box | undefined {
  if (!boxes.has(place)) boxes.set(place, box([...place.shapes.flatMap((shape) => outline(shape, place.precision_m ?? 0, FEW_STEPS).flat()), ...place.cells]));
  return boxes.get(place);
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
  const many = shown.length > MANY;
  return { type: 'FeatureCollection', features: shown.flatMap((row) => (many ? plain(row, describe) : whole(row, describe))) };
}

function feature(row: Row, part: string, rings: Ring[], least?: number): Feature {
  const properties = { id: row.key, kind: row.standing.kind, state: tone(row.standing.states), part, ...(least !== undefined && { least }) };
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: rings } };
}

/** From so many pixels across on, a shape is seen as a shape. */
const SEEN_PX = 5;

/** From which zoom on a box is seen as a shape; from farther it is a dot, so that nothing vanishes. */
function leastZoom([west, south, east, north]: Box): number {
  const degrees = Math.max(east - west, north - south, 1e-6);
  return Math.max(0, Math.log2((SEEN_PX * 360) / (512 * degrees)));
}

function nameOf(row: Row, describe: (row: Row) => string): Feature[] {
  const own = row.drawn && boxOfDrawn(row.drawn);
  if (!own) return [];
  const properties = { id: row.key, kind: row.standing.kind, state: tone(row.standing.states), part: 'name', text: describe(row), least: leastZoom(own) };
  return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [(own[0] + own[2]) / 2, own[1]] } }];
}

/** One place with its rings. */
function whole(row: Row, describe: (row: Row) => string): Feature[] {
  const place = row.drawn;
  if (!place) return [];
  const features = place.shapes.flatMap((shape) => {
    const own = outline(shape).map((rings) => feature(row, 'body', rings));
    if (shape.geometry.type !== 'Point') return own;
    const centre = shape.geometry.coordinates as LonLat;
    const precise = (shape.radius_m ?? 0) + (place.precision_m ?? 0);
    if (place.precision_m) own.push(feature(row, 'precision', [disc(centre, precise)]));
    if (place.buffer_m) own.push(feature(row, 'buffer', [disc(centre, precise + place.buffer_m)]));
    return own;
  });
  return [...features, ...place.cells.map((ring) => feature(row, 'body', [ring])), ...nameOf(row, describe)];
}

/** What was made of a row once is taken again while somebody types into the filter. */
const made = new WeakMap<Drawn, { as: string; features: Feature[] }>();

/** One place among many: all that it may reach by its precision, and no rings. */
function plain(row: Row, describe: (row: Row) => string): Feature[] {
  const place = row.drawn;
  if (!place) return [];
  const as = `${tone(row.standing.states)} ${describe(row)}`;
  const known = made.get(place);
  if (known?.as === as) return known.features;
  const own = boxOfDrawn(place);
  const least = own && leastZoom(own);
  const bodies = place.shapes.flatMap((shape) => outline(shape, shape.geometry.type === 'Point' ? (place.precision_m ?? 0) : 0, FEW_STEPS));
  const features = [...bodies.map((rings) => feature(row, 'body', rings, least)), ...place.cells.map((ring) => feature(row, 'body', [ring], least)), ...nameOf(row, describe)];
  made.set(place, { as, features });
  return features;
}

/** What the map is to show at first: what is drawn, or the zones. */
export function around(shown: readonly Row[], zones: readonly ZoneView[]): Box | undefined {
  const places = shown.flatMap(({ drawn: place }): Ring[] => {
    const own = place && boxOfDrawn(place);
    return own ? [[[own[0], own[1]], [own[2], own[3]]]] : [];
  });
  return box(places.length > 0 ? places : zones.flatMap((zone) => boundary(zone).flat()));
}
