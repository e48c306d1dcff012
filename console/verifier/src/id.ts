/** Identifiers as text: a prefix of their kind and 26 letters of Crockford's base 32; times as text; both as every Truceline program writes them. */

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** An identifier as text. */
export function idText(prefix: string, bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let letters = "";
  for (let place = 25; place >= 0; place -= 1) letters += ALPHABET.charAt(Number((value >> BigInt(place * 5)) & 31n));
  return `${prefix}_${letters}`;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const whole = value / by;
  return value % by < 0n ? whole - 1n : whole;
}

/** The date of a day counted from 1970-01-01, in the Gregorian calendar without a year 0. */
export function dayText(days: bigint): string {
  const date = new Date(Number(days) * 86_400_000);
  const digits = (value: number, length: number): string => String(value).padStart(length, "0");
  return `${digits(date.getUTCFullYear(), 4)}-${digits(date.getUTCMonth() + 1, 2)}-${digits(date.getUTCDate(), 2)}`;
}

/** Microseconds UTC since 1970 as RFC 3339. */
export function timeText(micros: bigint): string {
  const days = floorDivide(micros, 86_400_000_000n);
  const ofDay = micros - days * 86_400_000_000n;
  const [seconds, fraction] = [Number(ofDay / 1_000_000n), ofDay % 1_000_000n];
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const behind = fraction === 0n ? "" : `.${String(fraction).padStart(6, "0")}`;
  return `${dayText(days)}T${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${behind}Z`;
}

/** Seconds UTC since 1970 as RFC 3339; beyond the year 9999 as a number. */
export function secondsText(seconds: bigint): string {
  return seconds <= 253_402_300_799n ? timeText(seconds * 1_000_000n) : `${seconds} s after 1970`;
}
