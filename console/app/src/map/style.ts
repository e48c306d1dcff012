/**
 * What the map draws with: coast lines and a graticule, in the colours of the page. No borders and no names of places, for
 * base maps take sides; fonts are the page's own.
 */

import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Feature, FeatureCollection } from 'geojson';
import arabic from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url';
import cyrillic from '@fontsource/noto-sans/files/noto-sans-cyrillic-600-normal.woff2?url';
import latin from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url';
import extended from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url';
import land from 'virtual:land-110m';
import type { Box } from './ground.ts';

/** Colours of the page by their tokens, as the map can read them: a reader's own (forced colours) have names that it does not know. */
export function palette(): (token: string) => string {
  const probe = document.body.appendChild(document.createElement('span'));
  probe.style.setProperty('forced-color-adjust', 'none');
  const known = new Map<string, string>();
  queueMicrotask(() => probe.remove());
  return (token) => {
    const found = known.get(token);
    if (found !== undefined) return found;
    probe.style.color = `var(--${token})`;
    const read = getComputedStyle(probe).color || '#888';
    known.set(token, read);
    return read;
  };
}

export const FONT = 'Truceline';
const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** A range of characters as the map's fonts take it; Arabic is drawn with its presentation forms. */
const FACES = {
  [FONT]: [
    { url: latin, 'unicode-range': ['U+0000-00FF', 'U+2000-206F'] },
    { url: extended, 'unicode-range': ['U+0100-02FF', 'U+1E00-1EFF'] },
    { url: cyrillic, 'unicode-range': ['U+0400-052F'] },
    { url: arabic, 'unicode-range': ['U+0600-06FF', 'U+0750-077F', 'U+FB50-FDFF', 'U+FE70-FEFF'] },
  ],
};

/** Features by one property. */
function being(property: string, value: string): ExpressionSpecification {
  return ['==', ['get', property], value];
}

/** A body is drawn from where it is seen as a shape; nothing is said where few are drawn, and then always. */
const seen: ExpressionSpecification = ['>=', ['zoom'], ['coalesce', ['get', 'least'], 0]];
/** From farther it is a dot, so that no place vanishes. */
const unseen: ExpressionSpecification = ['<', ['zoom'], ['coalesce', ['get', 'least'], 0]];

/** The style for the page's present colours. */
export function style(): StyleSpecification {
  const colour = palette();
  const [sea, ground, line, ink, halo] = ['sunk', 'surface', 'line', 'ink', 'paper'].map(colour) as [string, string, string, string, string];
  const tones: [string, string][] = [['stale', 'stale'], ['contested', 'contested'], ['relayed', 'relayed']];
  const tone = ['match', ['get', 'state'], ...tones.flatMap(([state, token]) => [state, colour(token)]), colour('accent')] as unknown as string;
  // Every fill has a line of its own around it: to smooth its edge as well would draw each shape twice.
  const layers: LayerSpecification[] = [
    { id: 'sea', type: 'background', paint: { 'background-color': sea } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': ground, 'fill-antialias': false } },
    { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colour('line-strong'), 'line-width': 0.75 } },
    { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': line, 'line-width': 1 } },
    { id: 'zones', type: 'line', source: 'zones', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-color': colour('ink-faint'), 'line-width': 1.5, 'line-dasharray': [6, 3] } },
    { id: 'buffer', type: 'line', source: 'places', filter: being('part', 'buffer'), paint: { 'line-color': tone, 'line-width': 0.75, 'line-opacity': 0.6, 'line-dasharray': [1, 3] } },
    { id: 'precision', type: 'line', source: 'places', filter: being('part', 'precision'), paint: { 'line-color': tone, 'line-width': 1, 'line-dasharray': [3, 3] } },
    { id: 'body', type: 'fill', source: 'places', filter: ['all', being('part', 'body'), ['!=', ['get', 'kind'], 'nil'], seen], paint: { 'fill-color': tone, 'fill-opacity': 0.22, 'fill-antialias': false } },
    { id: 'nobody', type: 'fill', source: 'places', filter: ['all', being('part', 'body'), being('kind', 'nil'), seen], paint: { 'fill-pattern': 'hatch', 'fill-opacity': 0.6 } },
    { id: 'edge', type: 'line', source: 'places', filter: ['all', being('part', 'body'), being('state', 'plain'), seen], paint: { 'line-color': tone, 'line-width': 2 } },
    { id: 'edge-stale', type: 'line', source: 'places', filter: ['all', being('part', 'body'), being('state', 'stale'), seen], paint: { 'line-color': tone, 'line-width': 2, 'line-dasharray': [4, 2] } },
    { id: 'edge-contested', type: 'line', source: 'places', filter: ['all', being('part', 'body'), being('state', 'contested'), seen], paint: { 'line-color': tone, 'line-width': 1.5, 'line-gap-width': 3 } },
    { id: 'edge-relayed', type: 'line', source: 'places', filter: ['all', being('part', 'body'), being('state', 'relayed'), seen], layout: { 'line-cap': 'round' }, paint: { 'line-color': tone, 'line-width': 2.5, 'line-dasharray': [0, 2] } },
    { id: 'dots', type: 'circle', source: 'places', filter: ['all', being('part', 'name'), unseen], paint: { 'circle-radius': 2.5, 'circle-color': colour('surface'), 'circle-stroke-color': tone, 'circle-stroke-width': 1.25 } },
    { id: 'chosen', type: 'line', source: 'places', filter: ['all', being('part', 'body'), being('id', '')], paint: { 'line-color': colour('focus'), 'line-width': 4 } },
    ...(['degrees', 'names'] as const).map((id): LayerSpecification => ({
      id,
      type: 'symbol',
      source: id === 'degrees' ? 'graticule' : 'places',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'text'],
        'text-font': [FONT],
        'text-size': id === 'degrees' ? 11 : 13,
        'text-anchor': id === 'degrees' ? 'bottom-left' : 'top',
        'text-offset': id === 'degrees' ? [0.3, 0] : [0, 0.6],
        'text-max-width': 14,
      },
      paint: { 'text-color': id === 'degrees' ? colour('ink-faint') : ink, 'text-halo-color': halo, 'text-halo-width': 1.5 },
    })),
  ];
  const geojson = (data: string | FeatureCollection) => ({ type: 'geojson' as const, data });
  return {
    version: 8,
    'font-faces': FACES,
    sources: { land: geojson(land), graticule: geojson(EMPTY), zones: geojson(EMPTY), places: geojson(EMPTY) },
    layers,
  } as StyleSpecification;
}

/** A hatching of the page's ink, for areas that somebody says are without their people. */
export function hatch(): ImageData | undefined {
  const side = 12;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  pen.strokeStyle = palette()('accent');
  pen.lineWidth = 1.25;
  for (const from of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(from, side);
    pen.lineTo(from + side, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, side, side);
}

/** Distances of the graticule's lines in degrees, widest first. */
const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
/** As many lines across as fit without a crowd. */
const LINES = 7;

/** Lines of latitude and longitude over a box, each with its degrees. */
export function graticule([west, south, east, north]: Box): FeatureCollection {
  const step = STEPS.findLast((one) => (east - west) / one <= LINES) ?? 30;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const features: Feature[] = [];
  const add = (ends: [number, number][], text: string, at: [number, number]): void => {
    features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ends } });
    features.push({ type: 'Feature', properties: { text }, geometry: { type: 'Point', coordinates: at } });
  };
  for (let n = Math.ceil(west / step); n * step <= east; n++) {
    const lon = n * step;
    add([[lon, Math.max(south, -85)], [lon, Math.min(north, 85)]], degrees(lon, digits, 'E', 'W'), [lon, south + (north - south) * 0.01]);
  }
  for (let n = Math.ceil(Math.max(south, -85) / step); n * step <= Math.min(north, 85); n++) {
    const lat = n * step;
    add([[west, lat], [east, lat]], degrees(lat, digits, 'N', 'S'), [west + (east - west) * 0.003, lat]);
  }
  return { type: 'FeatureCollection', features };
}

function degrees(value: number, digits: number, plus: string, minus: string): string {
  const turned = ((((value + 180) % 360) + 360) % 360) - 180;
  const shown = plus === 'E' ? turned : value;
  const letter = shown === 0 ? '' : shown > 0 ? plus : minus;
  return `${Math.abs(shown).toFixed(digits)}°${letter}`;
}
