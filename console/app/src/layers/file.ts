/** Which kind of layer a file is: by what stands in it, whatever its name says. It is read in this page and goes nowhere. */

import type { Box } from '../map/ground.ts';
import type { Archive } from './archive.ts';
import { LARGEST_GEOJSON_BYTES, readGeoJson, type Features } from './geojson.ts';
import { LayerRefusal } from './refusal.ts';

/** What a file holds. */
export type Content = Features | Archive;
export type Kind = Content['kind'];
export type { Box };

const HEAD_BYTES = 16;
/** With what a text can begin that is GeoJSON: blank, a mark of its order of bytes, a brace or a bracket. */
const TEXT = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0x7b, 0x5b]);

/**
 * Reads a file.
 *
 * @throws {LayerRefusal} it is no layer.
 */
export async function readLayer(file: Blob): Promise<Content> {
  if (file.size === 0) throw new LayerRefusal('empty');
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    // Fetched for whoever has one.
    if (head[0] === 0x50 && head[1] === 0x4d) {
      const { isArchive, openArchive } = await import('./archive.ts');
      if (isArchive(head)) return await openArchive(file);
    }
    if (!TEXT.has(head[0] ?? 0)) throw new LayerRefusal((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) ? 'utf8' : 'unknown');
    if (file.size > LARGEST_GEOJSON_BYTES) throw new LayerRefusal('large', { most: LARGEST_GEOJSON_BYTES / 1_000_000 });
    return await readGeoJson(decoded(await file.arrayBuffer()));
  } catch (error) {
    if (error instanceof LayerRefusal) throw error;
    // A file that was moved, changed or taken out since it was chosen.
    if (error instanceof DOMException) throw new LayerRefusal('unread');
    throw error;
  }
}

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LayerRefusal('utf8');
  }
}
