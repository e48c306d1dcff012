/** What is read of the API's own texts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreedAt, footprintOf } from './boundary.ts';
import { milliseconds } from './lasted.ts';
import { gather, nameOf } from './lists.ts';
import type { ZoneView } from './api.gen.ts';

test('how long something lasts is read as the API writes it', () => {
  assert.equal(milliseconds('1d 6h'), 30 * 3_600_000);
  assert.equal(milliseconds('30m'), 1_800_000);
  assert.equal(milliseconds('45s 250us'), 45_000.25);
  assert.equal(milliseconds('less than 1s'), 1_000);
  for (const none of ['', null, undefined, 'soon', '3 weeks']) assert.equal(milliseconds(none), undefined);
});

test('a shape of the API is the footprint that was said', () => {
  const ring = [[-22, -30], [-21, -30], [-21, -29], [-22, -30]];
  assert.deepEqual(footprintOf({ geometry: { type: 'MultiPolygon', coordinates: [[ring]] } }), {
    kind: 'areas',
    polygons: [[[{ lat: -30, lon: -22 }, { lat: -30, lon: -21 }, { lat: -29, lon: -21 }]]],
  });
  assert.deepEqual(footprintOf({ geometry: { type: 'Point', coordinates: [-22, -30] }, radius_m: 50 }), { kind: 'circle', centre: { lat: -30, lon: -22 }, radius_m: 50 });
});

test('of a zone the agreed boundary counts that was said last and holds', () => {
  const area = { geometry: { type: 'Point' as const, coordinates: [0, 0] } };
  const said = (index: number, status: string, from: string, until?: string) => ({ index, status, from, ...(until && { until }), text: '', zone: { id: 'zon' }, area });
  const zone: ZoneView = { zone: { id: 'zon' }, boundaries: [said(1, 'agreed', '2031-01-01T00:00:00Z'), said(2, 'claimed', '2031-01-01T00:00:00Z'), said(3, 'agreed', '2031-02-01T00:00:00Z', '2031-03-01T00:00:00Z')] };
  assert.equal(agreedAt(zone, Date.parse('2031-01-15T00:00:00Z'))?.index, 1);
  assert.equal(agreedAt(zone, Date.parse('2031-02-15T00:00:00Z'))?.index, 3);
  assert.equal(agreedAt(zone, Date.parse('2031-03-15T00:00:00Z'))?.index, 1);
  assert.equal(agreedAt(undefined, 0), undefined);
});

test('what is gathered for a start without a line is found under the name by which a room asks', async () => {
  const kept = new Set<string>();
  const inbox = Array.from({ length: 2_500 }, (_, at) => ({ number: at + 1 }));
  await gather((path, query) => {
    kept.add(nameOf(`${path}?${new URLSearchParams(query)}`) ?? '');
    if (path === '/v1/inbox') return Promise.resolve(inbox.slice(Number(query['after'] ?? 0), Number(query['after'] ?? 0) + 1_000));
    return path === '/v1/incidents' && !query['after'] ? Promise.resolve({ incidents: [], next: 'inc_1' }) : Promise.reject(new Error('no line'));
  });
  // As the ladder asks, and as lists are asked that come in pages.
  for (const asked of ['/v1/inbox?open=true&limit=1000', '/v1/inbox?open=true&after=1000&limit=1000', '/v1/inbox?open=true&after=2000&limit=1000', '/v1/incidents', '/v1/incidents?after=inc_1', '/v1/keys'])
    assert.ok(kept.has(nameOf(asked) ?? 'none'), asked);
  assert.equal(nameOf('/v1/places?from=0'), undefined);
  assert.equal(nameOf('/v1/coverage?from=1&until=2'), '/v1/coverage');
});
