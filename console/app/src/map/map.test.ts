/** Notations and shapes for the eye. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { beyond, box, cell, corridor, disc, meet, outline } from './ground.ts';
import { locate } from './grid.ts';
import { decimal, dms, others, read } from './notation.ts';
import { readMgrs, writeMgrs, writeUtm } from './reference.ts';

test('positions are read as people write them, with the precision of their notation', () => {
  for (const text of ['-29.9549, -21.9170', '-29.9549 -21.9170', '29.9549 S, 21.9170 W', '29.9549°S 21.9170°W', '-29.9549;-21.9170']) {
    const at = read(text);
    assert.ok(at, text);
    assert.ok(Math.abs(at.lat + 29.9549) < 1e-9 && Math.abs(at.lon + 21.917) < 1e-9, text);
    assert.ok(at.precision_m > 7 && at.precision_m < 8.5, String(at.precision_m));
  }
  const minutes = read(`29°55'S 22°04'W`);
  assert.ok(minutes && Math.abs(minutes.lat + 29.916_666_7) < 1e-6 && minutes.precision_m > 1_000);
  const seconds = read('29°57′17.6″S 21°55′01.2″W');
  assert.ok(seconds && seconds.precision_m < 4);
  for (const wrong of ['', '91, 0', '0, 181', '12', 'north', '29°61′S 21°00′W', '1, 2, 3', '29.9S, 21.9W; DROP', '35,36', '35,7 36,5', '-29.9S 21.9W', '29°55S 21.9W', '29 55 10']) assert.equal(read(wrong), undefined, wrong);
});

test('positions are read in other scripts, with letters before, and in minutes', () => {
  for (const text of ['٢٩.٩٥٤٩° S ٢١.٩١٧٠° W', 'S29.9549 W21.9170', '−29.9549, −21.9170', '29 57 17.64 S 21 55 01.2 W', '29:57:17.64S, 21:55:01.2W', '29°57.294′S 21°55.02′W', '29-57-17.64S 21-55-01.2W']) {
    const at = read(text);
    assert.ok(at, text);
    assert.ok(Math.abs(at.lat + 29.9549) < 1e-6 && Math.abs(at.lon + 21.917) < 1e-6, `${text}: ${JSON.stringify(at)}`);
  }
});

/** Figures of GeographicLib (testdata/vectors/coordinates/README.md). */
function table(name: string): string[][] {
  const text = readFileSync(new URL(`../../../../testdata/vectors/coordinates/${name}`, import.meta.url), 'utf8');
  return text.trim().split('\n').slice(1).map((line) => line.split(','));
}

test('the grid is that of an independent implementation, to a hundredth of a millimetre', () => {
  for (const [lat = '', lon = '', zone = '', easting = '', northing = '', mgrs = ''] of table('forward.csv')) {
    const at = { lat: Number(lat) / 1e7, lon: Number(lon) / 1e7 };
    const located = locate(at);
    assert.ok(located, `${lat}, ${lon}`);
    assert.equal(`${String(located.zone).padStart(2, '0')}${at.lat < 0 ? 's' : 'n'}`, zone);
    assert.ok(Math.abs(located.easting_m - Number(easting)) < 1e-5, `${lat}, ${lon}`);
    assert.ok(Math.abs(located.north_m + (at.lat < 0 ? 1e7 : 0) - Number(northing)) < 1e-5, `${lat}, ${lon}`);
    assert.equal(writeMgrs(at)?.replaceAll(' ', ''), mgrs);
  }
});

test('squares are read as the independent implementation reads them, with their own precision', () => {
  for (const [text = '', lat = '', lon = ''] of table('reverse.csv')) {
    const digits = text.replace(/^\d+[A-Z]+/, '').length;
    const square = readMgrs(text);
    if (digits < 4) assert.equal(square, undefined, text);
    else {
      assert.ok(square, text);
      const east = ((((square.lon - Number(lon)) % 360) + 540) % 360) - 180;
      assert.ok(Math.abs(square.lat - Number(lat)) < 2e-7 && Math.abs(east) < 4e-6, `${text}: ${JSON.stringify(square)}`);
      const side = 10 ** (5 - digits / 2);
      assert.ok(square.precision_m > side * 0.7 && square.precision_m < side * 0.71 + 0.2, text);
    }
  }
  for (const [text = '', answer = ''] of table('grid_squares.csv')) {
    const square = readMgrs(text);
    if (answer === 'refused') continue;
    const [lat, lon] = answer.split(';').map(Number) as [number, number];
    if (square) assert.ok(Math.abs(square.lat - lat) < 1e-6 && Math.abs(square.lon - lon) < 1e-5, `${text}: ${JSON.stringify(square)}`);
  }
  for (const wrong of ['37S BV', '37S BV 7380 535', '37S BV 738070 535550', '61S BV 73807 53555', '37I BV 73807 53555', '37A BV 73807 53555']) assert.equal(readMgrs(wrong), undefined, wrong);
});

test('a position is read back in the other notations, and UTM is read where it is one', () => {
  const at = read('37S BV 73807 53555');
  assert.ok(at && at.notation === 'mgrs');
  assert.equal(others(at).length, 2);
  const metres = writeUtm(at);
  assert.match(metres ?? '', /^37 north 27380[78] 395355[56]$/);
  const again = read(metres ?? '');
  assert.ok(again && again.notation === 'utm' && again.precision_m < 1);
  assert.ok(Math.abs(again.lat - at.lat) < 1e-5 && Math.abs(again.lon - at.lon) < 1e-5);
  for (const wrong of ['37 S 273808 3953556', '37 273808 3953556', '37P 273808 3953556']) assert.equal(read(wrong), undefined, wrong);
  assert.ok(read('UTM 37S BV 73807 53555') === undefined && read('37 north 273808mE 3953556mN'));
  assert.equal(writeMgrs({ lat: 85, lon: 0 }), undefined);
});

test('what is read back is what was read', () => {
  for (let step = 0; step < 2_000; step++) {
    const at = { lat: ((step * 7919) % 18_000_001) / 1e5 - 90, lon: ((step * 104_729) % 36_000_001) / 1e5 - 180 };
    for (const text of [decimal(at), dms(at)]) {
      const back = read(text);
      assert.ok(back, text);
      assert.ok(Math.abs(back.lat - at.lat) < 2e-5 && Math.abs(back.lon - at.lon) < 2e-5, `${text}: ${JSON.stringify(back)}`);
    }
  }
});

test('a disc has its radius all around', () => {
  const ring = disc([-21.9, -29.95], 2_000);
  const again = box([ring]);
  assert.ok(again);
  assert.ok(Math.abs((again[3] - again[1]) * 111_195 - 4_000) < 5);
  assert.deepEqual(ring[0], ring.at(-1));
  const north = beyond([0, 0], 111_195, 0);
  assert.ok(Math.abs(north[1] - 1) < 1e-4 && Math.abs(north[0]) < 1e-9);
});

test('outlines hold what they are around', () => {
  const line = { geometry: { type: 'LineString' as const, coordinates: [[0, 0], [0.1, 0]] as [number, number][] }, half_width_m: 500 };
  const wide = box(outline(line).flat());
  assert.ok(wide && wide[0] < 0 && wide[2] > 0.1 && wide[3] * 111_195 >= 499);
  assert.equal(corridor([[0, 0], [1, 1], [2, 0]], 10).length, 5);
  const square = { geometry: { type: 'MultiPolygon' as const, coordinates: [[cell([1, 1], 0.1)]] as [number, number][][][] } };
  const around = box(outline(square, 1_000).flat());
  assert.ok(around && around[0] < 1 && around[3] > 1.1);
  assert.ok(meet([0, 0, 1, 1], [1, 1, 2, 2]) && !meet([0, 0, 1, 1], [1.1, 0, 2, 1]));
});
