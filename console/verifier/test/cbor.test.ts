/** The one form of CBOR: what RFC 8949 section 4.2 leaves, and nothing else. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHex } from "../src/bytes.ts";
import { decode, NotDeterministic, Pairs, Tagged } from "../src/cbor.ts";
import { parse } from "../src/cddl.ts";
import { isSimple, isWithinReach, type Place } from "../src/rings.ts";

const hex = (text: string): Uint8Array => fromHex(text) as Uint8Array;

test("values in the one form are read", () => {
  const good: [string, unknown][] = [
    ["00", 0n], ["17", 23n], ["1818", 24n], ["190100", 256n], ["1a00010000", 65536n], ["1b0000000100000000", 1n << 32n],
    ["1bffffffffffffffff", (1n << 64n) - 1n], ["20", -1n], ["3bffffffffffffffff", -(1n << 64n)], ["f4", false], ["f5", true], ["f6", null],
    ["6161", "a"], ["63efbbbf", "\ufeff"], ["80", []], ["820102", [1n, 2n]],
  ];
  for (const [bytes, value] of good) assert.deepEqual(decode(hex(bytes)), value, bytes);
  assert.deepEqual(decode(hex("420102")), Uint8Array.of(1, 2));
  assert.deepEqual(decode(hex("d280")), new Tagged(18n, []));
  assert.deepEqual(decode(hex("a2012002f5")), new Pairs([[1n, -1n], [2n, true]]));
});

test("every other spelling is refused", () => {
  const bad = [
    "", "1800", "1817", "190001", "1900ff", "1a0000ffff", "1b00000000ffffffff", "1c", "1f", "3800", "5801", "5801ff00", "5f4101ff", "7f6161ff",
    "61ff", "62c080", "9f01ff", "bf0102ff", "a10102" + "00", "a2020101" + "02", "a20101" + "0102", "a2200101" + "02", "f7", "f0", "f8ff", "f90000", "fa00000000",
    "fb0000000000000000", "82", "8201", "5b0000000100000000", "9b0000000100000000", "d8", "d812", "d81280", "0000", "81".repeat(40) + "00",
  ];
  for (const bytes of bad) assert.throws(() => decode(hex(bytes)), NotDeterministic, bytes);
});

test("the description is read whole, and a rule that stands twice or nowhere is a fault", () => {
  assert.throws(() => parse("a = 1 a = 2"), /twice/);
  assert.throws(() => parse("a = b"), /does not say/);
  assert.deepEqual(parse("a = [2*3 uint .size 2, ? b] b = { ? 1 => 0..5 / null }").get("b"), {
    is: "map",
    fields: [{ key: 1n, optional: true, type: { is: "choice", of: [{ is: "integer", low: 0n, high: 5n }, { is: "null" }] } }],
  });
});

const at = (latitude: number, longitude: number): Place => ({ latitude: Math.round(latitude * 1e7), longitude: Math.round(longitude * 1e7) });

test("rings are simple or not", () => {
  const square = [at(36, 36), at(36, 37), at(37, 37), at(37, 36)];
  const hole = [at(36.2, 36.2), at(36.2, 36.4), at(36.4, 36.4)];
  assert.ok(isSimple([square]));
  assert.ok(isSimple([square, hole]));
  assert.ok(isSimple([[at(-1, 179), at(-1, -179), at(1, -179), at(1, 179)]]), "across the antimeridian");
  assert.ok(isSimple([[at(80, 0), at(80, 120), at(80, -120)]]), "round a pole");
  assert.ok(isSimple([[at(0, 0), at(0, 30), at(25, 15)]]), "with long edges");
  const bad: Place[][][] = [
    [[square[0], square[2], square[1], square[3]] as Place[]],
    [square.slice(0, 2)],
    [[at(36, 36), at(37, 36), at(36.5, 36)]],
    [[...square, square[0] as Place]],
    [[at(36, 36), at(36, 37), at(36.5, 36.5), at(37, 37), at(37, 36), at(36.5, 36.5)]],
    [square, [at(38, 36.2), at(38, 36.4), at(38.2, 36.4)]],
    [square, hole, [at(36.25, 36.3), at(36.25, 36.35), at(36.27, 36.35)]],
    [square, [at(36.2, 36.2), at(36.2, 37.4), at(36.4, 36.4)]],
    [[at(0, 0), at(0, 60), at(30, 30)]],
  ];
  for (const rings of bad) assert.ok(!isSimple(rings), JSON.stringify(rings));
  assert.ok(isWithinReach([at(0, 0), at(0, 44.9)], false));
  assert.ok(!isWithinReach([at(0, 0), at(0, 45)], false));
});
