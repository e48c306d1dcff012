/** Statements against the golden vectors: read, written again, and built from plain values. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as alerts from './acts/alert.ts';
import * as plans from './acts/plan.ts';
import * as stops from './acts/stop.ts';
import type { Act } from './acts/act.ts';
import { CborError, Tagged, decode, encode, fields, type Item } from './cbor.ts';
import { LABEL, Sealer, SteeringError, sha256 } from './disclosure.ts';
import { hex, readId, writeId } from './id.ts';
import { ALL, VECTORS, actOf, bytes, mapOf, opened, sealer, vector } from './golden.ts';
import { sign, type Sign } from './sign.ts';
import * as words from './word.ts';

test('every golden statement is written again as it was read', () => {
  for (const one of ALL) {
    const statement = decode(one.statement);
    assert.ok(statement instanceof Tagged && statement.tag === 18, one.name);
    assert.equal(hex(encode(statement)), hex(one.statement), one.name);
    assert.equal(hex(encode(decode(one.payload))), hex(one.payload), one.name);
    for (const disclosure of one.disclosures) assert.equal(hex(encode(decode(disclosure.bytes))), hex(disclosure.bytes));
  }
});

test('digests of payloads and disclosures are as the register has them', async () => {
  for (const one of ALL) {
    assert.equal(hex(await sha256(one.payload)), one.digest, one.name);
    for (const disclosure of one.disclosures) {
      assert.equal(hex(await sha256(disclosure.bytes)), disclosure.digest, one.name);
      const [, label] = decode(disclosure.bytes) as Item[];
      if (disclosure.label in LABEL) assert.equal(LABEL[disclosure.label as keyof typeof LABEL], label);
    }
  }
});

/** The key of the vectors: its seed is 32 equal bytes. */
async function key(seed: number): Promise<Sign> {
  const pkcs8 = bytes(`302e020100300506032b657004220420${hex(new Uint8Array(32).fill(seed))}`);
  const imported = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  return async (content) => new Uint8Array(await crypto.subtle.sign('Ed25519', imported, content as Uint8Array<ArrayBuffer>));
}

test('every golden statement that one of the two keys signed is signed to the same bytes', async () => {
  const keys = new Map([[vector('genesis').key, await key(1)], [vector('site').key, await key(4)]]);
  for (const one of ALL) {
    const header = mapOf(decode(one.protectedHeader));
    const payload = mapOf(decode(one.payload));
    const with_ = keys.get(one.key);
    assert.ok(with_, `${one.name}: ${one.key}`);
    const micros = BigInt(payload.get(3) as number);
    const signer = {
      origin: header.get(-70001) as string,
      genesis: header.get(-70002) as Uint8Array,
      key: one.key,
      party: writeId('pty', payload.get(1) as Uint8Array),
      desk: writeId('dsk', payload.get(2) as Uint8Array),
    };
    const chain = { next: payload.get(4) as number, previous: payload.get(5) as Uint8Array };
    const drawn = { act: payload.get(0) as Uint8Array, nonce: payload.get(6) as Uint8Array, at: new Date(Number(micros / 1000n)) };
    const signed = await sign(payload.get(7) as Act, [], signer, chain, with_, drawn);
    assert.equal(hex(signed.statement), hex(one.statement), one.name);
    assert.equal(hex(signed.end.previous), one.digest);
    assert.equal(signed.end.next, chain.next + 1);
  }
});

/** A volume of the vectors in plain values. */
function volumeOf(item: Item) {
  const of = mapOf(item);
  const [kind, shapes] = of.get(0) as [number, Item[][][][]];
  assert.equal(kind, 1);
  return { of, shapes };
}

test('acts without secrets are built to the golden bytes', () => {
  const idx = mapOf(decode(vector('alert-acknowledged').payload)).get(7) as [number, [number, number]];
  assert.equal(hex(encode(alerts.alertAcknowledged(...idx[1]))), actOf('alert-acknowledged'));
  const centres = mapOf(decode(vector('alert-acknowledged-by-centre').payload)).get(7) as [number, [number, number, Uint8Array]];
  const [record, number, party] = centres[1];
  assert.equal(hex(encode(alerts.alertAcknowledged(record, number, writeId('pty', party)))), actOf('alert-acknowledged-by-centre'));
  const plan = writeId('pln', new Uint8Array(16).fill(0x70));
  assert.equal(hex(encode(plans.planStepped(plan, 'active'))), actOf('plan-stepped'));
  const check = new Uint8Array(16).fill(0xc0);
  assert.equal(hex(encode(plans.planChecked(check, plan, 'indirect-fire', 500))), actOf('check-asked-plan'));
});

test('stops and their answers are built to the golden bytes', async () => {
  const sealed = sealer('stop-replied');
  const about = { party: writeId('pty', new Uint8Array(16).fill(4)), id: writeId('stp', new Uint8Array(16).fill(0x57)) };
  const replied = await stops.stopReplied(about, 'passed-to-unit', opened('stop-replied', 'text') as string, sealed);
  assert.equal(hex(encode(replied)), actOf('stop-replied'));
  assert.equal(hex(encode(sealed.given[0] as Item)), hex(vector('stop-replied').disclosures[0]?.bytes ?? new Uint8Array()));
  const ended = await stops.stopEnded(about, opened('stop-ended', 'text') as string, sealer('stop-ended'));
  assert.equal(hex(encode(ended)), actOf('stop-ended'));
});

test('a volume of plain values is the volume of the specification', async () => {
  const { of, shapes } = volumeOf(opened('stop-sent', 'area'));
  // Its first polygon's shell; the vector has a hole and a second polygon, which the console does not draw.
  const ring = (shapes[0]?.[0] as unknown as [number, number][]).map(([lat, lon]) => ({ lat: lat / 1e7, lon: lon / 1e7 }));
  const [from, until] = (of.get(2) as (number | bigint)[]).map((micros) => new Date(Number(BigInt(micros) / 1000n)));
  assert.ok(from && until);
  const written = mapOf(decode(encode((await import('./place.ts')).volume({
    footprint: { kind: 'polygon', ring },
    window: { from, until },
    altitude_m: (of.get(1) as [number, number]).map((dm) => dm / 10) as [number, number],
    precision_m: (of.get(3) as number) / 10,
  }))));
  assert.deepEqual(written.get(0), [1, [[shapes[0]?.[0]]]]);
  for (const field of [1, 2, 3]) assert.deepEqual(written.get(field), of.get(field));
});

test('words have the numbers of the vocabularies', () => {
  const text = readFileSync(new URL('words.txt', VECTORS), 'utf8');
  const listed = (name: string): string[] => {
    const section = text.split(`[${name}]\n`)[1]?.split('\n\n')[0] ?? '';
    return section.split('\n').filter(Boolean).map((line, at) => {
      const [code = '', word = ''] = line.split(': ');
      assert.equal(decode(bytes(code)), at);
      return word;
    });
  };
  assert.deepEqual(listed('force-class'), [...words.FORCES]);
  assert.deepEqual(listed('means'), [...words.MEANS]);
  assert.deepEqual(listed('resolution'), [...words.RESOLUTIONS]);
  assert.deepEqual(listed('movement-act'), [...words.REPORTS]);
  assert.deepEqual(listed('ladder-step'), [...words.LADDER]);
  assert.deepEqual(listed('activity'), [...words.ACTIVITIES]);
  assert.deepEqual(listed('plan-state'), [...words.PLAN_STATES]);
  assert.deepEqual(listed('site-category'), [...words.CATEGORIES]);
  assert.deepEqual(listed('movement-mode'), [...words.MODES]);
  assert.deepEqual(listed('stop-word'), [...words.STOP_WORDS]);
  assert.deepEqual(listed('channel-state'), [...words.CHANNEL_STATES]);
  assert.deepEqual(listed('role'), [...words.ROLES]);
});

test('ids are read and written, and nothing else is read', () => {
  for (const one of ALL) assert.equal(writeId('key', readId('key', one.key)), one.key);
  const all = new Uint8Array(16).fill(255);
  assert.equal(hex(readId('act', writeId('act', all))), hex(all));
  for (const wrong of ['', 'act_', 'pty_00000000000000000000000000', 'act_0000000000000000000000000', 'act_0000000000000000000000000i', 'act_80000000000000000000000000'])
    assert.throws(() => readId('act', wrong));
});

test('another spelling is refused', () => {
  for (const wrong of ['1801', '9f00ff', 'a2010002', 'a201000100', 'a2020001 00'.replace(' ', ''), 'f7', 'fb3ff0000000000000', '0000', '61ff', '1b', '8100'.slice(0, 2)])
    assert.throws(() => decode(bytes(wrong)), (error) => error instanceof CborError || error instanceof TypeError, wrong);
  assert.throws(() => decode(new Uint8Array(64).fill(0x81)));
});

test('whole numbers of any size keep their value', () => {
  for (const value of [0, 23, 24, 255, 256, 65535, 65536, 4294967295, 4294967296, Number.MAX_SAFE_INTEGER, -1, -24, -25, -62135596800000000n, 253402300799999999n])
    assert.equal(BigInt(decode(encode(value)) as number), BigInt(value));
});

test('characters that steer a screen are not signed', async () => {
  for (const character of ['\u202e', '\u0007', '\u2066', '\ufeff', '\u200f'])
    await assert.rejects(new Sealer().text(`a${character}b`), SteeringError);
  const quiet = new Sealer();
  await quiet.text('two\nlines, مستشفى, 病院 🚑');
  assert.equal(quiet.given.length, 1);
  assert.equal(await new Sealer().text('  '), undefined);
});

test('what is not disclosed is kept back', async () => {
  const coarse = new Sealer('cell');
  await coarse.seal('exact', fields({ 0: 1 }));
  await coarse.seal('cell', fields({ 0: 1 }));
  assert.equal(coarse.given.length, 1);
  assert.equal(coarse.withheld.length, 1);
 
});
