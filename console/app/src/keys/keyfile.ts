/**
 * Key files of the command line: plain, or sealed with a passphrase (age, scrypt), with the card and the chain beside
 * them (docs/spec/files.md). A seed that was read here is made into a key that cannot be taken out again.
 */

import { encode as encodeBytes } from './text.ts';
import { sha256 } from '../statement/disclosure.ts';
import { base64, unbase64, unhex } from '../statement/id.ts';
import type { ChainEnd } from '../statement/sign.ts';

/** Why a file is not taken. */
export type FileFault = 'not-a-key' | 'not-a-party' | 'damaged' | 'sealed' | 'wrong-passphrase' | 'not-a-chain';

/** A file that is not taken. */
export class KeyFileError extends Error {
  readonly fault: FileFault;
  constructor(fault: FileFault) {
    super(fault);
    this.fault = fault;
  }
}

const HEADER = 'truceline-key 1';
const CHAIN_HEADER = 'truceline-key-chain 1';
/** A key file is some hundred bytes. */
export const MAX_BYTES = 16 << 10;

/** What kind of file a text is. */
export function kindOf(text: string): 'key' | 'card' | 'chain' | undefined {
  if (text.startsWith(`${HEADER}\n`)) return 'key';
  if (text.startsWith(`${CHAIN_HEADER}\n`)) return 'chain';
  return text.startsWith('truceline-desk-card 1\n') ? 'card' : undefined;
}

/** Whether a key file is sealed. */
export function isSealed(text: string): boolean {
  return text.split('\n')[3] === 'sealed: age';
}

/**
 * The seed of a key file.
 *
 * @throws {KeyFileError} it is not a party's, is damaged, or the passphrase does not open it.
 */
export async function readSeed(text: string, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const rows = text.split('\n');
  if (rows[0] !== HEADER) throw new KeyFileError('not-a-key');
  if (rows[1] !== 'purpose: party') throw new KeyFileError('not-a-party');
  if (!isSealed(text)) return plainSeed(rows);
  if (passphrase === '') throw new KeyFileError('sealed');
  const sealed = unbase64(rows.slice(4).join(''));
  if (!sealed) throw new KeyFileError('damaged');
  const inner = (await open(sealed, passphrase)).split('\n');
  // The sealed part repeats purpose and name: neither was changed.
  if (inner[1] !== rows[1] || inner[2] !== rows[2]) throw new KeyFileError('damaged');
  return plainSeed(inner);
}

async function open(sealed: Uint8Array, passphrase: string): Promise<string> {
  // Needed by whoever has a sealed file, once.
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(sealed, 'text');
  } catch {
    throw new KeyFileError('wrong-passphrase');
  }
}

async function plainSeed(rows: string[]): Promise<Uint8Array<ArrayBuffer>> {
  const seed = unbase64(rows[3]?.replace(/^seed: /, '') ?? '');
  if (seed?.length !== 32) throw new KeyFileError('damaged');
  const name = rows[2]?.replace(/^name: /, '') ?? '';
  const checked = await sha256(
    encodeBytes('truceline key check 1', ...['party', name].flatMap((part) => [length(part), part]), length(seed), seed),
  );
  if (rows[4] !== `check: ${base64(checked.slice(0, 8))}`) throw new KeyFileError('damaged');
  return seed;
}

function length(of: string | Uint8Array): Uint8Array {
  const bytes = typeof of === 'string' ? encodeBytes(of) : of;
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(bytes.length));
  return out;
}

/**
 * Where a key's chain stands, by its file.
 *
 * @throws {KeyFileError} it is none.
 */
export function readChain(text: string): ChainEnd {
  const [header, next, previous, end] = text.split('\n');
  const number = /^next: (\d{1,15})$/.exec(next ?? '')?.[1];
  const digest = unhex(/^previous: ([0-9a-f]{64})$/.exec(previous ?? '')?.[1] ?? '');
  if (header !== CHAIN_HEADER || number === undefined || digest?.length !== 32 || end !== '') throw new KeyFileError('not-a-chain');
  return { next: Number(number), previous: digest };
}
