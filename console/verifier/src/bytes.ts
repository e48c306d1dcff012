/**
 * Bytes and their spellings: hex, base64, UTF-8, decimal numbers, each with one spelling and no other.
 *
 * Not here: what the bytes mean. docs/spec/log.md ("one spelling each").
 */

const HEX = "0123456789abcdef";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SEXTET = new Int8Array(128).fill(-1);
for (let place = 0; place < BASE64.length; place += 1) SEXTET[BASE64.charCodeAt(place)] = place;

/** The largest number that the texts of the log may hold. */
export const MAX_NUMBER = (1n << 63n) - 1n;

/** Whether two byte strings are the same. */
export function same(one: Uint8Array, other: Uint8Array): boolean {
  return order(one, other) === 0;
}

/** The order of byte strings: byte by byte, the shorter first where one begins the other. */
export function order(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let place = 0; place < length; place += 1) {
    const difference = (one[place] as number) - (other[place] as number);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** One after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** Lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX.charAt(byte >> 4) + HEX.charAt(byte & 15);
  return text;
}

/** The bytes of lower-case hexadecimal digits. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let place = 0; place < bytes.length; place += 1) {
    bytes[place] = Number.parseInt(text.slice(2 * place, 2 * place + 2), 16);
  }
  return bytes;
}

/** Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let place = 0; place < bytes.length; place += 3) {
    const [a, b, c] = [bytes[place] as number, bytes[place + 1], bytes[place + 2]];
    text += BASE64.charAt(a >> 2) + BASE64.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    text += b === undefined ? "=" : BASE64.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    text += c === undefined ? "=" : BASE64.charAt(c & 63);
  }
  return text;
}

/** The bytes of base64 with padding, in the one spelling: bits that carry nothing are zero. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let [held, bits, place] = [0, 0, 0];
  for (let at = 0; at < text.length - padding; at += 1) {
    const code = text.charCodeAt(at);
    const sextet = code < 128 ? (SEXTET[code] as number) : -1;
    if (sextet < 0) return undefined;
    held = ((held << 6) | sextet) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[place] = (held >> bits) & 0xff;
      place += 1;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}

/** A text of these bytes, where they are UTF-8; a byte order mark is a character like any other. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The UTF-8 bytes of a text. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A decimal number below 2^63 without leading zeroes. */
export function number(text: string): bigint | undefined {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text)) return undefined;
  const value = BigInt(text);
  return value <= MAX_NUMBER ? value : undefined;
}

/** Eight bytes, the highest first, as a number. */
export function fromBigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
