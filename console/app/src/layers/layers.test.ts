/** What is read of somebody's own files, and that a bad one is refused with words and in no other way. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { pmtiles, png, vectorTile } from '../../test/pmtiles.mjs';
import type { Archive } from './archive.ts';
import { readLayer } from './file.ts';
import { MOST_FEATURES, MOST_POSITIONS, readGeoJson, type Features } from './geojson.ts';
import { LayerRefusal } from './refusal.ts';

const words = new FluentBundle('en');
words.addResource(new FluentResource(readFileSync(new URL('../../../words/en/layers.ftl', import.meta.url), 'utf8')));

/** It is not refused. */
const READ = '—';

/** What a file is refused for; every refusal has its words, with nothing left open in them. */
async function refusal(of: Promise<unknown>): Promise<string> {
  try {
    await of;
  } catch (error) {
    assert.ok(error instanceof LayerRefusal, `something else than a refusal: ${String(error)}`);
    const pattern = words.getMessage(error.key)?.value;
    assert.ok(pattern, `no words for ${error.key}`);
    const errors: Error[] = [];
    words.formatPattern(pattern, error.given, errors);
    assert.deepEqual(errors, [], error.key);
    return error.message;
  }
  return READ;
}

const bytesOf = async (tile: Promise<ArrayBuffer | undefined>): Promise<Buffer> => Buffer.from((await tile) ?? new ArrayBuffer(0));
const file = (bytes: Uint8Array | string): Blob => new Blob([bytes as BlobPart]);
const read = (value: unknown): Promise<Features> => readGeoJson(JSON.stringify(value));
const point = (at: unknown, properties: unknown = {}): unknown => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: at } });
const collection = (...features: unknown[]): unknown => ({ type: 'FeatureCollection', features });

test('GeoJSON of every kind is read, with its box, its names and what has no place', async () => {
  const found = await read(
    collection(
      point([-21.9, -29.9, 512], { height: 5, NAME_ar: 'بئر', list: [1], nothing: null }),
      { type: 'Feature', properties: null, geometry: null },
      { type: 'Feature', properties: {}, geometry: { type: 'GeometryCollection', geometries: [{ type: 'LineString', coordinates: [[0, 0], [1, 1]] }, { type: 'MultiPolygon', coordinates: [[[[0, 0], [2, 0], [2, 2], [0, 0]]]] }] } },
    ),
  );
  assert.deepEqual([found.count, found.placeless, found.drawables.length], [3, 1, 3]);
  assert.deepEqual(found.fields, ['NAME_ar', 'height']);
  assert.deepEqual(found.drawables[0], { geometry: { type: 'Point', coordinates: [-21.9, -29.9] }, values: ['بئر', '5'] });
  assert.deepEqual(found.box, [-21.9, -29.9, 2, 2]);
  assert.equal((await read({ type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 0]]] })).count, 1);
  assert.equal((await read(point([180, 90]))).count, 1);
  // The mark of the order of bytes that some editors put before a text.
  assert.equal(((await readLayer(file(`\ufeff${JSON.stringify(point([1, 2]))}`))) as Features).count, 1);
  for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4326']) await read({ ...(collection(point([1, 2])) as object), crs: { type: 'name', properties: { name } } });
});

test('what is no GeoJSON in degrees is refused for what it is', async () => {
  const cases: [unknown, string][] = [
    [[], 'type'],
    ['text', 'type'],
    [{ type: 'Topology' }, 'type'],
    [{ type: 'toString' }, 'type'],
    [{ type: 'FeatureCollection' }, 'members'],
    [collection(), 'nothing'],
    [collection({ type: 'Feature', geometry: null }), 'nothing'],
    [collection({ type: 'Feature', geometry: { type: 'LineString', coordinates: [] } }), 'nothing'],
    [collection(7), 'member'],
    [collection({ type: 'Point', coordinates: [1, 2] }), 'geometry'],
    [collection({ type: 'Feature', geometry: { type: 'Circle', coordinates: [1, 2] } }), 'geometry'],
    [collection({ type: 'Feature', geometry: { type: 'Point' } }), 'coordinates'],
    [point(['1', '2']), 'coordinates'],
    [point([1]), 'coordinates'],
    [point([[1, 2]]), 'coordinates'],
    [{ type: 'LineString', coordinates: [1, 2] }, 'coordinates'],
    [point([738_070, 3_953_555]), 'projected'],
    [point([-2_440_000, -3_480_000]), 'projected'],
    [point([-30, 121]), 'swapped'],
    [point([190, 20]), 'range'],
    [{ ...(collection(point([1, 2])) as object), crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32637' } } }, 'crs'],
    [{ ...(collection(point([1, 2])) as object), crs: null }, 'crs'],
  ];
  for (const [value, why] of cases) assert.equal(await refusal(read(value)), why, JSON.stringify(value));
  for (const [text, why] of [['', 'empty'], ['  \n', 'empty'], ['{', 'not-json'], ['<kml/>', 'not-json'], [`${'['.repeat(100_000)}`, 'not-json'], [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'type']] as [string, string][]) assert.equal(await refusal(readGeoJson(text)), why);
  let deep: unknown = { type: 'Point', coordinates: [1, 2] };
  for (let level = 0; level < 50; level++) deep = { type: 'GeometryCollection', geometries: [deep] };
  assert.equal(await refusal(read(deep)), 'nested');
  const nested = `{"type":"Point","coordinates":${'['.repeat(50_000)}1${']'.repeat(50_000)}}`;
  assert.equal(await refusal(readGeoJson(nested)), 'coordinates');
});

test('it is said at which feature', async () => {
  const wrong = await read(collection(point([1, 2]), point([1, 2]), point([500_000, 4_000_000]))).catch((error: unknown) => error);
  assert.ok(wrong instanceof LayerRefusal);
  assert.deepEqual(wrong.given, { feature: 3, x: '500000', y: '4000000' });
});

test('more than a page can draw is refused, and names of properties are only text', async () => {
  assert.equal(await refusal(readGeoJson(`{"type":"FeatureCollection","features":[${Array.from({ length: MOST_FEATURES + 1 }, () => '0').join(',')}]}`)), 'features');
  const line = { type: 'LineString', coordinates: Array.from({ length: MOST_POSITIONS + 1 }, () => [0, 0]) };
  assert.equal(await refusal(read(line)), 'positions');
  const many = await readGeoJson(`{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"__proto__":"x","constructor":"<b>","n":1e400,${Array.from({ length: 100 }, (_, at) => `"f${at}":"${'v'.repeat(200)}"`).join(',')}}}`);
  assert.ok(many.fields.length <= 30 && many.fields.includes('__proto__'));
  assert.ok(many.drawables.every(({ values }) => values.every((one) => one === undefined || one.length <= 80)));
  assert.equal(({} as { x?: unknown }).x, undefined);
});

const VALLEY = { z: 0, x: 0, y: 0, bytes: vectorTile('roads') };
const vectors = pmtiles([VALLEY], { vector_layers: [{ id: 'roads', fields: { name: 'String' } }] });
const pictures = pmtiles([{ z: 0, x: 0, y: 0, bytes: png([1, 2, 3]) }], {}, { type: 2 });

test('archives of vectors and of pictures are opened, and give their tiles', async () => {
  const found = (await readLayer(file(vectors))) as Archive;
  assert.deepEqual([found.kind, found.tiles, found.zooms, found.parts, found.fields], ['pmtiles', 'vector', [0, 0], [{ id: 'roads', fields: ['name'] }], ['name']]);
  assert.deepEqual(await bytesOf(found.tile(0, 0, 0)), vectorTile('roads'));
  assert.equal(await found.tile(1, 0, 0), undefined);
  const seen = (await readLayer(file(pictures))) as Archive;
  assert.deepEqual([seen.tiles, seen.media], ['picture', 'image/png']);
  assert.deepEqual(await bytesOf(seen.tile(0, 0, 0)), png([1, 2, 3]));
  // Many tiles, each found where it is: the numbers of our maker and of the reader are the same.
  const all = [0, 1, 2, 3].flatMap((z) => Array.from({ length: 4 ** z }, (_, at) => ({ z, x: at % 2 ** z, y: Math.floor(at / 2 ** z), bytes: Buffer.from(`${z}/${at}`) })));
  const many = (await readLayer(file(pmtiles(all, {}, { type: 2, internal: 1 })))) as Archive;
  for (const { z, x, y, bytes } of all) assert.deepEqual(await bytesOf(many.tile(z, x, y)), bytes);
});

test('archives that cannot be read here are refused for what they are', async () => {
  const named = { vector_layers: [{ id: 'roads' }] };
  const bent = (change: (bytes: Buffer) => void): Buffer => {
    const own = Buffer.from(vectors);
    change(own);
    return own;
  };
  const cases: [Uint8Array, string][] = [
    [new Uint8Array(), 'empty'],
    [Buffer.from('PK\x03\x04'), 'unknown'],
    [Buffer.from('SQLite format 3\0'), 'unknown'],
    [Buffer.from('PMTales, not tiles'), 'unknown'],
    [Buffer.from('\ufeff{"type"', 'utf16le'), 'utf8'],
    [Buffer.from([0x7b, 0xff, 0xff]), 'utf8'],
    [Buffer.concat([Buffer.from('PM'), Buffer.from([2, 0]), Buffer.alloc(600)]), 'version'],
    [pmtiles([VALLEY], named, { version: 4 }), 'version'],
    [pmtiles([VALLEY], named, { packed: 3 }), 'compression'],
    [bent((bytes) => (bytes[97] = 4)), 'compression'],
    [pmtiles([VALLEY], named, { type: 5 }), 'tiles'],
    [pmtiles([VALLEY], named, { type: 6 }), 'tiles'],
    [pmtiles([VALLEY], named, { type: 77 }), 'tiles'],
    [pmtiles([VALLEY], {}), 'parts'],
    [pmtiles([VALLEY], null), 'parts'],
    [pmtiles([VALLEY], { vector_layers: [{ id: 7 }] }), 'parts'],
    [pmtiles([VALLEY], { vector_layers: Array.from({ length: 61 }, (_, at) => ({ id: `l${at}` })) }), 'many-parts'],
    [bent((bytes) => (bytes[100] = 9)), 'broken'],
    [bent((bytes) => bytes.fill(0xff, 127, 140)), 'broken'],
    [bent((bytes) => bytes.writeBigUInt64LE(2n ** 60n, 16)), 'cut'],
    [vectors.subarray(0, 100), 'cut'],
    [vectors.subarray(0, vectors.length - 1), 'cut'],
  ];
  for (const [bytes, why] of cases) assert.equal(await refusal(readLayer(file(bytes))), why);
});

test('what swells is not unpacked', async () => {
  // A directory of a few bytes that would be forty million.
  assert.equal(await refusal(readLayer(file(pmtiles([VALLEY], { vector_layers: [{ id: 'roads' }], filler: ' '.repeat(40_000_000) })))), 'broken');
  const tile = pmtiles([{ ...VALLEY, bytes: Buffer.alloc(40_000_000) }], { vector_layers: [{ id: 'roads' }] });
  assert.equal(await refusal(readLayer(file(tile))), 'broken');
});

/** Numbers that are the same each time. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('whatever is cut or bent is refused or read, and nothing else happens', async () => {
  const next = drawn(66);
  const text = Buffer.from(JSON.stringify(collection(point([1, 2], { name: 'é' }), { type: 'Feature', geometry: { type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 0]]] } })));
  let refused = 0;
  for (const whole of [vectors, pictures, text]) {
    for (let length = 0; length < whole.length; length += 1 + next(3)) {
      assert.notEqual(await refusal(readLayer(file(whole.subarray(0, length)))), READ, `cut at ${length} of ${whole.length}`);
    }
    for (let round = 0; round < 500; round++) {
      const bent = Buffer.from(whole);
      for (let change = 0; change <= next(3); change++) bent[next(bent.length)] = next(256);
      const opened = readLayer(file(bent));
      if ((await refusal(opened)) !== READ) {
        refused++;
        continue;
      }
      // Of one that opens, a tile may be broken; whoever draws it takes any error of it as that.
      const content = await opened;
      if (content.kind === 'pmtiles') await content.tile(content.zooms[0], 0, 0).catch(() => undefined);
    }
  }
  assert.ok(refused > 300, String(refused));
});

test('every refusal has its words', () => {
  const folder = new URL('.', import.meta.url);
  const sources = readdirSync(folder).filter((name) => /\.ts$/.test(name) && !/\.test\./.test(name)).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const said = [...sources.join('\n').matchAll(/(?:LayerRefusal|#wrong)\('([a-z0-9-]+)'/g)].map((found) => `layer-${found[1]}`);
  assert.ok(said.length > 20);
  for (const key of said) assert.ok(words.hasMessage(key), key);
});
