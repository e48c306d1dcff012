/** Where the golden vectors of the repository are. */

import { readFileSync } from "node:fs";

/** The root of the repository, from the folder that tests are built into. */
export const ROOT = new URL("../../../../", import.meta.url);

/** A file of the repository. */
export function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, ROOT)));
}

/** The lines of a text of the repository, without comments. */
export function linesOf(path: string): string[] {
  return readFileSync(new URL(path, ROOT), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

/** Sections `[name]` of `key: value` lines; a key that comes again is kept in order. */
export function sectionsOf(path: string): Map<string, [string, string][]> {
  const sections = new Map<string, [string, string][]>();
  let current: [string, string][] = [];
  for (const line of linesOf(path)) {
    const name = /^\[(.+)\]$/.exec(line)?.[1];
    if (name !== undefined) {
      current = [];
      sections.set(name, current);
      continue;
    }
    const colon = line.indexOf(": ");
    if (colon > 0) current.push([line.slice(0, colon), line.slice(colon + 2)]);
  }
  return sections;
}
