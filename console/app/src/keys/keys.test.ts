/** Keys that are made, sealed, opened and read from files; fixed inputs are made up here. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CardError, proven, readCard } from './card.ts';
import { LEAST_PASSPHRASE, PassphraseError, fingerprint, make, open, take } from './key.ts';
import { seal, unseal } from './kept.ts';
import { KeyFileError, isSealed, kindOf, readChain, readSeed } from './keyfile.ts';
import { encode } from './text.ts';
import { sha256 } from '../statement/disclosure.ts';
import { base64, writeId } from '../statement/id.ts';

const WHO = {
  name: 'Nora, North',
  origin: 'register.example/valley',
  genesis: 'ab'.repeat(32),
  party: writeId('pty', new Uint8Array(16).fill(1)),
  desk: writeId('dsk', new Uint8Array(16).fill(2)),
  person: writeId('per', new Uint8Array(16).fill(3)),
};

/** A plain key file, as the specification has it. */
async function keyFile(seed: Uint8Array, name = WHO.name): Promise<string> {
  const size = (of: number): Uint8Array => Uint8Array.of(0, 0, 0, 0, 0, 0, 0, of);
  const check = await sha256(encode('truceline key check 1', size(5), 'party', size(name.length), name, size(32), seed));
  return `truceline-key 1\npurpose: party\nname: ${name}\nseed: ${base64(seed)}\ncheck: ${base64(check.slice(0, 8))}\n`;
}

test('a key is opened by its passphrase alone, and cannot be taken out', async () => {
  const held = await make(WHO, 'correct horse');
  assert.match(held.id, /^key_[0-9a-z]{26}$/);
  const key = await open(held, 'correct horse');
  assert.equal((await key.sign(encode('text'))).length, 64);
  await assert.rejects(open(held, 'correct horsf'), PassphraseError);
  assert.ok(!JSON.stringify(key).includes('seed'));
  assert.ok(LEAST_PASSPHRASE >= 8);
});

test('the card of a key is signed by it, and a changed letter is noticed', async () => {
  const held = await make(WHO, 'correct horse');
  const key = await open(held, 'correct horse');
  const card = await proven(held.card, key.sign);
  assert.deepEqual(await readCard(card), held.card);
  for (const [from, to] of [['Nora', 'Mora'], ['name: ', 'name:'], ['valley', 'valleys']] as const)
    await assert.rejects(readCard(card.replace(from, to)), CardError);
  await assert.rejects(readCard(`${card}\n`), CardError);
  assert.match(await fingerprint(held.card.public), /^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
});

test('a key file gives the key that its card is of', async () => {
  const seed = new Uint8Array(32).fill(7);
  const text = await keyFile(seed);
  assert.equal(kindOf(text), 'key');
  assert.equal(isSealed(text), false);
  assert.deepEqual([...(await readSeed(text, ''))], [...seed]);
  const other = await make(WHO, 'correct horse');
  await assert.rejects(take(other.card, seed, other.chain, 'correct horse'), RangeError);
  for (const [from, to, fault] of [['party', 'register', 'not-a-party'], ['Nora', 'Mora', 'damaged'], ['BwcH', 'BwcI', 'damaged']] as const)
    await assert.rejects(readSeed(text.replace(from, to), ''), (error) => error instanceof KeyFileError && error.fault === fault);
});

test('a sealed key file opens with its passphrase', async () => {
  const { Encrypter } = await import('age-encryption');
  const seed = new Uint8Array(32).fill(9);
  const plain = await keyFile(seed);
  const sealer = new Encrypter();
  sealer.setScryptWorkFactor(10);
  sealer.setPassphrase('five words of the desk');
  const head = plain.split('\n').slice(0, 3).join('\n');
  const body = base64(await sealer.encrypt(plain)).replace(/(.{64})/g, '$1\n');
  const sealed = `${head}\nsealed: age\n${body}\n`;
  assert.ok(isSealed(sealed));
  assert.deepEqual([...(await readSeed(sealed, 'five words of the desk'))], [...seed]);
  await assert.rejects(readSeed(sealed, 'four words'), (error) => error instanceof KeyFileError && error.fault === 'wrong-passphrase');
  await assert.rejects(readSeed(sealed, ''), (error) => error instanceof KeyFileError && error.fault === 'sealed');
  await assert.rejects(readSeed(sealed.replace('Nora', 'Mora'), 'five words of the desk'), KeyFileError);
});

test('a chain file says where the next statement stands', () => {
  const text = `truceline-key-chain 1\nnext: 15\nprevious: ${'9f'.repeat(32)}\n`;
  assert.equal(kindOf(text), 'chain');
  assert.equal(readChain(text).next, 15);
  assert.equal(readChain(text).previous[31], 0x9f);
  for (const wrong of ['', text.slice(0, -1), text.replace('15', '-1'), `${text}more\n`]) assert.throws(() => readChain(wrong), KeyFileError);
});

test('what is kept for a key opens with it alone, and under its own name', async () => {
  const held = await make(WHO, 'correct horse');
  const [key, again, other] = await Promise.all([open(held, 'correct horse'), open(held, 'correct horse'), open(await make(WHO, 'correct horse'), 'correct horse')]);
  const sealed = await seal(key, 'state', { words: 'مستشفى', list: [1, 2] });
  assert.ok(!Buffer.from(sealed.sealed).toString('latin1').includes('words'));
  assert.deepEqual(await unseal(again, 'state', sealed), { words: 'مستشفى', list: [1, 2] });
  assert.equal(await unseal(again, 'draft', sealed), undefined);
  assert.equal(await unseal(other, 'state', sealed), undefined);
  await assert.rejects(seal({ ...key, keeping: undefined }, 'state', 1));
});
