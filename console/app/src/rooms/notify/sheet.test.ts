/** Tables of the templates: read to the letter, with every fault at its cell, and written so that nothing in them runs. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRows, nameOf } from './rows.ts';
import { cellsOf, csvOf, sheetOf, written, type Sheet } from './sheet.ts';
import { timeOf } from './times.ts';

const SITES = `truceline/sites/1
reference,request,category,name,coordinates,radius_m,precision_m,valid_from,reconfirm_by,contact
K-17,add,health,Clinic at Dorvane,"11.20450, 41.31870",60,20,2026-03-01T00:00Z,2026-06-01T00:00Z,duty desk
K-18,add,water,Pump at Mirsal,37P GN 56659 33583,30,20,2026-03-01T00:00Z,2026-06-01T00:00Z,duty desk
`;
const LEGS = `truceline/movement-legs/1
reference,request,mode,purpose,contact,precision_m,leg,from,to,half_width_m,depart_earliest,arrive_latest,hold_until
M-4,add,overland,food,duty desk,50,1,"11.20450, 41.31870","11.10300, 41.40010",100,2026-03-02T06:00Z,2026-03-02T10:00Z,2026-03-02T12:00Z
M-4,,,,,,2,"11.10300, 41.40010","11.05000, 41.45000",100,2026-03-02T12:00Z,2026-03-02T15:00Z,
`;

function sheet(text: string, marked = true): Sheet {
  const found = sheetOf(cellsOf(text) ?? [], marked);
  assert.ok('rows' in found, JSON.stringify(found));
  return found;
}

const faults = (text: string, known = false): string[] => readRows(sheet(text), ['humanitarian'], () => known).flatMap((row, at) => [...row.faults].map(([column, what]) => `${at} ${column} ${what}`));

test('the examples of the specification are read whole', () => {
  const sites = readRows(sheet(SITES), ['humanitarian'], () => false);
  assert.deepEqual(sites.map((row) => [...row.faults]), [[], []]);
  const asks = sites[1]?.asks;
  assert.ok(asks?.request === 'add');
  const says = asks.says(new Uint8Array(16));
  assert.ok('site' in says && says.site.place.footprint.kind === 'circle');
  assert.ok(Math.abs(says.site.place.footprint.centre.lat - 11.15) < 0.1, 'MGRS is read');
  assert.deepEqual(says.site.details?.names, ['Pump at Mirsal']);
  const legs = readRows(sheet(LEGS), ['humanitarian'], () => false);
  assert.deepEqual(legs.map((row) => [...row.faults]), [[], []]);
  const way = legs[0]?.asks;
  assert.ok(way?.request === 'add' && legs[1]?.asks === undefined);
  const moves = way.says(new Uint8Array(16));
  assert.ok('movement' in moves && moves.movement.place.legs.length === 2 && moves.movement.place.holdingPoints.length === 1);
});

test('every fault stands at its cell', () => {
  const row = (cells: string): string => `${SITES.split('\n').slice(0, 2).join('\n')}\n${cells}\n`;
  assert.deepEqual(faults(row('K 1,add,health,Name,"11.2, 41.3",60,20,2026-03-01T00:00Z,2026-06-01T00:00Z,desk')), ['0 reference fault-reference']);
  assert.deepEqual(faults(row('K-1,add,health,Name,"11,2 41,3",x,-1,2026-03-01 00:00,,')), ['0 reconfirm_by fault-expiry', '0 contact fault-required', '0 valid_from fault-time-zone', '0 coordinates fault-coordinate', '0 radius_m fault-number']);
  assert.deepEqual(faults(row('K-1,add,health,=1+1,,60,20,01.03.2026,2026-06-01,desk')).sort(), ['0 coordinates fault-place-missing', '0 name fault-formula', '0 reconfirm_by fault-time-zone', '0 valid_from fault-time']);
  assert.deepEqual(faults(SITES, true), ['0 reference fault-told-already', '1 reference fault-told-already']);
  assert.deepEqual(faults(row('K-1,withdraw,,,,,,,,')), ['0 reference fault-never-told']);
  assert.deepEqual(faults(`${SITES}K-17,withdraw,,,,,,,,\n`).filter((one) => one.includes('mixed')).length, 2);
  assert.deepEqual(faults(LEGS.replace(',2,"11.1', ',1,"11.1')), ['0 leg fault-legs', '1 leg fault-legs']);
  assert.deepEqual(faults(LEGS.replace('M-4,,,,,,2,"11.10300, 41.40010"', 'M-4,,,,,,2,nowhere')), ['1 from fault-coordinate']);
});

test('a table is what its marker says, with columns of its template', () => {
  for (const [text, what] of [
    ['', 'sheet-empty'],
    [SITES.split('\n').slice(1).join('\n'), 'sheet-template'],
    [SITES.replace('sites/1', 'sites/2'), 'sheet-template'],
    [SITES.replace('contact', 'contcat'), 'sheet-column-unknown'],
    [SITES.replace('contact', 'name'), 'sheet-column-twice'],
    [SITES.replace('request', 'remarks'), 'sheet-column-missing'],
  ] as const) {
    const found = sheetOf(cellsOf(text) ?? [], true);
    assert.ok('faults' in found && found.faults[0]?.what === what, `${what}: ${JSON.stringify(found)}`);
  }
  // Pasted cells may lack the marker, and are divided by tabs.
  assert.equal(sheet(SITES.split('\n').slice(1).join('\n').replaceAll(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '\t'), false).rows.length, 2);
  assert.equal(cellsOf('a,"b'), undefined);
  assert.deepEqual(cellsOf('a;"b;""c""\nd"\r\ne;f'), [['a', 'b;"c"\nd'], ['e', 'f']]);
});

test('nothing that is written is taken for a formula, and comes back as it was', () => {
  for (const text of ['=1+1', '@sum', '+49 30 1234', '-29.9, -21.9', ' =x', 'plain', "it's", 'a,"b"\nc', '＝x', '-5', '']) {
    const line = csvOf('sites', ['reference', 'name'], [{ reference: 'K-1', name: text }]);
    assert.ok(!/(^|,)"?[=@＝]/m.test(line), line);
    const back = sheetOf(cellsOf(line.replace('reference,name', 'reference,name').replace('name\r\n', 'name\r\n')) ?? [], true);
    // Without the column `request` it is no table, so its cells are looked at themselves.
    assert.ok('faults' in back);
    assert.equal(cellsOf(`x,${written(text)}`)?.[0]?.[1]?.replace(/^'(?=[\s]*[=@+\-＝])/, ''), text);
  }
});

test('times are read with their zone, and not guessed', () => {
  const iso = (cell: string, zone = '', alone: 'begins' | 'ends' | 'refused' = 'refused'): string => {
    const at = timeOf(cell, zone, alone);
    return at instanceof Date ? at.toISOString() : at;
  };
  assert.equal(iso('2026-03-01T08:00+02:00'), '2026-03-01T06:00:00.000Z');
  assert.equal(iso('2026-03-01 08:00', 'Asia/Damascus'), '2026-03-01T05:00:00.000Z');
  assert.equal(iso('2026-03-01 08:00', '-03:30'), '2026-03-01T11:30:00.000Z');
  assert.equal(iso('2026-03-29 02:30', 'Europe/Berlin'), 'fault-time-shift');
  assert.equal(iso('2026-10-25 02:30', 'Europe/Berlin'), 'fault-time-shift');
  assert.equal(iso('2026-06-01', 'UTC', 'ends'), '2026-06-02T00:00:00.000Z');
  assert.equal(iso('2026-06-01', 'UTC', 'begins'), '2026-06-01T00:00:00.000Z');
  for (const wrong of ['2026-06-01', '2026-02-30T00:00Z', '1999-01-01T00:00Z', '01.03.2026 08:00', '2026-01-01T24:00Z']) assert.equal(iso(wrong), 'fault-time');
  assert.equal(iso('2026-03-01 08:00'), 'fault-time-zone');
  assert.equal(iso('2026-03-01 08:00', 'Nowhere/Land'), 'fault-time-zone');
});

test('a reference names what the command line’s import names by it', async () => {
  // SHA-256 of "truceline import 1\nnotification\npty_…\nK-17\n" and 32 zeros, its first half.
  const name = await nameOf('pty_00000000000000000000000001', 'K-17');
  assert.match(name, /^ntf_[0-9a-hjkmnp-tv-z]{26}$/);
  assert.notEqual(name, await nameOf('pty_00000000000000000000000001', 'K-18'));
});
