/**
 * Deterministic CBOR (RFC 8949, section 4.2), as docs/spec/statement.cddl asks for it: shortest heads, definite
 * lengths, map keys ascending and each once.
 *
 * A narrow writer and a narrow reader: integers, bytes, texts, arrays, maps with integer keys, tags, booleans, null.
 * Not here: what the items mean.
 */

/** A tagged item. */
export class Tagged {
  readonly tag: number;
  readonly item: Item;
  constructor(tag: number, item: Item) {
    this.tag = tag;
    this.item = item;
  }
}

/** A map with integer keys; a key whose value is undefined is left out. */
export type Fields = Map<number, Item | undefined>;

/** What can be written. */
export type Item = number | bigint | boolean | null | string | Uint8Array | Item[] | Fields | Tagged;

/** What is not written as the specification has it. */
export class CborError extends Error {}

/** Deepest nesting that is read. */
const MAX_DEPTH = 32;

/** A map from pairs; undefined values are left out. */
export function fields(pairs: Record<number, Item | undefined>): Fields {
  return new Map(Object.entries(pairs).map(([key, value]) => [Number(key), value]));
}

/** An item as bytes. */
export function encode(item: Item): Uint8Array {
  const out = new Writer();
  out.item(item);
  return out.bytes();
}

class Writer {
  #buffer = new Uint8Array(256);
  #length = 0;

  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  item(item: Item): void {
    if (item === null) this.#push([0xf6]);
    else if (typeof item === 'boolean') this.#push([item ? 0xf5 : 0xf4]);
    else if (typeof item === 'number' || typeof item === 'bigint') this.#integer(BigInt(item));
    else if (typeof item === 'string') {
      const text = new TextEncoder().encode(item);
      this.#head(3, BigInt(text.length));
      this.#push(text);
    } else if (item instanceof Uint8Array) {
      this.#head(2, BigInt(item.length));
      this.#push(item);
    } else if (item instanceof Tagged) {
      this.#head(6, BigInt(item.tag));
      this.item(item.item);
    } else if (Array.isArray(item)) {
      this.#head(4, BigInt(item.length));
      for (const one of item) this.item(one);
    } else this.#fields(item);
  }

  #fields(map: Fields): void {
    const pairs = [...map].filter((pair): pair is [number, Item] => pair[1] !== undefined);
    const sorted = pairs.map(([key, value]) => ({ key: encode(key), value }));
    sorted.sort((a, b) => compare(a.key, b.key));
    this.#head(5, BigInt(sorted.length));
    for (const { key, value } of sorted) {
      this.#push(key);
      this.item(value);
    }
  }

  #integer(value: bigint): void {
    if (value >= 0n) this.#head(0, value);
    else this.#head(1, -1n - value);
  }

  #head(kind: number, value: bigint): void {
    const major = kind << 5;
    if (value < 24n) this.#push([major | Number(value)]);
    else if (value < 0x100n) this.#number(major | 24, value, 1);
    else if (value < 0x1_0000n) this.#number(major | 25, value, 2);
    else if (value < 0x1_0000_0000n) this.#number(major | 26, value, 4);
    else if (value < 0x1_0000_0000_0000_0000n) this.#number(major | 27, value, 8);
    else throw new CborError('a number beyond 64 bits');
  }

  #number(head: number, value: bigint, width: number): void {
    const bytes = [head];
    for (let place = width - 1; place >= 0; place--) bytes.push(Number((value >> BigInt(place * 8)) & 255n));
    this.#push(bytes);
  }

  #push(bytes: ArrayLike<number>): void {
    if (this.#length + bytes.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + bytes.length));
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * Reads one item that fills the bytes.
 *
 * @throws {CborError} what is not CBOR, or not its one spelling.
 */
export function decode(bytes: Uint8Array): Item {
  const reader = new Reader(bytes);
  const item = reader.item(0);
  if (!reader.done()) throw new CborError('bytes behind the item');
  // One spelling: what is written again must be what was read.
  if (compare(encode(item), bytes) !== 0) throw new CborError('not the deterministic spelling');
  return item;
}

class Reader {
  #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  done(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): Item {
    if (depth > MAX_DEPTH) throw new CborError('nested too deeply');
    const first = this.#take(1)[0] ?? 0;
    const kind = first >> 5;
    if (kind === 7) return simple(first & 31);
    const value = this.#value(first & 31);
    switch (kind) {
      case 0:
        return narrow(value);
      case 1:
        return narrow(-1n - value);
      case 2:
        return this.#take(Number(value)).slice();
      case 3:
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.#take(Number(value)));
      case 4:
        return this.#array(value, depth);
      case 5:
        return this.#map(value, depth);
      default:
        return new Tagged(Number(value), this.item(depth + 1));
    }
  }

  #array(count: bigint, depth: number): Item[] {
    const items: Item[] = [];
    for (let left = count; left > 0n; left--) items.push(this.item(depth + 1));
    return items;
  }

  #map(count: bigint, depth: number): Fields {
    const map: Fields = new Map();
    for (let left = count; left > 0n; left--) {
      const key = this.item(depth + 1);
      if (typeof key !== 'number' || map.has(key)) throw new CborError('a key that is no number, or twice');
      map.set(key, this.item(depth + 1));
    }
    return map;
  }

  #value(low: number): bigint {
    if (low < 24) return BigInt(low);
    if (low > 27) throw new CborError('an indefinite length');
    let value = 0n;
    for (const byte of this.#take(1 << (low - 24))) value = (value << 8n) | BigInt(byte);
    return value;
  }

  #take(count: number): Uint8Array {
    if (count > this.#bytes.length - this.#at) throw new CborError('it ends too soon');
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return taken;
  }
}

function simple(low: number): Item {
  if (low === 20) return false;
  if (low === 21) return true;
  if (low === 22) return null;
  throw new CborError('a simple value that is not used');
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
