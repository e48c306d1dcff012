/**
 * A person's key in this browser: sealed under a passphrase while it lies here, and a WebCrypto key that cannot be taken
 * out while it is open.
 *
 * The seal: PBKDF2 with SHA-256 over the passphrase, AES-256-GCM over the private key. Nobody can open it without the
 * passphrase, us included. Not here: where it is kept ({@link ./cupboard.ts}).
 */

import type { DeskCard } from './card.ts';
import { sha256 } from '../statement/disclosure.ts';
import { draw, hex, unhex, writeId } from '../statement/id.ts';
import { CHAIN_START, type ChainEnd } from '../statement/sign.ts';
import { encode } from './text.ts';

/** Rounds of PBKDF2: what OWASP advises for SHA-256 (2023). */
const ROUNDS = 600_000;
/** Before a seed in PKCS #8 (RFC 8410). */
const PKCS8 = unhex('302e020100300506032b657004220420') ?? new Uint8Array();
/** Fewest letters of a passphrase. */
export const LEAST_PASSPHRASE = 8;

/** A key as it lies in the cupboard. */
export interface HeldKey {
  /** The key's id. */
  id: string;
  card: DeskCard;
  rounds: number;
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  /** Under the same passphrase, a key for what this browser keeps for it; absent in keys of before there was one. */
  keeping?: { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };
  chain: ChainEnd;
  /** Whether somebody has enrolled it, as far as this browser knows. */
  waits: boolean;
}

/** A key that is open: it signs, and cannot be taken out. */
export interface OpenKey {
  id: string;
  card: DeskCard;
  sign: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** Seals what is kept for it here; it cannot be taken out either. */
  keeping: CryptoKey | undefined;
}

/** The passphrase does not open the key. */
export class PassphraseError extends Error {}

async function sealing(passphrase: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', encode(passphrase.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

/** A key's id: the first half of the SHA-256 of its public half. */
export async function keyId(publicKey: Uint8Array): Promise<string> {
  return writeId('key', (await sha256(publicKey)).slice(0, 16));
}

async function seal(secret: CryptoKey, passphrase: string): Promise<Pick<HeldKey, 'rounds' | 'salt' | 'iv' | 'sealed' | 'keeping'>> {
  const [salt, iv, other] = [draw(16), draw(12), draw(12)];
  const under = await sealing(passphrase, salt, ROUNDS);
  const sealed = await crypto.subtle.wrapKey('pkcs8', secret, under, { name: 'AES-GCM', iv });
  const keeping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  return { rounds: ROUNDS, salt, iv, sealed, keeping: { iv: other, sealed: await crypto.subtle.wrapKey('raw', keeping, under, { name: 'AES-GCM', iv: other }) } };
}

/** A new key for a desk. */
export async function make(card: Omit<DeskCard, 'public'>, passphrase: string): Promise<HeldKey> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    id: await keyId(publicKey),
    card: { ...card, public: hex(publicKey) },
    ...(await seal(pair.privateKey, passphrase)),
    chain: CHAIN_START,
    waits: true,
  };
}

/** A key that was made elsewhere, from the seed in its file. */
export async function take(card: DeskCard, seed: Uint8Array, chain: ChainEnd, passphrase: string): Promise<HeldKey> {
  const secret = await crypto.subtle.importKey('pkcs8', encode(PKCS8, seed), 'Ed25519', true, ['sign']);
  const publicKey = unhex(card.public) ?? new Uint8Array();
  // The card is of this key if it verifies what the key signs.
  const [proof, verifying] = await Promise.all([
    crypto.subtle.sign('Ed25519', secret, encode('truceline')),
    crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']),
  ]);
  if (!(await crypto.subtle.verify('Ed25519', verifying, proof, encode('truceline')))) throw new RangeError('another key');
  return { id: await keyId(publicKey), card, ...(await seal(secret, passphrase)), chain, waits: false };
}

/**
 * Opens a key.
 *
 * @throws {PassphraseError} the passphrase does not open it.
 */
export async function open(held: HeldKey, passphrase: string): Promise<OpenKey> {
  const under = await sealing(passphrase, held.salt, held.rounds);
  const how = { name: 'AES-GCM', iv: held.iv };
  let secret: CryptoKey;
  let keeping: CryptoKey | undefined;
  try {
    secret = await crypto.subtle.unwrapKey('pkcs8', held.sealed, under, how, 'Ed25519', false, ['sign']);
    const other = held.keeping;
    keeping = other && (await crypto.subtle.unwrapKey('raw', other.sealed, under, { name: 'AES-GCM', iv: other.iv }, 'AES-GCM', false, ['encrypt', 'decrypt']));
  } catch {
    throw new PassphraseError();
  }
  const sign = async (bytes: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', secret, bytes as Uint8Array<ArrayBuffer>));
  return { id: held.id, card: held.card, sign, keeping };
}

/** Groups of four digits to read aloud: of the public key's SHA-256 the first half. */
export async function fingerprint(publicKey: string): Promise<string> {
  const digits = hex(await sha256(unhex(publicKey) ?? new Uint8Array())).slice(0, 32);
  return digits.match(/.{4}/g)?.join(' ') ?? '';
}
