/**
 * Identifiers: 128 bits, written with the prefix of their kind and 26 letters of Crockford's base 32
 * (docs/spec/records.md).
 */

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The kinds that the console makes or names. */
export type Prefix = 'act' | 'pty' | 'dsk' | 'per' | 'key' | 'zon' | 'ntf' | 'req' | 'pln' | 'chk' | 'stp' | 'lnt' | 'inc' | 'irq' | 'clm' | 'alg' | 'rec' | 'bul' | 'acr' | 'agr';

/** What is no identifier of the kind. */
export class IdError extends Error {}

/** Sixteen bytes as text. */
export function writeId(prefix: Prefix, bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let letters = '';
  for (let place = 25n; place >= 0n; place--) letters += ALPHABET[Number((value >> (place * 5n)) & 31n)];
  return `${prefix}_${letters}`;
}

/**
 * The sixteen bytes of a text.
 *
 * @throws {IdError} another prefix, length or letter.
 */
export function readId(prefix: Prefix, text: string): Uint8Array {
  const letters = text.startsWith(`${prefix}_`) ? text.slice(prefix.length + 1) : '';
  if (letters.length !== 26) throw new IdError(`${text}: begins with ${prefix}_ and has 26 letters or digits`);
  let value = 0n;
  for (const letter of letters) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) throw new IdError(`${text}: has no letters i, l, o, u`);
    value = (value << 5n) | BigInt(digit);
  }
  if (value >> 128n !== 0n) throw new IdError(`${text}: is longer than 128 bits`);
  const bytes = new Uint8Array(16);
  for (let at = 15; at >= 0; at--) {
    bytes[at] = Number(value & 255n);
    value >>= 8n;
  }
  return bytes;
}

/** Fresh random bytes. */
export function draw(length = 16): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Bytes in lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Hexadecimal digits as bytes; undefined where they are none. */
export function unhex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

/** Bytes in base64. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Base64 as bytes; undefined where it is none. */
export function unbase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
