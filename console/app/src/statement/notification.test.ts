/** Sites, movements and nils of plain values against the golden vectors, and the cells that a place is told in. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apart, extent } from '../map/extent.ts';
import { beyond } from '../map/ground.ts';
import { amended, notified, reconfirmed, reported, withdrawn, type Site } from './acts/notification.ts';
import type { Act } from './acts/act.ts';
import { cellsOf } from './cells.ts';
import { decode, encode, type Fields, type Item } from './cbor.ts';
import { Sealer } from './disclosure.ts';
import { hex, unhex, writeId } from './id.ts';
import { cellPlace, type Footprint, type MovementPlace, type Position } from './place.ts';

const TEXT = readFileSync(new URL('../../../../testdata/vectors/register/statements.txt', import.meta.url), 'utf8');

interface Vector {
  act: Act;
  disclosures: Uint8Array[];
  /** What a label discloses. */
  value: (label: string) => Item;
}

function vector(name: string): Vector {
  const part = TEXT.split(`[${name}]\n`)[1]?.split('\n\n')[0] ?? '';
  const payload = decode(unhex(/^payload: (.+)$/m.exec(part)?.[1] ?? '') ?? new Uint8Array()) as Fields;
  const all = [...part.matchAll(/^disclosure: (\S+) \S+ (\S+)$/gm)].map(([, label, bytes]) => ({ label, bytes: unhex(bytes ?? '') ?? new Uint8Array() }));
  const value = (label: string): Item => {
    const found = all.find((one) => one.label === label);
    assert.ok(found, `${name} discloses ${label}`);
    return decode((decode(found.bytes) as Item[])[2] as Uint8Array);
  };
  return { act: payload.get(7) as unknown as Act, disclosures: all.map((one) => one.bytes), value };
}

/** Salts as the vectors have them. */
function sealer(of: Vector): Sealer {
  const salts = of.disclosures.map((bytes) => (decode(bytes) as Item[])[0] as Uint8Array);
  return new Sealer('exact', () => salts.shift() ?? new Uint8Array(16));
}

const time = (micros: Item | undefined): Date => new Date(Number(BigInt(micros as number) / 1000n));
const place = (at: Item | undefined): Position => ({ lat: (at as number[])[0]! / 1e7, lon: (at as number[])[1]! / 1e7 });

function goldenSite(of: Vector): Site {
  const [exact, cell, existence, details, personal] = ['exact', 'cell', 'existence', 'details', 'personal'].map((label) => of.value(label) as Fields) as [Fields, Fields, Fields, Fields, Fields];
  const [kind, [centre, radius]] = exact.get(0) as [number, [Item, number]];
  assert.equal(kind, 0);
  return {
    id: new Uint8Array(16).fill(1),
    place: { footprint: { kind: 'circle', centre: place(centre), radius_m: radius / 10 }, from: time(exact.get(2)), until: time(exact.get(3)), precision_m: (exact.get(4) as number) / 10, buffer_m: (exact.get(5) as number) / 10 },
    cells: { step_e7: cell.get(0) as number, cells: cell.get(1) as [number, number][] },
    zone: writeId('zon', existence.get(0) as Uint8Array),
    category: 'health',
    forces: ['humanitarian', 'civil'],
    reconfirmBy: new Date(0),
    details: {
      names: details.get(0) as string[],
      code: details.get(1) as string,
      asGiven: details.get(2) as string,
      capture: details.get(3) as string,
      marking: details.get(4) as string,
      vehicles: details.get(5) as number,
      purpose: details.get(6) as string,
      reference: details.get(7) as string,
    },
    personal: { contact: personal.get(0) as string, verifiedBy: personal.get(1) as string[], persons: personal.get(2) as string[] },
    shares: [],
  };
}

/** An act with the fields of its body that are compared. */
function without(act: Act, ...keys: number[]): string {
  const body = new Map(act[1][0] as Fields);
  for (const key of keys) body.delete(key);
  return hex(encode([act[0], [body]]));
}

test('a site is built to the golden bytes, digests and all, and so is an amendment', async () => {
  for (const [name, make] of [['site', notified], ['amended-site', amended]] as const) {
    const golden = vector(name);
    const site = goldenSite(golden);
    const own = sealer(golden);
    const body = (name === 'site' ? golden.act[1][0] : ((golden.act[1][0] as Item[])[1] as Item[])[0]) as Fields;
    site.reconfirmBy = time(body.get(4));
    site.forces = (['regulars', 'attached', 'partners', 'contractors', 'humanitarian', 'civil'] as const).filter((_, bit) => (((body.get(3) as number) >> bit) & 1) === 1);
    site.shares = (body.get(7) as Fields[]).map((share) => ({ to: writeId('pty', share.get(0) as Uint8Array), resolution: (['commitment', 'existence', 'cell', 'exact'] as const)[share.get(1) as number]! }));
    const act = await make({ site }, own);
    // The vector's cells have no end, though its place has one; the console says it. Else they are the same bytes.
    const differs = (_: unknown, at: number): boolean => at !== 1;
    assert.deepEqual(own.given.filter(differs).map((one) => hex(encode(one))), golden.disclosures.filter(differs).map(hex));
    assert.equal(hex(encode(cellPlace(site.cells!, site.place.from, undefined))), hex(encode(golden.value('cell'))));
    const said = (name === 'site' ? act[1][0] : ((act[1][0] as Item[])[1] as Item[])[0]) as Fields;
    (said.get(1) as Fields).set(1, (body.get(1) as Fields).get(1));
    assert.equal(hex(encode(act)), hex(encode(golden.act)));
  }
});

function goldenWay(of: Vector): MovementPlace {
  const exact = of.value('exact') as Fields;
  const window = (pair: Item | undefined): { from: Date; until: Date } => ({ from: time((pair as Item[])[0]), until: time((pair as Item[])[1]) });
  return {
    legs: (exact.get(0) as Fields[]).map((leg) => {
      const [points, width] = leg.get(0) as [Item[], number];
      return { line: points.map(place), half_width_m: width / 10, window: window(leg.get(2)) };
    }),
    holdingPoints: (exact.get(1) as Fields[]).map((point) => {
      const [centre, radius] = point.get(0) as [Item, number];
      return { centre: place(centre), radius_m: radius / 10, window: window(point.get(1)) };
    }),
    ...(exact.has(2) && { precision_m: (exact.get(2) as number) / 10 }),
    buffer_m: (exact.get(3) as number) / 10,
  };
}

test('a movement says its legs and holding points as the vectors do', async () => {
  const golden = vector('movement');
  const own = sealer(golden);
  const act = await notified({ movement: { id: new Uint8Array(16).fill(2), place: goldenWay(golden), mode: 'overland', emergency: golden.act[1][0] instanceof Map && golden.act[1][0].get(4) === true, forces: ['partners'], shares: [] } }, own);
  assert.equal(hex(encode(own.given[0] as Item)), hex(golden.disclosures[0] ?? new Uint8Array()));
  // The vector tells no cells, and the console does.
  assert.equal(without(act, 1, 3), without(golden.act, 1, 3));
  const deviated = vector('reported-deviated');
  const said = deviated.act[1][0] as Fields;
  const other = sealer(deviated);
  const report = await reported({ id: writeId('ntf', said.get(0) as Uint8Array), act: 'deviated', at: time(said.get(2)), place: goldenWay(deviated) }, other);
  assert.equal(hex(encode(other.given[0] as Item)), hex(deviated.disclosures[0] ?? new Uint8Array()));
  assert.equal(without(report, 6), without(deviated.act, 6));
});

test('what becomes of a notification is said in the golden bytes', async () => {
  const withdrawal = vector('withdrawn');
  const id = writeId('ntf', new Uint8Array(16).fill(1));
  assert.equal(hex(encode(await withdrawn(id, withdrawal.value('text') as string, sealer(withdrawal)))), hex(encode(withdrawal.act)));
  const again = vector('reconfirmed');
  assert.equal(hex(encode(reconfirmed(id, time((again.act[1][0] as Fields).get(1))))), hex(encode(again.act)));
  const holding = vector('reported-holding');
  const said = holding.act[1][0] as Fields;
  const report = await reported({ id: writeId('ntf', said.get(0) as Uint8Array), act: 'holding', at: time(said.get(2)), leg: said.get(3) as number, holdingPoint: said.get(4) as number, until: time(said.get(5)) }, sealer(holding));
  assert.equal(hex(encode(report)), hex(encode(holding.act)));
});

test('a nil names its area, its forces and as of when', async () => {
  const golden = vector('nil');
  const said = golden.act[1][0] as Fields;
  const shares = (said.get(4) as Fields[]).map((share) => ({ to: writeId('pty', share.get(0) as Uint8Array), resolution: (['commitment', 'existence', 'cell', 'exact'] as const)[share.get(1) as number]! }));
  const area = { footprint: { kind: 'polygon' as const, ring: [{ lat: 1, lon: 1 }, { lat: 1, lon: 2 }, { lat: 2, lon: 2 }] }, window: { from: new Date(0), until: new Date(1) } };
  const bits = said.get(2) as number;
  const forces = (['regulars', 'attached', 'partners', 'contractors', 'humanitarian', 'civil'] as const).filter((_, bit) => ((bits >> bit) & 1) === 1);
  const act = await notified({ nil: { id: said.get(0) as Uint8Array, area, forces, asOf: time(said.get(3)), shares } }, sealer(golden));
  assert.equal(without(act, 1), without(golden.act, 1));
});

/** The cell of a position, as docs/spec/geometry.md has it. */
function cellOf({ lat, lon }: Position, step_e7: number): string {
  const [lat7, lon7] = [Math.round(lat * 1e7), Math.round(lon * 1e7)];
  const turned = ((((lon7 + 1_800_000_000) % 3_600_000_000) + 3_600_000_000) % 3_600_000_000) - 1_800_000_000;
  return `${Math.min(900_000_000 / step_e7 - 1, Math.floor(lat7 / step_e7))} ${Math.floor(turned / step_e7)}`;
}

test('cells hold every position that a place may be at', () => {
  let random = 12_345;
  const draw = (): number => (random = (random * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  for (let round = 0; round < 150; round++) {
    const centre = { lat: draw() * 160 - 80, lon: round % 5 === 0 ? 179.9 + draw() * 0.2 : draw() * 360 - 180 };
    if (centre.lon > 180) centre.lon -= 360;
    const radius_m = 10 ** (1 + draw() * 4);
    const precision_m = draw() * 1_000;
    const cells = cellsOf([{ kind: 'circle', centre, radius_m }], precision_m);
    assert.ok(cells && cells.cells.length > 0 && cells.cells.length <= 1_024);
    const told = new Set(cells.cells.map(([row, column]) => `${row} ${column}`));
    for (let step = 0; step < 72; step++) {
      const [lon, lat] = beyond([centre.lon, centre.lat], (radius_m + precision_m) * (step % 3 === 0 ? 1 : draw()), step * 5);
      assert.ok(told.has(cellOf({ lat, lon }, cells.step_e7)), JSON.stringify({ centre, radius_m, lat, lon, step: cells.step_e7 }));
    }
  }
});

test('cells are those of the way and not of the box around it', () => {
  const line = [{ lat: -30, lon: -22 }, { lat: -28, lon: -20 }];
  const cells = cellsOf([{ kind: 'line', line, half_width_m: 200 }], 10);
  assert.ok(cells && cells.step_e7 === 1_000_000);
  assert.ok(cells.cells.length > 20 && cells.cells.length < 90, String(cells.cells.length));
  const wide: Footprint = { kind: 'polygon', ring: [{ lat: -30, lon: -22 }, { lat: -30, lon: -21.5 }, { lat: -29.5, lon: -21.5 }, { lat: -29.5, lon: -22 }] };
  const filled = cellsOf([wide], 0);
  assert.ok(filled && filled.cells.length >= 36 && filled.cells.length <= 49, String(filled?.cells.length));
  assert.equal(cellsOf([{ kind: 'circle', centre: { lat: 88, lon: 0 }, radius_m: 10 }], 0), undefined);
});

test('shapes are not farther apart than they are', () => {
  const at = (lat: number, lon: number, radius_m: number): Footprint => ({ kind: 'circle', centre: { lat, lon }, radius_m });
  assert.equal(apart(extent(at(0, 0, 600)), extent(at(0, 0.01, 600))), 0);
  const gap = apart(extent(at(50, 10, 100)), extent(at(50, 10.1, 100)));
  assert.ok(gap > 6_850 && gap < 6_970, String(gap));
  const ring: Footprint = { kind: 'polygon', ring: [{ lat: 1, lon: 1 }, { lat: 1, lon: 2 }, { lat: 2, lon: 2 }, { lat: 2, lon: 1 }] };
  assert.equal(apart(extent(ring), extent(at(1.5, 1.5, 1))), 0);
  assert.ok(apart(extent(ring), extent(at(2.1, 1.5, 1))) > 10_000);
  assert.equal(apart(extent({ kind: 'line', line: [{ lat: 0, lon: 179.9 }, { lat: 0, lon: -179.9 }], half_width_m: 10 }), extent(at(0, 180, 5))), 0);
});
