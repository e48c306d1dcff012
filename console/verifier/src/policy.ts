/**
 * Whom to believe: logs, witnesses, groups and a quorum, in a file (C2SP tlog-policy, narrowed as docs/spec/log.md says),
 * and what a policy makes of a signed checkpoint.
 */

import { number, same, utf8 } from "./bytes.ts";
import { type Checkpoint, claims, type Line, Malformed, parseKey, type VerifierKey, verifyLines } from "./note.ts";
import { Refusal } from "./refusal.ts";

const MAX_POLICY_BYTES = 128 * 1024;
const MOST = 48;
const WORDS = /[ \t]+/;

/** A witness under the policy's own name for it. */
interface Witness {
  readonly name: string;
  readonly key: VerifierKey;
}

/** A witness, or a group that has witnessed when enough of its members have. */
type Member = { readonly witness: number } | { readonly threshold: number; readonly members: readonly Member[] };

/** A policy. */
export interface Policy {
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly Witness[];
  /** Nothing where no witness is asked for. */
  readonly quorum: Member | undefined;
}

/** What a policy makes of a checkpoint that its log signed. */
export interface Verdict {
  readonly log: VerifierKey;
  readonly cosigned: readonly { readonly witness: string; readonly keyName: string; readonly time: bigint }[];
  /** Witnesses of the quorum that did not cosign. */
  readonly missing: readonly string[];
  /** `logged`, `cosigned K of N` or `quorum`. */
  readonly standing: string;
  /** Lines by keys that the policy does not name; they were not checked. */
  readonly unchecked: readonly Line[];
}

/** The policy that believes one log alone. */
export function policyOf(log: VerifierKey): Policy {
  if (log.algorithm !== "ed25519") throw new Malformed("a log's key is no cosigner's");
  return { logs: [log], witnesses: [], quorum: undefined };
}

/** Reads a policy file. */
export function parsePolicy(bytes: Uint8Array): Policy {
  if (bytes.length > MAX_POLICY_BYTES) throw new Malformed("a policy has at most 128 KiB");
  const text = utf8(bytes);
  // Of the control characters those of ASCII; a stranger one can only stand in a comment or an address.
  if (text === undefined || [...text].some((c) => (c < " " || c === "\x7f") && c !== "\n" && c !== "\t")) throw new Malformed("a policy is UTF-8 text without control characters");
  if (text === "") throw new Malformed("the policy has no quorum line");
  if (!text.endsWith("\n")) throw new Malformed("the last line of the policy has no end: it may be cut short");
  const reader = new Reader();
  text.slice(0, -1).split("\n").forEach((line, place) => {
    try {
      reader.line(line.split(WORDS).filter((word) => word !== ""));
    } catch (error) {
      throw error instanceof Malformed ? new Malformed(`policy line ${place + 1}: ${error.message}`) : error;
    }
  });
  return reader.policy();
}

class Reader {
  private readonly logs: VerifierKey[] = [];
  private readonly witnesses: Witness[] = [];
  private groups = 0;
  private quorum: Member | "none" | undefined;
  private readonly names = new Map<string, Member>();
  private readonly members = new Set<string>();

  line(words: readonly string[]): void {
    const [keyword, ...rest] = words;
    if (keyword === undefined || keyword.startsWith("#")) return;
    switch (keyword) {
      case "log":
        return this.log(rest);
      case "witness":
        return this.witness(rest);
      case "group":
        return this.group(rest);
      case "quorum":
        return this.ask(rest);
      default:
        throw new Malformed("expected log, witness, group or quorum");
    }
  }

  policy(): Policy {
    if (this.quorum === undefined) throw new Malformed("the policy has no quorum line");
    return { logs: this.logs, witnesses: this.witnesses, quorum: this.quorum === "none" ? undefined : this.quorum };
  }

  private log(words: readonly string[]): void {
    const [key] = words;
    if (key === undefined || words.length > 2) throw new Malformed("expected: log VKEY [URL]");
    this.logs.push(this.key(key, "ed25519"));
    within(this.logs.length);
  }

  private witness(words: readonly string[]): void {
    const [name, text] = words;
    if (name === undefined || text === undefined || words.length > 3) throw new Malformed("expected: witness NAME VKEY [URL]");
    const key = this.key(text, "cosignature");
    this.define(name, { witness: this.witnesses.length });
    this.witnesses.push({ name, key });
    within(this.witnesses.length);
  }

  private group(words: readonly string[]): void {
    const [name, asked, ...names] = words;
    if (name === undefined || asked === undefined || names.length === 0) throw new Malformed("expected: group NAME all|any|NUMBER MEMBER...");
    const threshold = asked === "any" ? 1 : asked === "all" ? names.length : Number(number(asked) ?? 0n);
    if (threshold < 1 || threshold > names.length) throw new Malformed("the threshold is any, all, or a number from 1 to the number of members");
    const members = names.map((member) => {
      const found = this.defined(member);
      if (this.members.has(member)) throw new Malformed("a member is in a group already");
      this.members.add(member);
      return found;
    });
    this.define(name, { threshold, members });
    this.groups += 1;
    within(this.groups);
  }

  private ask(words: readonly string[]): void {
    const [name] = words;
    if (name === undefined || words.length > 1) throw new Malformed("expected: quorum NAME, or quorum none");
    if (this.quorum !== undefined) throw new Malformed("there is a quorum line already");
    this.quorum = name === "none" ? "none" : this.defined(name);
  }

  private key(text: string, algorithm: VerifierKey["algorithm"]): VerifierKey {
    const key = parseKey(text);
    if (key.algorithm !== algorithm) throw new Malformed("a log's key has algorithm 0x01, a witness's 0x04");
    const known = [...this.logs, ...this.witnesses.map((witness) => witness.key)];
    if (known.some((other) => same(other.key.bytes, key.key.bytes))) throw new Malformed("the key stands on an earlier line already");
    return key;
  }

  private define(name: string, member: Member): void {
    if (name === "none" || this.names.has(name)) throw new Malformed("the name is taken");
    this.names.set(name, member);
  }

  private defined(name: string): Member {
    const member = this.names.get(name);
    if (member === undefined) throw new Malformed("a name that no earlier line defines");
    return member;
  }
}

function within(count: number): void {
  if (count > MOST) throw new Malformed("a policy has at most 48 logs, 48 witnesses and 48 groups");
}

/** Judges a checkpoint: its log, its signatures, its quorum. */
export function judge(policy: Policy, checkpoint: Checkpoint): Verdict {
  const own = policy.logs.filter((key) => key.name === checkpoint.origin);
  if (own.length === 0) throw new Refusal("wrong-origin", `the checkpoint is of ${checkpoint.origin}, which is no log that you believe`);
  const byLog = verifyLines(checkpoint, own);
  if (typeof byLog === "string") throw new Refusal("log-signature", `the log's signature: ${byLog}`);
  const witnessKeys = policy.witnesses.map((witness) => witness.key);
  const isWitness = (line: Line): boolean => witnessKeys.some((key) => claims(line, key));
  const byWitnesses = byLog.unchecked.some(isWitness) ? verifyLines(checkpoint, witnessKeys) : { signed: [] };
  if (typeof byWitnesses === "string") throw new Refusal("cosignature", `a cosignature: ${byWitnesses}`);
  const times = policy.witnesses.map(({ key }) => latest(byWitnesses.signed.filter((signed) => signed.key === key)));
  const reached = policy.quorum === undefined || hasWitnessed(policy.quorum, times);
  const asked = policy.quorum === undefined ? new Set<number>() : below(policy.quorum);
  const missing = policy.witnesses.filter((_, place) => asked.has(place) && times[place] === undefined).map((witness) => witness.name);
  if (!reached) throw new Refusal("quorum", `too few witnesses have cosigned; missing among: ${missing.join(", ")}`);
  const cosigned = policy.witnesses.flatMap((witness, place) => {
    const time = times[place];
    return time === undefined ? [] : [{ witness: witness.name, keyName: witness.key.name, time }];
  });
  const partly = cosigned.length === 0 ? "logged" : `cosigned ${cosigned.length} of ${policy.witnesses.length}`;
  return {
    log: (byLog.signed[0] as { key: VerifierKey }).key,
    cosigned,
    missing,
    standing: policy.quorum === undefined ? partly : "quorum",
    unchecked: byLog.unchecked.filter((line) => !isWitness(line)),
  };
}

function latest(signed: readonly { readonly time: bigint | undefined }[]): bigint | undefined {
  return signed.reduce<bigint | undefined>((last, { time }) => (time !== undefined && (last === undefined || time > last) ? time : last), undefined);
}

function hasWitnessed(member: Member, times: readonly (bigint | undefined)[]): boolean {
  if ("witness" in member) return times[member.witness] !== undefined;
  return member.members.filter((inner) => hasWitnessed(inner, times)).length >= member.threshold;
}

function below(member: Member): Set<number> {
  if ("witness" in member) return new Set([member.witness]);
  return new Set(member.members.flatMap((inner) => [...below(inner)]));
}
