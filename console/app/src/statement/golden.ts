/** The golden vectors of the register (testdata/vectors/register), as the tests here read them. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decode, encode, type Item } from './cbor.ts';
import { Sealer } from './disclosure.ts';
import { hex, unhex } from './id.ts';

/** Their folder. */
export const VECTORS = new URL('../../../../testdata/vectors/register/', import.meta.url);

/** A statement with what it is made of. */
export interface Vector {
  name: string;
  key: string;
  protectedHeader: Uint8Array;
  payload: Uint8Array;
  digest: string;
  statement: Uint8Array;
  disclosures: { label: string; digest: string; bytes: Uint8Array }[];
}

/** Hexadecimal digits of a vector as bytes. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const read = unhex(text);
  assert.ok(read, `no hexadecimal digits: ${text}`);
  return read;
}

function vectors(): Vector[] {
  const all: Vector[] = [];
  for (const line of readFileSync(new URL('statements.txt', VECTORS), 'utf8').split('\n')) {
    const begins = /^\[(.+)\]$/.exec(line);
    if (begins?.[1]) all.push({ name: begins[1], key: '', protectedHeader: new Uint8Array(), payload: new Uint8Array(), digest: '', statement: new Uint8Array(), disclosures: [] });
    const last = all.at(-1);
    const [, name, value] = /^([a-z-]+): (.+)$/.exec(line) ?? [];
    if (!last || !name || !value) continue;
    if (name === 'key') last.key = value;
    else if (name === 'protected') last.protectedHeader = bytes(value);
    else if (name === 'payload') last.payload = bytes(value);
    else if (name === 'payload-digest') last.digest = value;
    else if (name === 'statement') last.statement = bytes(value);
    else if (name === 'disclosure') {
      const [label = '', digest = '', content = ''] = value.split(' ');
      last.disclosures.push({ label, digest, bytes: bytes(content) });
    }
  }
  assert.ok(all.length > 90, `all vectors are found: ${all.length}`);
  return all;
}

/** Every golden statement. */
export const ALL = vectors();

/** One of them. */
export function vector(name: string): Vector {
  const found = ALL.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
}

/** A map of an item. */
export function mapOf(item: Item | undefined): Map<number, Item | undefined> {
  assert.ok(item instanceof Map);
  return item;
}

/** The act of a vector, in hexadecimal digits. */
export function actOf(name: string): string {
  return hex(encode(mapOf(decode(vector(name).payload)).get(7) as Item));
}

/** Salts of the vectors: 16 equal bytes, counted from 1 in the order of the disclosures. */
export function sealer(name: string): Sealer {
  const salts = vector(name).disclosures.map((one) => (decode(one.bytes) as Item[])[0] as Uint8Array);
  return new Sealer('exact', () => salts.shift() ?? new Uint8Array(16));
}

/** What a disclosure of a vector holds. */
export function opened(name: string, label: string): Item {
  const found = vector(name).disclosures.find((one) => one.label === label);
  assert.ok(found);
  return decode((decode(found.bytes) as Item[])[2] as Uint8Array);
}
