/** The golden vectors of the log, and the rules of docs/spec/log.md that they do not show. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { concat, encodeUtf8, fromBase64, toBase64, toHex, utf8 } from "../src/bytes.ts";
import { isSigned, parseFork } from "../src/fork.ts";
import { commit, digest, leafHash, nodeHash, pad } from "../src/hash.ts";
import { claims, keyText, Malformed, parseCheckpoint, parseKey, parseNote, verifyLine } from "../src/note.ts";
import { judge, parsePolicy, policyOf } from "../src/policy.ts";
import { isConsistent, isIncluded } from "../src/proof.ts";
import { parseReceipt } from "../src/receipt.ts";
import { Refusal } from "../src/refusal.ts";
import { verifyFile } from "../src/verify.ts";
import { bytesOf, linesOf } from "./vectors.ts";

const LOG = "testdata/vectors/log";
const refused = (code: string) => (error: unknown): boolean => error instanceof Refusal && error.code === code;

const commitments = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, n) => {
    const opening = new Uint8Array(32).fill(n);
    return n % 5 === 4 ? pad(opening) : commit(opening, encodeUtf8(`record ${n}`));
  });

/** RFC 6962, section 2.1, read off the page. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return digest();
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

test("commitments and leaves are those of the vectors", () => {
  const lines = linesOf(`${LOG}/commitments.txt`);
  const made = commitments(lines.length);
  for (const [n, line] of lines.entries()) {
    const [number, commitment, leaf] = line.split(" ");
    assert.equal(Number(number), n);
    assert.equal(toHex(made[n] as Uint8Array), commitment);
    assert.equal(toHex(leafHash(made[n] as Uint8Array)), leaf);
  }
});

test("roots are those of the vectors", () => {
  const leaves = commitments(600).map(leafHash);
  for (const line of linesOf(`${LOG}/roots.txt`)) {
    const [size, root] = line.split(" ");
    assert.equal(toHex(rootOf(leaves.slice(0, Number(size)))), root, `size ${size}`);
  }
});

test("the proofs of the vectors hold, and no other index, size, leaf or hash", () => {
  const leaves = commitments(600).map(leafHash);
  const at = (size: number): Uint8Array => rootOf(leaves.slice(0, size));
  const proofs: { head: string; path: Uint8Array[] }[] = [];
  for (const line of linesOf(`${LOG}/proofs.txt`)) {
    if (line.includes(" ")) proofs.push({ head: line, path: [] });
    else proofs.at(-1)?.path.push(fromBase64(line) as Uint8Array);
  }
  for (const { head, path } of proofs) {
    const [kind, one, other] = head.split(" ") as [string, string, string];
    const [from, to] = [Number(one), Number(other)];
    if (kind === "consistency") {
      assert.ok(isConsistent(BigInt(from), at(from), BigInt(to), at(to), path), head);
      if (from > 0) assert.ok(!isConsistent(BigInt(from), at(from + 1), BigInt(to), at(to), path), head);
      assert.ok(!isConsistent(BigInt(from), at(from), BigInt(to), at(to), [...path, at(1)]), head);
      continue;
    }
    const leaf = leaves[from] as Uint8Array;
    assert.ok(isIncluded(leaf, BigInt(from), BigInt(to), at(to), path), head);
    assert.ok(!isIncluded(leaves[from + 1] as Uint8Array, BigInt(from), BigInt(to), at(to), path), head);
    assert.ok(!isIncluded(leaf, BigInt(from) + 1n, BigInt(to), at(to), path), head);
    assert.ok(!isIncluded(leaf, BigInt(to), BigInt(to), at(to), path), head);
    assert.ok(!isIncluded(leaf, BigInt(from), BigInt(to), at(to), [...path, at(1)]), head);
    if (path.length > 0) assert.ok(!isIncluded(leaf, BigInt(from), BigInt(to), at(to), path.slice(1)), head);
  }
});

test("tiles hold the hashes of the tree", () => {
  const made = commitments(600);
  const hashes = (level: number): Uint8Array[] =>
    level === 0 ? made.map(leafHash) : Array.from({ length: Math.floor(made.length / 256) }, (_, n) => rootOf(made.slice(n * 256, n * 256 + 256).map(leafHash)));
  const lines = linesOf(`${LOG}/tiles.txt`);
  for (let n = 0; n < lines.length; n += 2) {
    const [, level, number, count] = /^tile\/(\w+)\/(\d+)(?:\.p\/(\d+))?$/.exec(lines[n] as string) ?? [];
    const [start, length] = [Number(number) * 256, Number(count ?? 256)];
    const expected = level === "entries" ? made.slice(start, start + length).map((one) => concat(Uint8Array.of(0, 32), one)) : hashes(Number(level)).slice(start, start + length);
    assert.equal(lines[n + 1], toHex(concat(...expected)), lines[n]);
  }
});

test("the policy believes its log and its witness, and the checkpoint of the vectors", () => {
  const policy = parsePolicy(bytesOf(`${LOG}/verifier.policy`));
  const cosigned = parseCheckpoint(bytesOf(`${LOG}/cosigned.checkpoint`));
  const verdict = judge(policy, cosigned);
  assert.equal(verdict.standing, "quorum");
  assert.deepEqual(verdict.cosigned.map(({ witness, keyName, time }) => [witness, keyName, time]), [["blue", "witness.example/blue", 1_700_000_000n]]);
  assert.throws(() => judge(policy, parseCheckpoint(bytesOf(`${LOG}/signed.checkpoint`))), refused("quorum"));
  const log = policy.logs[0];
  assert.ok(log !== undefined);
  assert.equal(judge(policyOf(log), parseCheckpoint(bytesOf(`${LOG}/empty.checkpoint`))).standing, "logged");
  assert.equal(keyText(parseKey(keyText(log))), keyText(log));
});

test("a changed checkpoint, a changed signature and another log are refused for their own reasons", () => {
  const policy = parsePolicy(bytesOf(`${LOG}/verifier.policy`));
  const text = utf8(bytesOf(`${LOG}/cosigned.checkpoint`)) as string;
  const parse = (changed: string) => parseCheckpoint(encodeUtf8(changed));
  assert.throws(() => judge(policy, parse(text.replace("\n7\n", "\n8\n"))), refused("log-signature"));
  const lines = text.split("\n");
  const flip = (line: string): string => `${line.slice(0, -8)}${line.at(-8) === "A" ? "B" : "A"}${line.slice(-7)}`;
  const cosignature = lines.map((line) => (line.startsWith("\u2014 witness") ? flip(line) : line)).join("\n");
  assert.throws(() => judge(policy, parse(cosignature)), refused("cosignature"));
  assert.throws(() => judge(policy, parse(text.replaceAll("register.example/kestrel", "register.example/other"))), refused("wrong-origin"));
});

test("notes of other implementations are read, and those keys that are known verify", () => {
  const note = parseNote(bytesOf(`${LOG}/foreign/sum.golang.org.note`));
  const key = parseKey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
  const [line] = note.lines;
  assert.ok(line !== undefined && claims(line, key));
  assert.notEqual(verifyLine(line, key, note.text), undefined);
  assert.equal(verifyLine(line, key, note.text.replace("1", "2")), undefined);
  // Six lines of a public log and its witnesses, in algorithms that are not ours among them.
  assert.equal(parseNote(bytesOf(`${LOG}/foreign/cosigned.checkpoint`)).lines.length, 6);
});

test("texts have one spelling", () => {
  const text = utf8(bytesOf(`${LOG}/signed.checkpoint`)) as string;
  const bad = [
    text.replace("\n7\n", "\n07\n"),
    text.replace("\n7\n", `\n${1n << 63n}\n`),
    text.replace("\n\n", "\nextension\n\n"),
    text.replace("=\n\n", "\n\n"),
    text.replace("vGqy", "v\u0085Gqy"),
    `${text}${text.split("\n\n")[1]}`,
    text.slice(0, -1),
    text.replace("\u2014 ", "- "),
    text.replace("\n\n", "\n"),
    text.replace(/\n7\n[^\n]+/, "\n0\nPIngUpsbz0utXwFWqEkXas4AR0Ofp+OFxISDrFQc/uo="),
  ];
  for (const changed of bad) assert.throws(() => parseCheckpoint(encodeUtf8(changed)), Malformed, changed);
  assert.equal(fromBase64("AB=="), undefined);
  assert.equal(fromBase64("AA==") === undefined, false);
  assert.equal(toBase64(fromBase64("+/8=") as Uint8Array), "+/8=");
});

test("the receipt of the vectors holds for its leaf, and a receipt without its record says that it has none", () => {
  const receipt = parseReceipt(bytesOf(`${LOG}/cosigned.tlog-proof`));
  const leaf = leafHash(commitments(7)[5] as Uint8Array);
  assert.ok(isIncluded(leaf, receipt.index, receipt.checkpoint.size, receipt.checkpoint.root, receipt.path));
  assert.equal(utf8(receipt.extra), "ntf_0001");
  const policy = parsePolicy(bytesOf(`${LOG}/verifier.policy`));
  assert.throws(() => verifyFile(bytesOf(`${LOG}/cosigned.tlog-proof`), { card: undefined, policy }), /does not carry its record/);
});

test("the three kinds of fork evidence convict the log's key, and a changed one convicts nobody", () => {
  const { logs } = parsePolicy(bytesOf(`${LOG}/verifier.policy`));
  const grounds = { "fork-evidence.txt": "one-size", "fork-beginning.txt": "beginning", "fork-entry.txt": "entry" };
  for (const [name, ground] of Object.entries(grounds)) {
    const bytes = bytesOf(`${LOG}/${name}`);
    const fork = parseFork(bytes);
    assert.equal(fork.grounds, ground);
    assert.ok(isSigned(fork, logs), name);
    const text = utf8(bytes) as string;
    const changed = text.replace(/(\n7\n.)(.)/, (_, before: string, letter: string) => before + (letter === "I" ? "J" : "I"));
    assert.ok(changed !== text);
    let convicts = true;
    try {
      convicts = isSigned(parseFork(encodeUtf8(changed)), logs);
    } catch (error) {
      assert.ok(error instanceof Malformed);
      convicts = false;
    }
    assert.ok(!convicts, name);
  }
});

test("what a witness is asked and keeps is made of checkpoints and proofs that hold", () => {
  const { logs } = parsePolicy(bytesOf(`${LOG}/verifier.policy`));
  const [log] = logs;
  assert.ok(log !== undefined);
  const request = utf8(bytesOf(`${LOG}/37-100.add-checkpoint`)) as string;
  const [head, ...note] = request.split("\n\n") as [string, ...string[]];
  const path = head.split("\n").slice(1).map((line) => fromBase64(line) as Uint8Array);
  const after = parseCheckpoint(encodeUtf8(note.join("\n\n")));
  const first = parseCheckpoint(encodeUtf8((utf8(bytesOf(`${LOG}/0-37.add-checkpoint`)) as string).replace("old 0\n\n", "")));
  assert.ok(isConsistent(37n, first.root, after.size, after.root, path));
  for (const checkpoint of [first, after]) assert.equal(judge(policyOf(log), checkpoint).standing, "logged");
  const state = (utf8(bytesOf(`${LOG}/witness-state.txt`)) as string).split("\n\n");
  const kept = parseCheckpoint(encodeUtf8(`${state[2]}\n\n${state[3]}`));
  assert.equal(toHex(kept.root), toHex(after.root));
});

test("policies are read line by line, and each fault is one", () => {
  const good = utf8(bytesOf(`${LOG}/verifier.policy`)) as string;
  const [log, witness] = good.split("\n") as [string, string];
  assert.equal(parsePolicy(encodeUtf8(`# who\n\n${good.replace("witness blue", " \twitness\tblue")}`)).witnesses.length, 1);
  const bad = [
    "",
    good.slice(0, -1),
    good.replace("quorum blue\n", ""),
    `${good}quorum none\n`,
    `${log}\n${log}\nquorum none\n`,
    `${log}\n${witness}\n${witness}\nquorum none\n`,
    `${log}\nquorum green\n`,
    `${log}\n${witness}\ngroup g 2 blue\nquorum g\n`,
    `${log}\n${witness}\ngroup g 0 blue\nquorum g\n`,
    `${log}\n${witness}\ngroup g all blue\ngroup h all blue\nquorum g\n`,
    log.replace("log ", "witness x "),
    `${log.replace("644d20eb", "644d20ec")}\nquorum none\n`,
    `${log}\u0001\nquorum none\n`,
    `${log}\nbelieve all\nquorum none\n`,
  ];
  for (const text of bad) assert.throws(() => parsePolicy(encodeUtf8(text)), Malformed, JSON.stringify(text));
});
