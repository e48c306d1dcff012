/**
 * What the description says of windows, heights, positions and footprints in words: what cannot be one is not read.
 *
 * Not here: measuring rings (rings.ts).
 */

import { isSimple, isWithinReach, type Place } from "./rings.ts";
import type { Value } from "./schema.ts";

const POLE = 900_000_000n;
const MOST_VERTICES = 10_000;

/** Further conditions on a rule's value. */
export const SHAPES: ReadonlyMap<string, (value: Value) => boolean> = new Map([
  ["window", (value) => ascends(value)],
  ["altitude", (value) => ascends(value)],
  ["position", (value) => !isPole(value) || pair(value)[1] === 0n],
  ["ring", (value) => isSimple([places(value)])],
  ["polygon", (value) => isPolygon(value)],
  ["line", (value) => isWithinReach(places((value as readonly Value[])[0] as Value), false)],
  ["footprint", (value) => vertices(value) <= MOST_VERTICES],
]);

function pair(value: Value): readonly [bigint, bigint] {
  return value as unknown as readonly [bigint, bigint];
}

function ascends(value: Value): boolean {
  const [from, to] = pair(value);
  return from < to;
}

function isPole(value: Value): boolean {
  const [latitude] = pair(value);
  return latitude === POLE || latitude === -POLE;
}

function places(value: Value): Place[] {
  return (value as readonly Value[]).map((position) => {
    const [latitude, longitude] = pair(position);
    return { latitude: Number(latitude), longitude: Number(longitude) };
  });
}

/** The shell is simple by its own rule already. */
function isPolygon(value: Value): boolean {
  const rings = (value as readonly Value[]).map(places);
  return rings.length === 1 || isSimple(rings);
}

/** How many positions a footprint has. */
function vertices(value: Value): number {
  const count = (of: Value): number => (Array.isArray(of) && typeof of[0] !== "bigint" ? of.reduce((sum: number, inner: Value) => sum + count(inner), 0) : 1);
  const [shape, inner] = value as readonly [bigint, readonly Value[]];
  if (shape === 0n) return 1;
  return count(shape === 1n ? inner : (inner[0] as Value));
}
