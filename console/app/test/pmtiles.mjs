// Makes small PMTiles archives (version 3) from their tiles, and tiles from a few shapes, byte by byte: what tests read is
// written by nobody whose reader is tried.

import { gzipSync, deflateSync, crc32 } from 'node:zlib';

const HEAD_BYTES = 127;
const NONE = 1;
const GZIP = 2;

function varint(value) {
  const bytes = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** The number of a tile along the Hilbert curves of the levels. */
function tileId(z, x, y) {
  let id = 0;
  for (let level = 0; level < z; level++) id += 4 ** level;
  let [a, b] = [x, y];
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const [right, up] = [a & side ? 1 : 0, b & side ? 1 : 0];
    id += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) [a, b] = [side - 1 - a, side - 1 - b];
      [a, b] = [b, a];
    }
    [a, b] = [a & (side - 1), b & (side - 1)];
  }
  return id;
}

/**
 * An archive.
 *
 * @param tiles each with its z, x, y and bytes.
 * @param head what of the head is otherwise: `type`, `internal`, `packed`, `version`, `box`, `zooms`.
 */
export function pmtiles(tiles, description, head = {}) {
  const { type = 1, internal = GZIP, packed = type === 1 ? GZIP : NONE, version = 3, box = [-180, -85, 180, 85] } = head;
  const zooms = head.zooms ?? [Math.min(...tiles.map(({ z }) => z)), Math.max(...tiles.map(({ z }) => z))];
  const pack = (how, bytes) => (how === GZIP ? gzipSync(bytes) : bytes);
  const entries = tiles.map(({ z, x, y, bytes }) => ({ id: tileId(z, x, y), bytes: pack(packed, bytes) })).sort((a, b) => a.id - b.id);
  let [last, offset] = [0, 0];
  const directory = pack(internal, Buffer.concat([
    varint(entries.length),
    ...entries.map(({ id }) => { const step = varint(id - last); last = id; return step; }),
    ...entries.map(() => varint(1)),
    ...entries.map(({ bytes }) => varint(bytes.length)),
    ...entries.map(({ bytes }) => { const at = varint(offset + 1); offset += bytes.length; return at; }),
  ]));
  const words = pack(internal, Buffer.from(JSON.stringify(description)));
  const data = Buffer.concat(entries.map(({ bytes }) => bytes));
  const out = Buffer.alloc(HEAD_BYTES);
  out.write('PMTiles', 'latin1');
  out[7] = version;
  const places = [HEAD_BYTES, directory.length, HEAD_BYTES + directory.length, words.length, HEAD_BYTES + directory.length + words.length, 0, HEAD_BYTES + directory.length + words.length, data.length, entries.length, entries.length, entries.length];
  places.forEach((value, at) => out.writeBigUInt64LE(BigInt(value), 8 + at * 8));
  [1, internal, packed, type, ...zooms].forEach((value, at) => (out[96 + at] = value));
  box.forEach((degrees, at) => out.writeInt32LE(Math.round(degrees * 1e7), 102 + at * 4));
  return Buffer.concat([out, directory, words, data]);
}

/** A field of Protocol Buffers: a number, or bytes with their length. */
const field = (number, value) => (typeof value === 'number' ? Buffer.concat([varint(number << 3), varint(value)]) : Buffer.concat([varint((number << 3) | 2), varint(value.length), value]));
const zigzag = (value) => (value << 1) ^ (value >> 31);

/** A vector tile with one layer: a square, a line across it and a point in its middle, each with a name; 4096 units a side. */
export function vectorTile(layer, from = 1_000, side = 2_000) {
  const steps = (...points) => points.flatMap(([x, y]) => [zigzag(x), zigzag(y)]);
  const [MOVE, LINE, CLOSE] = [(count) => (count << 3) | 1, (count) => (count << 3) | 2, (1 << 3) | 7];
  const shapes = [
    [3, [MOVE(1), ...steps([from, from]), LINE(3), ...steps([side, 0], [0, side], [-side, 0]), CLOSE], 'a square'],
    [2, [MOVE(1), ...steps([from, from]), LINE(1), ...steps([side, side])], 'a line'],
    [1, [MOVE(1), ...steps([from + side / 2, from + side / 2])], 'a point'],
  ];
  const features = shapes.map(([type, geometry], at) => field(2, Buffer.concat([field(1, at + 1), field(2, Buffer.concat([varint(0), varint(at)])), field(3, type), field(4, Buffer.concat(geometry.map((one) => varint(one >>> 0))))])));
  const values = shapes.map(([, , name]) => field(4, field(1, Buffer.from(name))));
  const named = [field(15, 2), field(1, Buffer.from(layer)), ...features, field(3, Buffer.from('name')), ...values, field(5, 4_096)];
  return field(3, Buffer.concat(named));
}

/** A PNG of one colour. */
export function png([red, green, blue], side = 256) {
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: side }, () => Buffer.from([red, green, blue]))]);
  const chunk = (name, bytes) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(bytes.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))), chunk('IEND', Buffer.alloc(0))]);
}
