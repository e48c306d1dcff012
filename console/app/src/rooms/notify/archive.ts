/**
 * ZIP archives, as much of them as workbooks are: which parts there are, and the bytes of one, unpacked by the browser and
 * held against their length and checksum. A digit that was bent on its way would be another place.
 *
 * Every count that the file states is believed only as far as the limits here go.
 */

/** Most parts of an archive, and most bytes of all that is unpacked of it. */
export const MAX_PARTS = 1_000;
export const MAX_UNPACKED = 32 << 20;

/** Why a workbook is not read, by a key of the catalogue. */
export type BookFault = 'book-broken' | 'book-protected' | 'book-old' | 'book-binary' | 'book-large' | 'book-sheets' | 'book-cells' | 'book-wide';

export class BookError extends Error {
  readonly what: BookFault;
  constructor(what: BookFault) {
    super(what);
    this.what = what;
  }
}

const broken = (): BookError => new BookError('book-broken');

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT = 0xffff;
/** What stands in a field whose value is in the larger format, which no small table needs. */
const ELSEWHERE = 0xffffffff;

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** The checksum of ZIP (CRC-32). */
export function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

interface Part {
  method: number;
  sum: number;
  packed: number;
  unpacked: number;
  at: number;
}

/** An archive whose list of parts was read. */
export class Archive {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #parts = new Map<string, Part>();
  #left = MAX_UNPACKED;

  /** @throws {BookError} it is no archive, or more than is taken. */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = this.#end();
    const count = this.#view.getUint16(end + 10, true);
    let at = this.#view.getUint32(end + 16, true);
    if (count > MAX_PARTS) throw new BookError('book-large');
    if (this.#view.getUint16(end + 4, true) !== 0 || at === ELSEWHERE) throw broken();
    for (let number = 0; number < count; number++) at = this.#entry(at);
  }

  /** Where the list of parts is said to end: searched from the back, for a comment may stand behind it. */
  #end(): number {
    const first = Math.max(0, this.#bytes.length - END_BYTES - MAX_COMMENT);
    for (let at = this.#bytes.length - END_BYTES; at >= first; at--) if (this.#view.getUint32(at, true) === END) return at;
    throw broken();
  }

  #entry(at: number): number {
    if (at + ENTRY_BYTES > this.#bytes.length || this.#view.getUint32(at, true) !== ENTRY) throw broken();
    const short = (from: number): number => this.#view.getUint16(at + from, true);
    const long = (from: number): number => this.#view.getUint32(at + from, true);
    if (short(8) & 1) throw new BookError('book-protected');
    const name = this.#text(at + ENTRY_BYTES, short(28));
    const part = { method: short(10), sum: long(16), packed: long(20), unpacked: long(24), at: long(42) };
    if (this.#parts.has(name) || [part.packed, part.unpacked, part.at].includes(ELSEWHERE)) throw broken();
    this.#parts.set(name, part);
    return at + ENTRY_BYTES + short(28) + short(30) + short(32);
  }

  #text(from: number, length: number): string {
    if (from + length > this.#bytes.length) throw broken();
    return new TextDecoder().decode(this.#bytes.subarray(from, from + length));
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  /**
   * A part's text.
   *
   * @throws {BookError} it is not there, not what the archive says of it, or all that was unpacked is too much.
   */
  async text(name: string): Promise<string> {
    const part = this.#parts.get(name);
    if (!part) throw broken();
    const { at } = part;
    if (at + LOCAL_BYTES > this.#bytes.length || this.#view.getUint32(at, true) !== LOCAL) throw broken();
    const length = this.#view.getUint16(at + 26, true);
    if (this.#text(at + LOCAL_BYTES, length) !== name) throw broken();
    const from = at + LOCAL_BYTES + length + this.#view.getUint16(at + 28, true);
    if (from + part.packed > this.#bytes.length) throw broken();
    if (part.unpacked > this.#left) throw new BookError('book-large');
    this.#left -= part.unpacked;
    const bytes = await unpacked(this.#bytes.subarray(from, from + part.packed), part);
    if (checksum(bytes) !== part.sum) throw broken();
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw broken();
    }
  }
}

/** As many bytes as the archive says, and not one more: what goes on beyond that is stopped and not believed. */
async function unpacked(packed: Uint8Array<ArrayBuffer>, { method, unpacked: length }: Part): Promise<Uint8Array> {
  if (method === 0) {
    if (packed.length !== length) throw broken();
    return packed;
  }
  if (method !== 8) throw broken();
  const bytes = new Uint8Array(length);
  let at = 0;
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > length) {
        await reader.cancel();
        throw broken();
      }
      bytes.set(value, at);
      at += value.length;
    }
  } catch {
    throw broken();
  }
  if (at !== length) throw broken();
  return bytes;
}
