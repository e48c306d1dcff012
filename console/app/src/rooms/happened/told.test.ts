/** What people type of times, places and names, and shapes that stay as they were told. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ahead, digits, typed } from './clocks.ts';
import { footprintOf } from './shapes.ts';
import { spelling, spelt } from './spellings.ts';

test('spellings are read line by line, with their languages where one is named', () => {
  const read = spelt('Dorvane\n  Durvan (ar) \n\nPost (hill)\nJaune (zh-Hans)\n(ar)');
  assert.deepEqual(read, [{ text: 'Dorvane' }, { text: 'Durvan', language: 'ar' }, { text: 'Post (hill)' }, { text: 'Jaune', language: 'zh-Hans' }, { text: '(ar)' }]);
  assert.equal(read.map(spelling).join('\n'), 'Dorvane\nDurvan (ar)\nPost (hill)\nJaune (zh-Hans)\n(ar)');
});

test('a time is read by the clock by which it was told, and keeps its seconds', () => {
  assert.equal(ahead('+05:45'), 345);
  assert.equal(ahead('-01:30'), -90);
  assert.equal(typed('2031-05-20T13:55', '+03:00')?.toISOString(), '2031-05-20T10:55:00.000Z');
  assert.equal(digits('2031-05-20T23:30:17Z', '+03:00'), '2031-05-21T02:30');
  assert.equal(typed('2031-05-21T02:30', '+03:00', '2031-05-20T23:30:17Z')?.toISOString(), '2031-05-20T23:30:17.000Z');
  assert.equal(typed('', '+03:00'), undefined);
});

test('a shape that stays is said again as it was', () => {
  assert.deepEqual(footprintOf({ geometry: { type: 'Point', coordinates: [36.65, 35.9] }, radius_m: 120 }), { kind: 'circle', centre: { lat: 35.9, lon: 36.65 }, radius_m: 120 });
  const ring = [[1, 2], [3, 2], [3, 4], [1, 2]] as [number, number][];
  assert.deepEqual(footprintOf({ geometry: { type: 'MultiPolygon', coordinates: [[ring]] } }), { kind: 'areas', polygons: [[[{ lon: 1, lat: 2 }, { lon: 3, lat: 2 }, { lon: 3, lat: 4 }]]] });
  assert.deepEqual(footprintOf({ geometry: { type: 'LineString', coordinates: [[1, 2], [3, 4]] }, half_width_m: 50 }), { kind: 'line', line: [{ lon: 1, lat: 2 }, { lon: 3, lat: 4 }], half_width_m: 50 });
});
