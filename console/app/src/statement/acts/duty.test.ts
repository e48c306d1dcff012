/** What desks, the centre and recipients say, from plain values to the golden bytes. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode, type Item } from '../cbor.ts';
import { actOf, mapOf, opened, sealer, vector } from '../golden.ts';
import { hex, writeId, type Prefix } from '../id.ts';
import type { Position, Volume } from '../place.ts';
import * as words from '../word.ts';
import type { Act } from './act.ts';
import * as authority from './authority.ts';
import * as duty from './duty.ts';
import * as ladder from './ladder.ts';
import * as requests from './request.ts';
import * as stops from './stop.ts';

/** The body of a vector's act. */
function body(name: string): Map<number, Item | undefined> {
  return mapOf((mapOf(decode(vector(name).payload)).get(7) as [number, Item[]])[1][0]);
}

function id(prefix: Prefix, item: Item | undefined): string {
  return writeId(prefix, item as Uint8Array);
}

function at(item: Item | undefined): Date {
  return new Date(Number(BigInt(item as number) / 1000n));
}

function forces(bits: Item | undefined): words.Force[] {
  return words.FORCES.filter((_, place) => ((bits as number) >> place) & 1);
}

function positions(ring: Item): Position[] {
  return (ring as [number, number][]).map(([lat, lon]) => ({ lat: lat / 1e7, lon: lon / 1e7 }));
}

/** The area of a vector in plain values. */
function area(name: string): Volume {
  const of = mapOf(opened(name, 'area'));
  const [, polygons] = of.get(0) as [number, Item[][]];
  const [from, until] = of.get(2) as Item[];
  return {
    footprint: { kind: 'areas', polygons: polygons.map((rings) => rings.map(positions)) },
    window: { from: at(from), until: at(until) },
    altitude_m: (of.get(1) as number[]).map((dm) => dm / 10) as [number, number],
    precision_m: (of.get(3) as number) / 10,
  };
}

function same(act: Act, name: string): void {
  assert.equal(hex(encode(act)), actOf(name), name);
}

test('requests are built to the golden bytes', async () => {
  const once = body('requested-once');
  const plain = {
    id: once.get(0) as Uint8Array,
    to: id('pty', once.get(1)),
    zone: id('zon', once.get(2)),
    forces: forces(once.get(4)),
    asOf: at(once.get(5)),
    dueBy: at(once.get(6)),
  };
  same(await requests.requested(plain, sealer('requested-once')), 'requested-once');
  const again = body('requested-again-and-again');
  const ms = (field: number): number => Number(BigInt(again.get(field) as number) / 1000n);
  const recurring = { ...plain, area: area('requested-again-and-again'), every_ms: ms(7), until: at(again.get(8)), remind_ms: ms(9) };
  same(await requests.requested(recurring, sealer('requested-again-and-again')), 'requested-again-and-again');
});

test('that a request ends leaves it no occurrence', async () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const id = new Uint8Array(16).fill(7);
  const of = { id, to: writeId('pty', id), zone: writeId('zon', id), forces: ['regulars' as const], asOf: new Date(0), dueBy: new Date(1), every_ms: 1, remind_ms: 1 };
  const ended = requests.ended(of, now);
  assert.ok(ended.until && ended.until < ended.dueBy && ended.asOf < ended.dueBy);
  assert.deepEqual([ended.id, ended.to, ended.zone, ended.every_ms, ended.remind_ms], [id, of.to, of.zone, undefined, undefined]);
});

test('that somebody was told of a stop is built to the golden bytes', async () => {
  const of = body('informed');
  const [, [ref]] = of.get(0) as unknown as [number, [Item]];
  const names = vector('informed').disclosures.filter(({ label }) => label === 'personal').map(({ bytes }) => (mapOf(decode((decode(bytes) as Item[])[2] as Uint8Array)).get(2) as string[])[0] ?? '');
  const told = {
    party: id('pty', of.get(1)),
    whom: names[0] ?? '',
    spoke: names[1] ?? '',
    means: words.MEANS[of.get(4) as number] as words.Means,
    at: at(of.get(5)),
    readBack: of.get(6) as boolean,
    text: opened('informed', 'text') as string,
    forCentre: of.get(8) as boolean,
  };
  same(await stops.stopTold({ party: id('pty', mapOf(ref).get(0)), id: id('stp', mapOf(ref).get(1)) }, told, sealer('informed')), 'informed');
});

test('answers are built to the golden bytes', async () => {
  const to = (name: string): Omit<requests.Answer, 'reply'> => {
    const of = body(name);
    return { request: id('req', of.get(0)), occurrence: of.get(1) as number, asOf: at(of.get(2)) };
  };
  const declared = (name: string, bits: Item | undefined): requests.Declaration => ({ area: area(name), forces: forces(bits) });
  const nil = (body('answered-nil').get(3) as [number, Item[]])[1][0];
  same(await requests.answered({ ...to('answered-nil'), reply: { kind: 'nil', complete: declared('answered-nil', mapOf(nil).get(1)) } }, sealer('answered-nil')), 'answered-nil');
  same(await requests.answered({ ...to('answered-refused'), reply: { kind: 'refused' } }, sealer('answered-refused')), 'answered-refused');

  const name = 'answered-positions-complete';
  const posted = (opened(name, 'positions') as Item[]).map((item): requests.Posted => {
    const [force, place] = [mapOf(item).get(0) as number, mapOf(mapOf(item).get(1))];
    const [kind, [centre, radius]] = place.get(0) as [number, [Item, number]];
    assert.equal(kind, 0);
    const [where] = positions([centre]);
    assert.ok(where);
    return {
      force: words.FORCES[force] ?? 'regulars',
      place: { footprint: { kind: 'circle', centre: where, radius_m: radius / 10 }, from: at(place.get(2)), until: at(place.get(3)), precision_m: (place.get(4) as number) / 10, buffer_m: (place.get(5) as number) / 10 },
    };
  });
  const complete = (body(name).get(3) as [number, Item[]])[1][1];
  same(await requests.answered({ ...to(name), reply: { kind: 'positions', positions: posted, complete: declared(name, mapOf(complete).get(1)) } }, sealer(name)), name);
});

test('steps of the ladder and words of a dispute are built to the golden bytes', async () => {
  const said = body('acknowledged');
  const rung = words.LADDER[said.get(1) as number];
  assert.ok(rung);
  same(await ladder.acknowledged(said.get(0) as number, rung, opened('acknowledged', 'text') as string, sealer('acknowledged')), 'acknowledged');
  const dispute = body('contested');
  const about = mapOf(dispute.get(0));
  const word = ladder.DISPUTE[dispute.get(1) as number];
  assert.ok(word);
  same(await ladder.disputed({ party: id('pty', about.get(0)), id: id('ntf', about.get(1)) }, word, opened('contested', 'text') as string, sealer('contested')), 'contested');
});

test('duty, lines and line tests are built to the golden bytes', async () => {
  const called = (name: string): duty.Called => ({ name: (mapOf(opened(name, 'personal')).get(2) as string[])[0] ?? '', forCentre: true });
  const on = body('signed-on');
  same(await duty.signedOn(id('dsk', on.get(0)), called('signed-on'), sealer('signed-on')), 'signed-on');
  const off = body('signed-off');
  same(duty.signedOff(id('dsk', off.get(0)), id('per', off.get(1))), 'signed-off');
  const over = body('handed-over');
  const open = { alerts: (over.get(2) as [number, number][]).map(([record, number]) => ({ record, number })), stops: over.get(3) as number[] };
  const text = opened('handed-over', 'text') as string;
  same(await duty.handedOver(id('dsk', over.get(0)), id('per', over.get(1)), open, { ...called('handed-over'), forCentre: over.get(5) as boolean }, text, sealer('handed-over')), 'handed-over');
  const line = body('channel-reported');
  const state = words.CHANNEL_STATES[line.get(2) as number];
  assert.ok(state);
  same(await duty.channelReported({ with: id('pty', line.get(0)), of: id('pty', line.get(1)), state, since: at(line.get(3)) }, sealer('channel-reported')), 'channel-reported');
  const tested = body('line-tested');
  same(duty.lineTested(tested.get(0) as Uint8Array, (tested.get(1) as Uint8Array[]).map((party) => writeId('pty', party))), 'line-tested');
  const answer = body('line-test-answered');
  same(duty.lineTestAnswered({ party: id('pty', answer.get(0)), id: id('lnt', answer.get(1)) }), 'line-test-answered');
});

test('parties, desks and keys are enrolled and revoked with the golden bytes', () => {
  const party = body('party-enrolled');
  const role = words.ROLES[party.get(2) as number];
  assert.ok(role);
  same(authority.partyEnrolled(id('pty', party.get(0)), party.get(1) as string, role, party.get(3) as boolean), 'party-enrolled');
  const desk = body('desk-opened');
  same(authority.deskOpened(id('dsk', desk.get(0)), id('pty', desk.get(1)), desk.get(2) as string), 'desk-opened');
  const key = body('key-enrolled');
  same(authority.keyEnrolled(key.get(0) as Uint8Array, id('pty', key.get(1)), id('dsk', key.get(2)), id('per', key.get(3))), 'key-enrolled');
  const revoked = body('key-revoked');
  same(authority.keyRevoked(id('key', revoked.get(0)), at(revoked.get(1))), 'key-revoked');
});
