/**
 * The verifier on a command line: `verify FILE [--card FILE] [--policy FILE] [--other-checkpoint FILE] [--unpinned] [--json]`.
 * Exit codes as of `truceline verify`: 0 it verifies, 2 the command is wrong, 5 it does not verify.
 *
 * `batch` reads lines of JSON, `{file, card, policy}`, and answers each with a line; so it is held against the register's own verifier.
 */

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseCatalogue } from "./catalogue.ts";
import english from "../page/words/en.ftl";
import { CannotSay, Refusal } from "./refusal.ts";
import { linesOf, textOf } from "./text.ts";
import { believe, compare, logKeys, type Result, verifyFile } from "./verify.ts";
import { idText } from "./id.ts";

const WORDS = parseCatalogue(english);

interface Flags {
  readonly file: string;
  readonly card: string | undefined;
  readonly policy: string | undefined;
  readonly other: string | undefined;
  readonly unpinned: boolean;
  readonly json: boolean;
}

function flagsOf(given: readonly string[]): Flags | undefined {
  const values = new Map<string, string>();
  const files: string[] = [];
  const rest = [...given];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--json" || word === "--unpinned") values.set(word, "");
    else if (word.startsWith("--")) {
      const value = rest.shift();
      if (!["--card", "--policy", "--other-checkpoint"].includes(word) || value === undefined) return undefined;
      values.set(word, value);
    } else files.push(word);
  }
  const [file] = files;
  if (file === undefined || files.length > 1) return undefined;
  return { file, card: values.get("--card"), policy: values.get("--policy"), other: values.get("--other-checkpoint"), unpinned: values.has("--unpinned"), json: values.has("--json") };
}

function read(path: string | undefined): Uint8Array | undefined {
  return path === undefined ? undefined : new Uint8Array(readFileSync(path));
}

/** An answer for machines. */
interface Answer {
  readonly verdict: "verified" | "consistent" | "does-not-verify" | "cannot-say";
  readonly code?: string;
  readonly index?: string;
  readonly what?: string;
  readonly [more: string]: unknown;
}

function answerOf(result: Result): Answer {
  switch (result.is) {
    case "bundle": {
      const { verified } = result;
      return {
        verdict: verified.genesisPinned || verified.policyPinned ? "verified" : "consistent",
        size: String(verified.checkpoint.size),
        standing: verified.verdict.standing,
        records: linesOf(verified.records, WORDS),
        since_revoked: verified.sinceRevoked.map(({ index }) => String(index)),
        left_out: verified.leftOut.map(({ index, count }) => `${index} ${count}`),
        files: verified.files.map((file) => `${idText("evd", file.id)} ${file.bytes}`),
      };
    }
    case "receipt":
      return { verdict: "verified", size: String(result.receipt.checkpoint.size), standing: result.verdict.standing, records: linesOf([result.record], WORDS) };
    case "checkpoint":
      return { verdict: "verified", size: String(result.checkpoint.size), standing: result.verdict.standing };
    case "fork":
      return { verdict: "does-not-verify", code: "fork", what: `the log ${result.fork.first.origin} has signed two histories` };
  }
}

function failure(error: unknown): Answer {
  if (error instanceof Refusal) {
    return { verdict: "does-not-verify", code: error.code, ...(error.index === undefined ? {} : { index: String(error.index) }), what: error.message };
  }
  if (error instanceof CannotSay) return { verdict: "cannot-say", code: error.code, what: error.message };
  throw error;
}

function verifyOne(given: readonly string[]): number {
  const flags = flagsOf(given);
  if (flags === undefined) {
    process.stderr.write("verify FILE [--card FILE] [--policy FILE] [--other-checkpoint FILE] [--unpinned] [--json]\n");
    return 2;
  }
  try {
    const belief = believe(read(flags.card), read(flags.policy));
    const result = verifyFile(read(flags.file) as Uint8Array, belief);
    const own = result.is === "bundle" ? result.verified.checkpoint : result.is === "receipt" ? result.receipt.checkpoint : result.is === "checkpoint" ? result.checkpoint : undefined;
    const other = read(flags.other);
    const fork = own !== undefined && other !== undefined ? compare(own, other, logKeys(belief, result)) : undefined;
    const shown: Result = fork === undefined ? result : { is: "fork", fork };
    const answer = answerOf(shown);
    process.stdout.write(flags.json ? `${JSON.stringify(answer, undefined, 2)}\n` : textOf(shown, WORDS));
    return answer.verdict === "verified" || (answer.verdict === "consistent" && flags.unpinned) ? 0 : 5;
  } catch (error) {
    const answer = failure(error);
    const words = answer.verdict === "cannot-say" ? "CANNOT SAY" : "DOES NOT VERIFY";
    process.stdout.write(flags.json ? `${JSON.stringify(answer, undefined, 2)}\n` : `${words} (${answer.code}): ${answer.what}\n`);
    return answer.verdict === "cannot-say" ? 2 : 5;
  }
}

async function batch(): Promise<number> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { file, card, policy } = JSON.parse(line) as { file: string; card?: string; policy?: string };
    let answer: Answer;
    try {
      answer = answerOf(verifyFile(read(file) as Uint8Array, believe(read(card), read(policy))));
    } catch (error) {
      answer = failure(error);
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  return 0;
}

const [command, ...rest] = process.argv.slice(2);
process.exitCode = command === "batch" ? await batch() : command === "verify" ? verifyOne(rest) : verifyOne([]);
