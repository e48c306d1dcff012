/**
 * Opens a PMTiles archive (version 3) that somebody brought: a file of map tiles, of which only what is looked at is read.
 *
 * Directories are read by the `pmtiles` package; what the head of the file says is held against the file before it gets to
 * see it, and nothing is unpacked without an end. Not here: which file it is ({@link ./file.ts}).
 */

import { Compression, PMTiles, TileType, type RangeResponse, type Source } from 'pmtiles';
import type { Box } from '../map/ground.ts';
import { LayerRefusal } from './refusal.ts';

const VERSION = 3;
const HEAD_BYTES = 127;
/** The root directory stands before this, by the specification. */
const ROOT_BYTES = 16_384;
/** Farthest zoom level that a tile can be counted in. */
const FARTHEST_ZOOM = 26;
/** Largest tile, directory and description, packed and unpacked. */
const LARGEST_TILE_BYTES = 16 << 20;
const LARGEST_DIRECTORY_BYTES = 8 << 20;
const LARGEST_DESCRIPTION_BYTES = 2 << 20;
/** Most layers within vector tiles: each of them is drawn in three ways. */
export const MOST_PARTS = 60;
const MOST_FIELDS = 30;
const LONGEST_FIELD = 60;

/** A layer within vector tiles. */
export interface Part {
  id: string;
  fields: string[];
}

export interface Archive {
  kind: 'pmtiles';
  tiles: 'vector' | 'picture';
  /** Dots along the side of a picture. */
  side: number;
  zooms: [least: number, most: number];
  box: Box | undefined;
  parts: Part[];
  fields: string[];
  /** The bytes of a tile, unpacked; nothing where there is none. */
  tile: (z: number, x: number, y: number, signal?: AbortSignal) => Promise<ArrayBuffer | undefined>;
  /** What kind of picture its tiles are. */
  media: string;
}

const PICTURES: Partial<Record<TileType, string>> = { [TileType.Png]: 'image/png', [TileType.Jpeg]: 'image/jpeg', [TileType.Webp]: 'image/webp' };
const TILES: Record<number, string> = { [TileType.Avif]: 'AVIF', [TileType.Mlt]: 'MLT' };
const PACKED: Record<number, string> = { [Compression.Brotli]: 'Brotli', [Compression.Zstd]: 'Zstandard' };

/** Whether a file begins as a PMTiles archive of any version does. */
export function isArchive(head: Uint8Array): boolean {
  const [p, m, third, fourth] = head;
  return p === 0x50 && m === 0x4d && ((third === 0x54 && fourth === 0x69) || ((third === 1 || third === 2) && fourth === 0));
}

/** The head, held against the file's own length. */
function checkHead(head: DataView, size: number): void {
  const version = head.byteLength > 7 ? head.getUint8(2) === 0x54 ? head.getUint8(7) : head.getUint8(2) : 0;
  if (head.byteLength > 7 && version !== VERSION) throw new LayerRefusal('version', { version });
  if (head.byteLength < HEAD_BYTES) throw new LayerRefusal('cut');
  const long = (at: number): number => head.getUint32(at + 4, true) * 2 ** 32 + head.getUint32(at, true);
  const [root, description] = [[long(8), long(16)], [long(24), long(32)]] as [[number, number], [number, number]];
  for (const [from, bytes] of [root, description, [long(40), long(48)], [long(56), long(64)]] as [number, number][]) if (from + bytes > size) throw new LayerRefusal('cut');
  const [internal, packed, type, least, most] = [97, 98, 99, 100, 101].map((at) => head.getUint8(at)) as [number, number, number, number, number];
  for (const one of [internal, packed]) if (one !== Compression.None && one !== Compression.Gzip) throw new LayerRefusal('compression', { name: PACKED[one] ?? String(one) });
  if (type !== TileType.Mvt && !PICTURES[type as TileType]) throw new LayerRefusal('tiles', { name: TILES[type] ?? String(type) });
  if (root[0] < HEAD_BYTES || root[1] === 0 || root[0] + root[1] > ROOT_BYTES || least > most || most > FARTHEST_ZOOM || description[1] > LARGEST_DESCRIPTION_BYTES) throw new LayerRefusal('broken');
}

/** What a packed piece may swell to. */
class TooMuchError extends Error {}

async function unpack(bytes: ArrayBuffer, how: Compression, most: number): Promise<ArrayBuffer> {
  if (bytes.byteLength > most) throw new TooMuchError();
  if (how === Compression.None) return bytes;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.byteLength;
    if (length > most) {
      await reader.cancel();
      throw new TooMuchError();
    }
    pieces.push(piece.value as Uint8Array<ArrayBuffer>);
  }
  return new Blob(pieces).arrayBuffer();
}

/** The file, piece by piece. */
class Pieces implements Source {
  readonly #file: Blob;

  constructor(file: Blob) {
    this.#file = file;
  }

  getKey(): string {
    return 'file';
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    // The first piece is asked for as long as it could be.
    const cut = offset !== 0 && offset + length > this.#file.size;
    if (cut || !(offset >= 0) || !(length >= 0) || length > LARGEST_TILE_BYTES) throw new TooMuchError();
    return { data: await this.#file.slice(offset, offset + length).arrayBuffer() };
  }
}

/**
 * Opens an archive.
 *
 * @throws {LayerRefusal} it is none, not whole, or of a kind that is not read here.
 */
export async function openArchive(file: Blob): Promise<Archive> {
  const head = new DataView(await file.slice(0, HEAD_BYTES).arrayBuffer());
  checkHead(head, file.size);
  const opened = new PMTiles(new Pieces(file), undefined, (bytes, how) => unpack(bytes, how, LARGEST_DIRECTORY_BYTES));
  try {
    const header = await opened.getHeader();
    const description = await opened.getMetadata();
    // Of what it holds, one piece: a directory that cannot be read is said now and not when somebody looks.
    const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header;
    const box: Box | undefined = minLon >= -180 && maxLon <= 180 && minLat >= -90 && maxLat <= 90 && minLon < maxLon && minLat < maxLat ? [minLon, minLat, maxLon, maxLat] : undefined;
    const media = PICTURES[header.tileType];
    const parts = media ? [] : partsOf(description);
    const tile: Archive['tile'] = async (z, x, y, signal) => (await opened.getZxy(z, x, y, signal))?.data;
    const first = await tile(minZoom, ...around(box, minZoom));
    return {
      kind: 'pmtiles',
      tiles: media ? 'picture' : 'vector',
      side: media && first ? await sideOf(first, media) : SIDE,
      zooms: [minZoom, maxZoom],
      box,
      parts,
      fields: [...new Set(parts.flatMap(({ fields }) => fields))].slice(0, MOST_FIELDS),
      tile,
      media: media ?? '',
    };
  } catch (error) {
    if (error instanceof LayerRefusal || isUnread(error)) throw error;
    // Whatever a bent directory makes of its reader.
    throw new LayerRefusal('broken');
  }
}

/** The file has changed or gone since it was chosen: a browser then reads none of it. */
function isUnread(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError');
}

/** The tile in the middle of what it covers. */
function around(box: Box | undefined, zoom: number): [x: number, y: number] {
  const side = 2 ** zoom;
  const [lon, lat] = box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : [0, 0];
  const north = Math.asinh(Math.tan((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180));
  const within = (part: number): number => Math.min(side - 1, Math.max(0, Math.floor(part * side)));
  return [within((lon + 180) / 360), within((1 - north / Math.PI) / 2)];
}

/** The layers of vector tiles, as the description must name them. */
function partsOf(description: unknown): Part[] {
  const named: unknown = (description as { vector_layers?: unknown } | null)?.vector_layers;
  if (!Array.isArray(named) || named.length === 0) throw new LayerRefusal('parts');
  if (named.length > MOST_PARTS) throw new LayerRefusal('many-parts', { most: MOST_PARTS });
  return named.map((one: unknown): Part => {
    const { id, fields } = (one ?? {}) as { id?: unknown; fields?: unknown };
    if (typeof id !== 'string' || id === '') throw new LayerRefusal('parts');
    const keys = typeof fields === 'object' && fields !== null ? Object.keys(fields) : [];
    return { id, fields: keys.filter((field) => field !== '' && field.length <= LONGEST_FIELD).slice(0, MOST_FIELDS) };
  });
}

/** Where no tile says otherwise. */
const SIDE = 256;
/** Larger ones are drawn as if they were this large. */
const LARGEST_SIDE = 1_024;

async function sideOf(tile: ArrayBuffer, media: string): Promise<number> {
  // Outside a browser there is nothing that could look at it.
  if (typeof createImageBitmap !== 'function') return SIDE;
  try {
    const picture = await createImageBitmap(new Blob([tile], { type: media }));
    const side = Math.min(LARGEST_SIDE, Math.max(SIDE, picture.width));
    picture.close();
    return side;
  } catch {
    throw new LayerRefusal('pictures');
  }
}
