/**
 * Witnesses' signatures under a public checkpoint, each verified by the independent verifier (C2SP tlog-cosignature) under
 * the keys of the policy that this browser was given. The register is not asked whom to believe: it could name witnesses
 * of its own making.
 */

import { claims, judge, Malformed, parseCheckpoint, parseKey, parsePolicy, toHex, verifyLine, type Line, type Policy } from '@truceline/verifier/checkpoint';

/** Verified under a key of the policy; claims to be by one and is not; by nobody whom the policy names. */
export type Stands = 'verified' | 'fails' | 'unknown';

export interface Cosigned {
  /** The policy's name for it; the name of its key where the policy has none. */
  name: string;
  /** Which key, by the four bytes that tell keys of one name apart. */
  key: string;
  /** When it was signed, by the witness's clock; of one that does not verify, what it claims. */
  at: number | undefined;
  stands: Stands;
}

export interface Witnessed {
  size: number;
  /** Whether the log's own signature holds: without it none of the others says anything. */
  isLogs: boolean;
  cosigned: Cosigned[];
  /** Witnesses of the policy that have not signed, or whose signature does not hold. */
  lacking: string[];
  /** Whether as many have signed as the policy asks for; nothing where it asks for none. */
  quorum: boolean | undefined;
}

/** The policy is about other logs. */
export class OtherLogError extends Error {}

export { Malformed };

/**
 * Reads a policy for this register.
 *
 * @throws {Malformed} it is none.
 * @throws {OtherLogError} it does not name this register's log with its key.
 */
export function policyFor(bytes: Uint8Array, logKey: string): Policy {
  const policy = parsePolicy(bytes);
  const log = parseKey(logKey);
  if (!policy.logs.some(({ name, key }) => name === log.name && toHex(key.bytes) === toHex(log.key.bytes))) throw new OtherLogError(log.name);
  return policy;
}

/** The names of the witnesses whom a policy names. */
export function witnessesIn(policy: Policy): string[] {
  return policy.witnesses.map(({ name }) => name);
}

/** What stands under a public checkpoint. */
export function witnessed(note: string, logKey: string, policy: Policy | undefined): Witnessed {
  const checkpoint = parseCheckpoint(new TextEncoder().encode(note));
  const log = parseKey(logKey);
  const own = checkpoint.lines.filter((line) => claims(line, log));
  const isLogs = checkpoint.origin === log.name && own.some((line) => verifyLine(line, log, checkpoint.text) !== undefined);
  const cosigned = checkpoint.lines.filter((line) => !own.includes(line)).map((line) => stands(line, checkpoint.text, policy));
  const held = new Set(cosigned.filter((one) => one.stands === 'verified').map(({ name }) => name));
  return {
    size: Number(checkpoint.size),
    isLogs,
    cosigned,
    lacking: policy ? witnessesIn(policy).filter((name) => !held.has(name)) : [],
    quorum: policy?.quorum && isLogs ? reached(policy, { ...checkpoint, lines: [...own, ...checkpoint.lines.filter((line) => by(line, checkpoint.text, policy) !== undefined)] }) : undefined,
  };
}

/** The witness of the policy under whose key a line verifies. */
function by(line: Line, text: string, policy: Policy): { name: string; at: number } | undefined {
  for (const { name, key } of policy.witnesses) {
    const time = claims(line, key) ? verifyLine(line, key, text)?.time : undefined;
    if (time !== undefined) return { name, at: Number(time) * 1_000 };
  }
  return undefined;
}

function stands(line: Line, text: string, policy: Policy | undefined): Cosigned {
  const key = toHex(line.id);
  const verified = policy && by(line, text, policy);
  if (verified) return { name: verified.name, key, at: verified.at, stands: 'verified' };
  const claimed = policy?.witnesses.find((witness) => claims(line, witness.key));
  return { name: claimed?.name ?? line.name, key, at: claimedTime(line), stands: claimed ? 'fails' : 'unknown' };
}

/** A cosignature begins with its time, and has 64 bytes behind it. */
function claimedTime({ signature }: Line): number | undefined {
  if (signature.length !== 72) return undefined;
  const seconds = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return seconds <= BigInt(Number.MAX_SAFE_INTEGER) / 1_000n ? Number(seconds) * 1_000 : undefined;
}

function reached(policy: Policy, checkpoint: Parameters<typeof judge>[1]): boolean {
  try {
    return judge(policy, checkpoint).standing === 'quorum';
  } catch {
    return false;
  }
}
