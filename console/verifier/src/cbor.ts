/**
 * Deterministic CBOR (RFC 8949 section 4.2), read and never written: definite and shortest lengths and integers, map keys
 * ascending and each once, nothing after the end. Floats, undefined and unassigned simple values are in no format of ours.
 *
 * Written here and not taken from a library, because byte strings must stay the bytes that were signed, integers need all
 * 64 bits, and one rule has to hold everywhere: what is not in the one form is not read at all. Not here: which shapes
 * mean something (schema.ts).
 */

import { order, utf8 } from "./bytes.ts";

/** Nothing of ours is nested deeper; a hostile file must not reach the end of the stack. */
const MAX_DEPTH = 32;

/** A value as it was read. Integers are bigints, whatever their size. */
export type Item =
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly Item[]
  | Pairs
  | Tagged;

/** The pairs of a map, in their order. */
export class Pairs {
  readonly pairs: readonly (readonly [Item, Item])[];

  constructor(pairs: readonly (readonly [Item, Item])[]) {
    this.pairs = pairs;
  }
}

/** A value with a tag before it. */
export class Tagged {
  readonly tag: bigint;
  readonly item: Item;

  constructor(tag: bigint, item: Item) {
    this.tag = tag;
    this.item = item;
  }
}

/** These bytes are not one value in deterministic form. */
export class NotDeterministic extends Error {}

/** Reads bytes that are one value and nothing else. Byte strings are views into `bytes`. */
export function decode(bytes: Uint8Array): Item {
  const reader = new Reader(bytes);
  const item = reader.item(0);
  if (reader.place !== bytes.length) throw new NotDeterministic("there are bytes after the end");
  return item;
}

class Reader {
  place = 0;
  readonly bytes: Uint8Array;
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  item(depth: number): Item {
    if (depth > MAX_DEPTH) throw new NotDeterministic("nested too deeply");
    const first = this.take(1)[0] as number;
    const [major, small] = [first >> 5, first & 31];
    if (major === 7) return simple(small);
    const argument = this.argument(small);
    switch (major) {
      case 0:
        return argument;
      case 1:
        return -1n - argument;
      case 2:
        return this.take(this.length(argument));
      case 3: {
        const text = utf8(this.take(this.length(argument)));
        if (text === undefined) throw new NotDeterministic("a text that is not UTF-8");
        return text;
      }
      case 4: {
        const items: Item[] = [];
        for (let left = this.length(argument); left > 0; left -= 1) items.push(this.item(depth + 1));
        return items;
      }
      case 5:
        return this.map(this.length(argument), depth);
      default:
        return new Tagged(argument, this.item(depth + 1));
    }
  }

  private map(length: number, depth: number): Pairs {
    const pairs: [Item, Item][] = [];
    let before: Uint8Array | undefined;
    for (let left = length; left > 0; left -= 1) {
      const start = this.place;
      const key = this.item(depth + 1);
      const spelled = this.bytes.subarray(start, this.place);
      if (before !== undefined && order(before, spelled) >= 0) throw new NotDeterministic("map keys out of order");
      before = spelled;
      pairs.push([key, this.item(depth + 1)]);
    }
    return new Pairs(pairs);
  }

  /** What stands behind the first byte; in the shortest form. */
  private argument(small: number): bigint {
    if (small < 24) return BigInt(small);
    const size = 1 << (small - 24);
    if (small > 27) throw new NotDeterministic("an indefinite or reserved length");
    const start = this.place;
    this.take(size);
    const value = [
      () => BigInt(this.view.getUint8(start)),
      () => BigInt(this.view.getUint16(start)),
      () => BigInt(this.view.getUint32(start)),
      () => this.view.getBigUint64(start),
    ][small - 24]?.();
    const least = [24n, 1n << 8n, 1n << 16n, 1n << 32n][small - 24] as bigint;
    if (value === undefined || value < least) throw new NotDeterministic("a number or length that could be shorter");
    return value;
  }

  /** A length; each item takes a byte at least, so none is longer than what is left. */
  private length(argument: bigint): number {
    if (argument > BigInt(this.bytes.length - this.place)) throw new NotDeterministic("longer than the bytes at hand");
    return Number(argument);
  }

  private take(count: number): Uint8Array {
    const end = this.place + count;
    if (end > this.bytes.length) throw new NotDeterministic("cut short");
    const taken = this.bytes.subarray(this.place, end);
    this.place = end;
    return taken;
  }
}

function simple(small: number): Item {
  switch (small) {
    case 20:
      return false;
    case 21:
      return true;
    case 22:
      return null;
    default:
      throw new NotDeterministic("a float or a simple value that no format here has");
  }
}
