/** The golden vectors of the register: every kind of act, every ground, the words, a submission and a bundle. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { concat, encodeUtf8, fromBase64, fromHex, same, toHex } from "../src/bytes.ts";
import { keyId } from "../src/authority.ts";
import { decode } from "../src/cbor.ts";
import { publicKey, verify } from "../src/ed25519.ts";
import { commit, digest, leafHash } from "../src/hash.ts";
import { idText } from "../src/id.ts";
import { Names } from "../src/names.ts";
import { disclosureOf, parseRecord } from "../src/record.ts";
import { Refusal } from "../src/refusal.ts";
import { ACT_NUMBERS, lineOf } from "../src/said.ts";
import { read, ruleOf } from "../src/schema.ts";
import { isSignedBy, parsePayload, parseStatement } from "../src/statement.ts";
import { at, bytes as asBytes, list } from "../src/values.ts";
import { verifyBundle } from "../src/bundle.ts";
import { vocabularies, wordCount } from "../src/vocabulary.ts";
import { encodeDisclosure } from "../src/write.ts";
import { parseCatalogue, plain } from "../src/catalogue.ts";
import { bytesOf, linesOf, sectionsOf } from "./vectors.ts";
import english from "../page/words/en.ftl";

const REGISTER = "testdata/vectors/register";
const WORDS = parseCatalogue(english);
const hex = (text: string | undefined): Uint8Array => fromHex(text ?? "x") as Uint8Array;
// The public keys of the two seeds that the vectors are signed with.
const KEYS = ["8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c", "ca93ac1705187071d67b83c7ff0efe8108e8ec4530575d7726879333dbdabe7c"].map((text) => publicKey(hex(text)));

test("every statement of the vectors is read, is signed, and carries the digests of its disclosures", () => {
  const seen = new Set<number>();
  for (const [name, lines] of sectionsOf(`${REGISTER}/statements.txt`)) {
    const one = new Map(lines);
    const statement = parseStatement(hex(one.get("statement")));
    const key = KEYS.find((known) => known !== undefined && same(keyId(known.bytes), statement.key));
    assert.ok(key !== undefined, name);
    assert.equal(idText("key", statement.key), one.get("key"), name);
    assert.ok(isSignedBy(statement, key), name);
    assert.equal(toHex(statement.digest), one.get("payload-digest"), name);
    assert.equal(toHex(statement.payloadBytes), one.get("payload"), name);
    const payload = parsePayload(statement.payloadBytes);
    seen.add(payload.act.number);
    const carried = new Set(payload.sealed.map(toHex));
    for (const [field, value] of lines) {
      if (field !== "disclosure") continue;
      const [, named, bytes] = value.split(" ");
      const disclosure = read("disclosure", hex(bytes)).value;
      assert.equal(toHex(encodeDisclosure(disclosure)), bytes, name);
      assert.equal(toHex(disclosureOf(disclosure, hex(bytes)).digest), named, name);
      assert.ok(carried.has(named as string), `${name} carries ${named}`);
    }
  }
  assert.deepEqual([...seen].sort((a, b) => a - b), [...ACT_NUMBERS].sort((a, b) => a - b), "the vectors have every act, and each has its line");
});

test("a statement with a bit changed is not read or not signed", () => {
  const [, lines] = [...sectionsOf(`${REGISTER}/statements.txt`)][11] as [string, [string, string][]];
  const bytes = hex(new Map(lines).get("statement"));
  for (let bit = 0; bit < bytes.length * 8; bit += 37) {
    const changed = Uint8Array.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    let holds = false;
    try {
      const statement = parseStatement(changed);
      // Only the key's name may be another and the bytes still be a statement; it is then another key's.
      holds = KEYS.some((key) => key !== undefined && same(keyId(key.bytes), statement.key) && isSignedBy(statement, key));
    } catch {
      holds = false;
    }
    assert.ok(!holds, `bit ${bit}`);
  }
});

test("every envelope of the vectors is read and commits as it says", () => {
  for (const [name, lines] of sectionsOf(`${REGISTER}/envelopes.txt`)) {
    const one = new Map(lines);
    const envelope = hex(one.get("envelope"));
    const opening = new Uint8Array(32).fill(0x0e);
    const record = parseRecord(7n, envelope, []);
    assert.doesNotThrow(() => plain(WORDS, lineOf(record, new Names([record]))), name);
    const commitment = commit(opening, envelope);
    assert.equal(toHex(commitment), one.get("commitment"), name);
    assert.equal(toHex(leafHash(commitment)), one.get("leaf-hash"), name);
  }
});

test("the description and the vectors have the same words", () => {
  for (const name of vocabularies()) {
    const rule = ruleOf(name);
    assert.ok(rule?.is === "integer", `the description has no vocabulary ${name}`);
    assert.deepEqual([rule.low, rule.high], [0n, BigInt(wordCount(name) - 1)], name);
  }
});

test("the submission of the vectors is read", () => {
  const bytes = hex(linesOf(`${REGISTER}/nil.submission.txt`).join(""));
  const [statement, disclosures] = list(read("submission", bytes).value);
  const payload = parsePayload(parseStatement(asBytes(statement)).payloadBytes);
  const digests = list(disclosures).map((one) => toHex(digest(encodeDisclosure(one))));
  assert.ok(digests.length > 0 && digests.every((one) => payload.sealed.map(toHex).includes(one)));
});

const bundle = (): Uint8Array => hex(linesOf(`${REGISTER}/small.bundle.txt`).join(""));

test("the bundle of the vectors verifies, pinned or not", () => {
  const loose = verifyBundle(bundle(), { genesis: undefined, policy: undefined });
  assert.equal(loose.records.length, 5);
  assert.equal(loose.checkpoint.size, 6n);
  assert.ok(!loose.genesisPinned);
  assert.ok(verifyBundle(bundle(), { genesis: loose.genesisDigest, policy: undefined }).genesisPinned);
  assert.throws(() => verifyBundle(bundle(), { genesis: new Uint8Array(32), policy: undefined }), (error: unknown) => error instanceof Refusal && error.code === "genesis");
});

test("a bit of the bundle cannot be changed", () => {
  const whole = bundle();
  const end = whole.length - 32;
  const codes = new Set<string>();
  for (let bit = 0; bit < end * 8; bit += 101) {
    const contents = Uint8Array.from(whole.subarray(0, end));
    contents[bit >> 3] = (contents[bit >> 3] as number) ^ (1 << (bit & 7));
    try {
      verifyBundle(concat(contents, digest(contents)), { genesis: undefined, policy: undefined });
      assert.fail(`bit ${bit} can be changed`);
    } catch (error) {
      assert.ok(error instanceof Refusal, `bit ${bit}: ${String(error)}`);
      codes.add(error.code);
    }
  }
  for (const code of ["not-a-bundle", "unreadable", "checkpoint", "not-included", "log-signature", "genesis", "chain-gap", "disclosure"]) assert.ok(codes.has(code), `${code} among ${[...codes].join(" ")}`);
  assert.throws(() => verifyBundle(whole.subarray(0, whole.length - 1), { genesis: undefined, policy: undefined }), (error: unknown) => error instanceof Refusal && error.code === "damaged");
});

test("a signed HTTP request of the vectors is signed", () => {
  const lines = new Map(linesOf("testdata/vectors/http/signed-request.txt").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)] as const));
  const key = publicKey(hex(lines.get("public")));
  const signature = /^truceline=:(.+):$/.exec(lines.get("signature") ?? "")?.[1];
  assert.ok(key !== undefined && signature !== undefined);
  const base = encodeUtf8((lines.get("base") ?? "").replaceAll("\\n", "\n"));
  assert.ok(verify(key, base, fromBase64(signature) as Uint8Array));
});

test("golden bytes decode to items that the description matches and nothing else does", () => {
  const payload = bundle();
  assert.throws(() => decode(payload));
  assert.throws(() => read("payload", Uint8Array.of(0xa0)));
  assert.equal(at([1n, [2n]], 1, 0), 2n);
  assert.ok(bytesOf(`${REGISTER}/words.txt`).length > 0);
});
