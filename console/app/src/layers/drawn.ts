/**
 * Draws somebody's own layers onto a map: in one neutral ink that none of the register's states has, over coast lines and
 * under everything of the register. Points are crosses, since the register's are rings.
 *
 * Tiles come out of the file through a protocol of the page's own; nothing is asked of any host.
 */

import { addProtocol, type AddLayerObject, type ExpressionSpecification, type GeoJSONSource, type Map as Drawing } from 'maplibre-gl';
import type { Feature, FeatureCollection } from 'geojson';
import { FONT, palette } from '../map/style.ts';
import type { Archive, Part } from './archive.ts';
import type { Features } from './geojson.ts';
import { layers, type Layer } from './layers.svelte.ts';

/** Everything of the register stands above this. */
const BELOW = 'graticule';
const SCHEME = 'own-layer';
const CROSS = 'own-cross';
/** How much of what is beneath is seen through pictures; at night they are dimmed, too. */
const PICTURE_OPACITY = 0.8;
const NIGHT_BRIGHTNESS = 0.7;
const TOUCH_OPACITY = 0.06;

/** The name of a layer's source, and the beginning of those of its lines, faces and points. */
const sourceOf = (id: string): string => `own ${id}`;
/** The layer that a source is of. */
export function layerOf(source: unknown): string | undefined {
  return typeof source === 'string' && source.startsWith('own ') ? source.slice(4) : undefined;
}

addProtocol(SCHEME, async ({ url }, { signal }) => {
  const [, id = '', z, x, y] = /^own-layer:\/\/(\w+)\/(\d+)\/(\d+)\/(\d+)$/.exec(url) ?? [];
  const content = layers.find(id)?.content;
  if (content?.kind !== 'pmtiles') return { data: new ArrayBuffer(0) };
  try {
    const bytes = await content.tile(Number(z), Number(x), Number(y), signal);
    if (!bytes || bytes.byteLength === 0) return { data: new ArrayBuffer(0) };
    return { data: content.tiles === 'vector' ? bytes : await createImageBitmap(new Blob([bytes], { type: content.media })) };
  } catch {
    if (!signal.aborted) layers.stumbled(id);
    return { data: new ArrayBuffer(0) };
  }
});

/** What is drawn of a layer now. */
interface Shown {
  content: Layer['content'];
  names: string;
  parts: string[];
}

/** Somebody's own layers on one map. */
export class Drawn {
  readonly #map: Drawing;
  readonly #shown = new Map<string, Shown>();

  constructor(map: Drawing) {
    this.#map = map;
  }

  /** Another style has nothing of them. */
  forget(): void {
    this.#shown.clear();
  }

  /** Draws these, the uppermost first, and nothing else. */
  draw(wanted: readonly Layer[]): void {
    const map = this.#map;
    for (const [id, { content, names }] of this.#shown) {
      const same = wanted.find((one) => one.id === id);
      if (same?.content !== content || same?.names !== names) this.#remove(id);
    }
    if (wanted.length > 0 && !map.hasImage(CROSS)) {
      const image = cross();
      if (image) map.addImage(CROSS, image, { pixelRatio: 2 });
    }
    // From the bottom up: each comes under the graticule and over the one before it.
    for (const layer of wanted.toReversed()) {
      const known = this.#shown.get(layer.id);
      if (known) for (const part of known.parts) map.moveLayer(part, BELOW);
      else this.#add(layer);
    }
  }

  #add(layer: Layer): void {
    const { id, content, names } = layer;
    if (!content) return;
    const source = sourceOf(id);
    const made = content.kind === 'geojson' ? this.#features(source, content, layer) : this.#tiles(source, content, layer);
    for (const one of made) this.#map.addLayer(one, BELOW);
    this.#shown.set(id, { content, names, parts: made.map((one) => one.id) });
  }

  #remove(id: string): void {
    for (const part of this.#shown.get(id)?.parts ?? []) this.#map.removeLayer(part);
    this.#map.removeSource(sourceOf(id));
    this.#shown.delete(id);
  }

  #features(source: string, { drawables, fields }: Features, { names }: Layer): AddLayerObject[] {
    const field = fields.indexOf(names);
    const features = drawables.map(({ geometry, values }): Feature => {
      const text = field < 0 ? undefined : values[field];
      return { type: 'Feature', properties: text === undefined ? {} : { text }, geometry };
    });
    const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };
    this.#map.addSource(source, { type: 'geojson', data: empty });
    (this.#map.getSource(source) as GeoJSONSource).setData({ ...empty, features });
    return [...shapes(source), ...(field < 0 ? [] : [named(source, ['get', 'text'])])];
  }

  #tiles(source: string, content: Archive, { id, names }: Layer): AddLayerObject[] {
    const [minzoom, maxzoom] = content.zooms;
    const shared = { tiles: [`${SCHEME}://${id}/{z}/{x}/{y}`], minzoom, maxzoom, ...(content.box && { bounds: content.box }) };
    if (content.tiles === 'picture') {
      this.#map.addSource(source, { type: 'raster', tileSize: content.side, ...shared });
      const night = getComputedStyle(document.documentElement).colorScheme === 'dark';
      return [{ id: `${source} picture`, type: 'raster', source, paint: { 'raster-opacity': PICTURE_OPACITY, 'raster-brightness-max': night ? NIGHT_BRIGHTNESS : 1, 'raster-fade-duration': 0 } }];
    }
    this.#map.addSource(source, { type: 'vector', ...shared });
    const all = content.parts.flatMap((part) => shapes(source, part));
    const labels = content.parts.filter(({ fields }) => fields.includes(names)).map((part) => named(source, ['get', names], part));
    return [...all, ...labels];
  }
}

/** The layers of a source that draw its faces, lines and points; of vector tiles those of one part. */
function shapes(source: string, part?: Part): AddLayerObject[] {
  const ink = palette()('ink-soft');
  const of = (shape: string) => ({ id: partName(source, shape, part), source, ...(part && { 'source-layer': part.id }) });
  const being = (shape: 'Polygon' | 'LineString' | 'Point'): ExpressionSpecification => ['==', ['geometry-type'], shape];
  return [
    { ...of('face'), type: 'fill', filter: being('Polygon'), paint: { 'fill-color': ink, 'fill-opacity': TOUCH_OPACITY, 'fill-antialias': false } },
    { ...of('line'), type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout: { 'line-join': 'round' }, paint: { 'line-color': ink, 'line-width': 1.25, 'line-opacity': 0.85 } },
    { ...of('point'), type: 'symbol', filter: being('Point'), layout: { 'icon-image': CROSS, 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
  ];
}

const partName = (source: string, shape: string, part?: Part): string => (part ? `${source} ${shape} ${part.id}` : `${source} ${shape}`);

/** Names as text, and text alone; where there is no room, the register's go first. */
function named(source: string, text: ExpressionSpecification, part?: Part): AddLayerObject {
  const colour = palette();
  return {
    id: partName(source, 'name', part),
    source,
    ...(part && { 'source-layer': part.id }),
    type: 'symbol',
    layout: {
      'text-field': ['slice', ['to-string', text], 0, 60],
      'text-font': [FONT],
      'text-size': 11,
      'text-anchor': 'top',
      'text-offset': [0, 0.5],
      'text-max-width': 12,
    },
    paint: { 'text-color': colour('ink-soft'), 'text-halo-color': colour('paper'), 'text-halo-width': 1.25 },
  };
}

/** A small cross of the page's ink. */
function cross(): ImageData | undefined {
  const side = 18;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  const colour = palette();
  // Seen on any ground: a rim of paper around a line of ink.
  for (const [token, width] of [['paper', 6], ['ink-soft', 3]] as [string, number][]) {
    pen.strokeStyle = colour(token);
    pen.lineWidth = width;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(4, 4);
    pen.lineTo(side - 4, side - 4);
    pen.moveTo(side - 4, 4);
    pen.lineTo(4, side - 4);
    pen.stroke();
  }
  return pen.getImageData(0, 0, side, side);
}
