/** What tests make archives with ({@link ./pmtiles.mjs}). */

interface Tile {
  z: number;
  x: number;
  y: number;
  bytes: Buffer;
}

interface Head {
  type?: number;
  internal?: number;
  packed?: number;
  version?: number;
  box?: [number, number, number, number];
  zooms?: [number, number];
}

export function pmtiles(tiles: Tile[], description: unknown, head?: Head): Buffer;
export function vectorTile(layer: string, from?: number, side?: number): Buffer;
export function png(colour: [number, number, number], side?: number): Buffer;
