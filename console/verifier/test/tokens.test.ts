/** The design tokens keep their promise: text 4.5:1, borders of controls and focus 3:1, in light, dark and print. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ROOT } from "./vectors.ts";

const CSS = readFileSync(new URL("console/tokens.css", ROOT), "utf8");
const TONES = ["accent", "overlap", "none-known", "unknown", "stop", "stale", "contested", "relayed", "holds", "fails", "past"];

type Scheme = ReadonlyMap<string, string>;

function block(from: string): Scheme {
  const start = CSS.indexOf("{", CSS.indexOf(from));
  const inner = from.startsWith("@media") ? CSS.indexOf("{", start + 1) : start;
  const text = CSS.slice(inner, CSS.indexOf("}", inner));
  return new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1] as string, match[2] as string]));
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((place) => {
    const part = Number.parseInt(colour.slice(place, place + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const LIGHT = block(":root {");
const SCHEMES: [string, Scheme][] = [
  ["light", LIGHT],
  ["dark by the system", new Map([...LIGHT, ...block("@media (prefers-color-scheme: dark)")])],
  ["dark by choice", new Map([...LIGHT, ...block(':root[data-theme="dark"]')])],
  ["print", new Map([...LIGHT, ...block("@media print")])],
];

test("the two ways to dark are one", () => {
  assert.deepEqual(block("@media (prefers-color-scheme: dark)"), block(':root[data-theme="dark"]'));
});

test("contrast holds in every scheme", () => {
  for (const [scheme, colours] of SCHEMES) {
    const expect = (one: string, other: string, least: number): void => {
      const found = contrast(colours.get(one) as string, colours.get(other) as string);
      assert.ok(found >= least, `${scheme}: ${one} upon ${other} has ${found.toFixed(2)}, not ${least}`);
    };
    for (const ground of ["paper", "surface", "sunk"]) {
      for (const text of ["ink", "ink-soft", "ink-faint"]) expect(text, ground, 4.5);
      expect("line-strong", ground, 3);
      expect("focus", ground, 3);
      for (const tone of TONES) expect(`${tone}-text`, ground, 4.5);
    }
    for (const tone of TONES) {
      expect(`${tone}-ink`, tone, 4.5);
      expect(`${tone}-text`, `${tone}-soft`, 4.5);
      expect(tone, "surface", 3);
    }
  }
});
