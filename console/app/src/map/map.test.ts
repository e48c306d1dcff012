/** Notations and shapes for the eye. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beyond, box, cell, corridor, disc, meet, outline } from './ground.ts';
import { decimal, dms, read } from './notation.ts';

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
  for (const wrong of ['', '91, 0', '0, 181', '12', 'north', '29°61′S 21°00′W', '1, 2, 3', '29.9S, 21.9W; DROP']) assert.equal(read(wrong), undefined, wrong);
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
