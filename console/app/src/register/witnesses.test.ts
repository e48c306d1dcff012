/** Witnesses' signatures: those of the golden checkpoint hold under its policy, bent ones do not, and strangers' are strangers'. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readCheckpoint } from './checkpoint.ts';
import { Malformed, OtherLogError, policyFor, witnessed, witnessesIn } from './witnesses.ts';

const read = (name: string): string => readFileSync(new URL(`../../../../testdata/vectors/log/${name}`, import.meta.url), 'utf8');
const note = read('cosigned.checkpoint');
const text = read('verifier.policy');
const log = /^log (\S+)/m.exec(text)?.[1] ?? '';
const bytes = (of: string): Uint8Array => new TextEncoder().encode(of);
const policy = policyFor(bytes(text), log);
const lines = note.split('\n\n')[1]?.trim().split('\n') ?? [];
const names = lines.map((line) => line.split(' ')[1]);

/** The note with a letter of a line's signature changed. */
function bent(line: number, from: number): string {
  const old = lines[line] ?? '';
  const at = old.length - from;
  return note.replace(old, `${old.slice(0, at)}${old[at] === 'A' ? 'B' : 'A'}${old.slice(at + 1)}`);
}

test('every signature of the golden checkpoint holds', () => {
  const found = witnessed(note, log, policy);
  assert.equal(found.isLogs, true);
  assert.equal(found.quorum, true);
  assert.equal(found.cosigned.length, lines.length - 1);
  assert.deepEqual(found.cosigned.map(({ stands }) => stands), found.cosigned.map(() => 'verified'));
  for (const { name, at } of found.cosigned) assert.ok(witnessesIn(policy).includes(name) && at !== undefined && at > 0);
  assert.equal(readCheckpoint(note).signatures, lines.length - 1);
});

test('a bent signature does not hold, and the others still do', () => {
  for (const [line] of lines.entries()) {
    if (names[line] === log.split('+')[0]) continue;
    // In the signature, and in the time that is signed with it.
    for (const from of [10, 94]) {
      const found = witnessed(bent(line, from), log, policy);
      const states = found.cosigned.map(({ stands }) => stands);
      assert.equal(states.filter((state) => state === 'fails').length, 1, `line ${line}, ${from}`);
      assert.equal(states.filter((state) => state === 'verified').length, lines.length - 2);
      assert.equal(found.lacking.length, witnessesIn(policy).length - (lines.length - 2));
      assert.equal(found.isLogs, true);
    }
  }
});

test('where the log’s own signature is bent, or the text, nothing under it counts', () => {
  const own = names.indexOf(log.split('+')[0] ?? '');
  const found = witnessed(bent(own, 10), log, policy);
  assert.equal(found.isLogs, false);
  assert.equal(found.quorum, undefined);
  const [, size = ''] = note.split('\n');
  const larger = witnessed(note.replace(`\n${size}\n`, `\n${Number(size) + 1}\n`), log, policy);
  assert.equal(larger.isLogs, false);
  assert.ok(larger.cosigned.every(({ stands }) => stands === 'fails'));
});

test('without a policy every witness is unknown, and one is as unknown that it does not name', () => {
  assert.ok(witnessed(note, log, undefined).cosigned.every(({ stands, at }) => stands === 'unknown' && at !== undefined));
  const alone = policyFor(bytes(`log ${log}\nquorum none\n`), log);
  const found = witnessed(note, log, alone);
  assert.ok(found.cosigned.every(({ stands }) => stands === 'unknown'));
  assert.deepEqual([found.quorum, found.lacking], [undefined, []]);
});

test('a policy of another log, or with another key of it, is not taken', () => {
  const other = /^witness \S+ (\S+)/m.exec(text)?.[1] ?? '';
  assert.throws(() => policyFor(bytes('quorum none\n'), log), OtherLogError);
  assert.throws(() => policyFor(bytes(text.replace(/^log .*\n/m, '')), log), OtherLogError);
  assert.throws(() => policyFor(bytes(`log ${other}\nquorum none\n`), log), Malformed);
  assert.throws(() => policyFor(bytes(text.trimEnd()), log), Malformed);
  assert.throws(() => policyFor(bytes('<html>'), log), Malformed);
});
