/**
 * Reads GeoJSON (RFC 7946) that somebody brought. Whatever is not as it should be is refused, with what is wrong and at
 * which feature: a layer that is drawn elsewhere than it lies is worse than none.
 *
 * Not here: which file it is ({@link ./file.ts}), and how it is drawn ({@link ./drawn.ts}).
 */

import type { Geometry } from 'geojson';
import type { Box } from '../map/ground.ts';
import { LayerRefusal } from './refusal.ts';

/** Largest file: what a page reads in a second or two. */
export const LARGEST_GEOJSON_BYTES = 50_000_000;
export const MOST_FEATURES = 100_000;
export const MOST_POSITIONS = 1_000_000;
/** So deep may collections stand in collections. */
const MOST_NESTED = 4;
/** So many properties are offered as names, and so long is one. */
export const MOST_FIELDS = 30;
const LONGEST_FIELD = 60;
export const LONGEST_NAME = 80;
/** After so many features the page is let draw and be used. */
const REST_EVERY = 2_000;
/** What rounding may leave beyond the edge of the world, in degrees. */
const EDGE_DEG = 1e-6;
/** Nobody writes degrees beyond this: those are metres. */
const FARTHEST_DEG = 360;

/** One geometry, and its properties by the fields of the file. */
export interface Drawable {
  geometry: Geometry;
  values: (string | undefined)[];
}

export interface Features {
  kind: 'geojson';
  drawables: Drawable[];
  /** Features of the file, and those of them that have no place. */
  count: number;
  placeless: number;
  fields: string[];
  box: Box | undefined;
}

/** Ways in which the coordinates of WGS 84, longitude first, were named when GeoJSON still had a member for it. */
const WGS_84 = /^(urn:ogc:def:crs:)?(ogc:(1\.3)?:?crs84|epsg:[0-9.]*:?4326)$/i;
/** Likely to be what something is called. */
const NAME_LIKE = /name|title|label|اسم|назв|им[яі]|nom\b|\bad[iı]?\b/i;

/** How deep the positions of a geometry stand. */
const DEPTHS = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 } as const;

type Thing = Record<string, unknown>;

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a text.
 *
 * @throws {LayerRefusal} it is no GeoJSON that can be drawn.
 */
export async function readGeoJson(text: string): Promise<Features> {
  if (text.trim() === '') throw new LayerRefusal('empty');
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    throw new LayerRefusal('not-json');
  }
  if (!isThing(root)) throw new LayerRefusal('type', { type: Array.isArray(root) ? '[…]' : typeof root });
  const reading = new Reading();
  checkCrs(root);
  const { type } = root;
  if (type === 'Feature') reading.feature(root);
  else if (type === 'GeometryCollection' || isGeometry(type)) reading.feature({ type: 'Feature', geometry: root });
  else if (type !== 'FeatureCollection') throw new LayerRefusal('type', { type: typed(type) });
  else {
    const { features } = root;
    if (!Array.isArray(features)) throw new LayerRefusal('members', { member: 'features' });
    if (features.length > MOST_FEATURES) throw new LayerRefusal('features', { most: MOST_FEATURES });
    for (const [at, one] of features.entries()) {
      if (at % REST_EVERY === REST_EVERY - 1) await new Promise((rested) => setTimeout(rested));
      reading.feature(one);
    }
  }
  return reading.done();
}

/** The member that GeoJSON had until 2016: only what means WGS 84 goes through. */
function checkCrs(thing: Thing): void {
  if (!('crs' in thing)) return;
  const { crs } = thing;
  const name = isThing(crs) && isThing(crs['properties']) ? crs['properties']['name'] : undefined;
  if (typeof name === 'string' && WGS_84.test(name.trim())) return;
  throw new LayerRefusal('crs', { crs: typeof name === 'string' ? name.slice(0, LONGEST_FIELD) : '—' });
}

class Reading {
  readonly #drawables: Drawable[] = [];
  readonly #fields = new Map<string, number>();
  #count = 0;
  #placeless = 0;
  #positions = 0;
  #box: Box | undefined;

  done(): Features {
    if (this.#drawables.length === 0) throw new LayerRefusal('nothing');
    // Those that look like names first, in the order of the file otherwise; each keeps its number.
    const named = [...this.#fields.keys()];
    const order = [...named.filter((one) => NAME_LIKE.test(one)), ...named.filter((one) => !NAME_LIKE.test(one))];
    const numbers = order.map((field) => this.#fields.get(field) ?? 0);
    for (const one of this.#drawables) one.values = numbers.map((number) => one.values[number]);
    return { kind: 'geojson', drawables: this.#drawables, count: this.#count, placeless: this.#placeless, fields: order, box: this.#box };
  }

  feature(one: unknown): void {
    this.#count++;
    if (!isThing(one)) throw this.#wrong('member');
    if (one['type'] !== 'Feature') throw this.#wrong('geometry', { type: typed(one['type']) });
    checkCrs(one);
    const { geometry } = one;
    if (geometry === undefined || geometry === null) {
      this.#placeless++;
      return;
    }
    const before = this.#drawables.length;
    this.#geometry(geometry, this.#values(one['properties']), 0);
    if (this.#drawables.length === before) this.#placeless++;
  }

  /** Plain values alone are kept: they are drawn as text and nothing else. */
  #values(properties: unknown): (string | undefined)[] {
    const values: (string | undefined)[] = [];
    if (!isThing(properties)) return values;
    for (const [field, value] of Object.entries(properties)) {
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const number = this.#number(field);
      const text = String(value).trim();
      if (number !== undefined && text !== '') values[number] = text.slice(0, LONGEST_NAME);
    }
    return values;
  }

  #number(field: string): number | undefined {
    const known = this.#fields.get(field);
    if (known !== undefined || this.#fields.size >= MOST_FIELDS || field === '' || field.length > LONGEST_FIELD) return known;
    const number = this.#fields.size;
    this.#fields.set(field, number);
    return number;
  }

  #geometry(one: unknown, values: (string | undefined)[], depth: number): void {
    if (!isThing(one)) throw this.#wrong('member');
    const { type, coordinates } = one;
    if (type === 'GeometryCollection') {
      if (depth >= MOST_NESTED) throw this.#wrong('nested', { most: MOST_NESTED });
      const { geometries } = one;
      if (!Array.isArray(geometries)) throw this.#wrong('member');
      for (const inner of geometries) this.#geometry(inner, values, depth + 1);
      return;
    }
    if (!isGeometry(type)) throw this.#wrong('geometry', { type: typed(type) });
    checkCrs(one);
    if (this.#drawables.length >= MOST_FEATURES) throw new LayerRefusal('features', { most: MOST_FEATURES });
    if (!Array.isArray(coordinates)) throw this.#wrong('coordinates');
    // Empty coordinates are GeoJSON, and no place.
    if (coordinates.length === 0) return;
    this.#along(coordinates, DEPTHS[type]);
    this.#drawables.push({ geometry: { type, coordinates } as Geometry, values });
  }

  #along(coordinates: unknown, depth: number): void {
    if (!Array.isArray(coordinates)) throw this.#wrong('coordinates');
    if (depth === 0) return this.#position(coordinates);
    for (const inner of coordinates) this.#along(inner, depth - 1);
  }

  #position(at: unknown[]): void {
    const [x, y] = at;
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) throw this.#wrong('coordinates');
    if (++this.#positions > MOST_POSITIONS) throw new LayerRefusal('positions', { most: MOST_POSITIONS });
    if (Math.abs(x) > 180 + EDGE_DEG || Math.abs(y) > 90 + EDGE_DEG) throw this.#beyond(x, y);
    // Heights, and whatever else stands behind them, are not drawn.
    if (at.length > 2) at.length = 2;
    const box = this.#box;
    if (!box) this.#box = [x, y, x, y];
    else {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  }

  #beyond(x: number, y: number): LayerRefusal {
    const given = { x: String(x), y: String(y) };
    if (Math.abs(x) > FARTHEST_DEG || Math.abs(y) > FARTHEST_DEG) return this.#wrong('projected', given);
    return this.#wrong(Math.abs(x) <= 90 && Math.abs(y) <= 180 ? 'swapped' : 'range', given);
  }

  /** It is wrong at this feature, counted from one as people count. */
  #wrong(what: string, given: Record<string, string | number> = {}): LayerRefusal {
    return new LayerRefusal(what, { ...given, feature: this.#count });
  }
}

function isGeometry(type: unknown): type is keyof typeof DEPTHS {
  return typeof type === 'string' && Object.hasOwn(DEPTHS, type);
}

function typed(type: unknown): string {
  return typeof type === 'string' ? type.slice(0, LONGEST_FIELD) : '—';
}

