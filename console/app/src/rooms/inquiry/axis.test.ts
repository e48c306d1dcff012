/** The axis of the hands. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, axis, bars, lines, neighbour, place, step } from './axis.ts';
import { comparison, line, question, type Asked } from './question.ts';

const END = Date.parse('2031-05-21T00:00:00Z');

test('an axis ends where it is told and goes back as far as it is told, or to the first record', () => {
  assert.deepEqual(axis(END, DAY, 0), { from: END - DAY, until: END });
  assert.deepEqual(axis(END, 0, END - 3 * DAY), { from: END - 3 * DAY, until: END });
  assert.ok(axis(END, 0, END).from < END, 'never empty');
});

test('a moment stands on it in percent, and never beside it', () => {
  const on = axis(END, DAY, 0);
  assert.equal(place(on, END - DAY / 2), 50);
  assert.equal(place(on, 0), 0);
  assert.equal(place(on, END + DAY), 100);
  assert.equal(step(on), 60_000);
  assert.equal(step(axis(END, 365 * DAY, 0)), HOUR);
});

test('bars count what was heard, lines stand at round moments', () => {
  const on = axis(END, DAY, 0);
  const counted = bars(on, [END - DAY, END - 1, END - 2, END + 1, 0]);
  assert.equal(counted[0], 0.5);
  assert.equal(counted.at(-1), 1);
  for (const at of lines(on)) assert.equal(at % HOUR, 0);
  for (const span of [6 * HOUR, DAY, 30 * DAY, 3_650 * DAY]) assert.ok(lines(axis(END, span, 0)).length <= 7);
});

test('from one record to the next and back', () => {
  assert.equal(neighbour([1, 5, 9], 5, 1), 9);
  assert.equal(neighbour([1, 5, 9], 5, -1), 1);
  assert.equal(neighbour([1, 5, 9], 9, 1), undefined);
});

test('a question says where, when, known when and in whose eyes', () => {
  const asked: Asked = { zone: 'zon_1', area: undefined, valid: END, minutes: 60, known: END - DAY, later: END, viewpoint: 'register' };
  const of = question(asked);
  assert.deepEqual(of, { zone: 'zon_1', from: '2031-05-21T00:00:00.000Z', until: '2031-05-21T01:00:00.000Z', known_at: '2031-05-20T00:00:00.000Z', viewpoint: 'register' });
  assert.equal(comparison({ ...asked, later: END }).compare_with, '2031-05-21T00:00:00.000Z');
  const ring = [{ lat: 1, lon: 2 }, { lat: 1, lon: 3 }, { lat: 2, lon: 3 }];
  const polygon = question({ ...asked, area: { footprint: { kind: 'polygon', ring }, precision_m: 8 } });
  assert.deepEqual(polygon.place, { type: 'Polygon', coordinates: [[[2, 1], [3, 1], [3, 2], [2, 1]]] });
  assert.equal(polygon.zone, undefined);
  assert.deepEqual(line('69: ntf_1 of South'), { record: '69', words: 'ntf_1 of South' });
  assert.deepEqual(line('no number'), { record: '', words: 'no number' });
});
