/** Evidence bundles: reading one, and judging it by the table of docs/spec/bundle.md, in its order. The first failure is the answer. */

import { Authority, ACT, type Genesis, genesisOf, judgeGenesis } from "./authority.ts";
import { encodeUtf8, order, same, toHex, utf8 } from "./bytes.ts";
import { decode, type Item, Pairs } from "./cbor.ts";
import { checkChain, type WholeChain } from "./chain.ts";
import { publicKey } from "./ed25519.ts";
import { type Found, filesAmong } from "./files.ts";
import { commit, digest, leafHash, pad } from "./hash.ts";
import { type Checkpoint, isKeyName, Malformed, named, parseCheckpoint, type VerifierKey } from "./note.ts";
import { judge, type Policy, policyOf, type Verdict } from "./policy.ts";
import { isIncluded, MAX_PROOF_HASHES } from "./proof.ts";
import { type Disclosure, disclosureOf, FLAG, GROUND, parseRecord, type Record, sameSigner } from "./record.ts";
import { Refusal } from "./refusal.ts";
import { readItem, type Value } from "./schema.ts";
import { isSignedBy, type Payload, type Statement } from "./statement.ts";
import { at, bytes as asBytes, integer, kind, list, text } from "./values.ts";
import { encodeDisclosure } from "./write.ts";

const MAGIC = "truceline-bundle";
const MAX_BUNDLE_BYTES = 512 * 1024 * 1024;
const MAX_ENTRIES = 1_000_000;

/** What the verifier believes beforehand, from another source than the bundle. */
export interface Pins {
  /** Digest of the genesis statement. */
  readonly genesis: Uint8Array | undefined;
  /** Log key, witnesses and quorum. Without it the log key is the bundle's own, and the result says so. */
  readonly policy: Policy | undefined;
}

/** What a bundle proves, and what it leaves open. */
export interface Verified {
  readonly genesis: Genesis;
  readonly genesisDigest: Uint8Array;
  readonly genesisPinned: boolean;
  readonly policyPinned: boolean;
  readonly verdict: Verdict;
  readonly checkpoint: Checkpoint;
  /** The log's key as the genesis names it. */
  readonly logKey: VerifierKey;
  readonly records: readonly Record[];
  readonly wholeChains: readonly WholeChain[];
  /** What was signed or received since its key was, as was said later, revoked. */
  readonly sinceRevoked: readonly { readonly index: bigint; readonly key: Uint8Array }[];
  /** The records of which digests were disclosed to the register and not to this bundle, each with how many. */
  readonly leftOut: readonly { readonly index: bigint; readonly count: number }[];
  readonly files: readonly Found[];
}

interface Entry {
  readonly index: bigint;
  readonly opening: Uint8Array;
  /** Nothing of a pad. */
  readonly record: { readonly envelope: Uint8Array; readonly disclosures: readonly Value[] } | undefined;
  readonly path: readonly Uint8Array[];
}

/** Whether bytes begin as a bundle. */
export function isBundle(bytes: Uint8Array): boolean {
  return utf8(bytes.subarray(0, MAGIC.length)) === MAGIC;
}

function contents(bytes: Uint8Array): Item {
  if (bytes.length > MAX_BUNDLE_BYTES || !isBundle(bytes)) throw new Refusal("not-a-bundle", "it does not begin as a bundle, or it is longer than 512 MiB");
  const end = bytes.length - 32;
  if (end < MAGIC.length || !same(digest(bytes.subarray(0, end)), bytes.subarray(end))) {
    throw new Refusal("damaged", "the bundle was damaged on the way: its checksum does not fit; fetch it again");
  }
  try {
    return decode(bytes.subarray(MAGIC.length, end));
  } catch {
    throw new Refusal("unreadable", "the bundle is not deterministic CBOR");
  }
}

interface Bundle {
  readonly checkpoint: string;
  readonly entries: readonly Entry[];
  readonly wholeChains: readonly WholeChain[];
}

function parse(bytes: Uint8Array): Bundle {
  const item = contents(bytes);
  let value: Value;
  try {
    value = readItem("bundle", item instanceof Pairs ? item : null).value;
  } catch {
    throw new Refusal("unreadable", "the bundle is not of the parts that a bundle has");
  }
  const entries = list(at(value, 1)).map((entry): Entry => {
    const leaf = kind(at(entry, 2));
    const record = leaf.number === 0 ? { envelope: asBytes(leaf.fields[0]), disclosures: list(leaf.fields[1]) } : undefined;
    return { index: integer(at(entry, 0)), opening: asBytes(at(entry, 1)), record, path: list(at(entry, 3)).map(asBytes) };
  });
  const wholeChains = list(at(value, 2)).map((claim) => ({ key: asBytes(at(claim, 0)), last: integer(at(claim, 1)), head: asBytes(at(claim, 2)) }));
  return { checkpoint: text(at(value, 0)), entries, wholeChains };
}

/** Reads and verifies a bundle. */
export function verifyBundle(bytes: Uint8Array, pins: Pins): Verified {
  const bundle = parse(bytes);
  const checkpoint = checkpointOf(bundle.checkpoint);
  const { entries } = bundle;
  const ascends = entries.every((entry, place) => place === 0 || (entries[place - 1] as Entry).index < entry.index);
  if (entries.length === 0 || entries.length > MAX_ENTRIES || !ascends) throw new Refusal("order", "the bundle's entries are not 1 to 1,000,000 in the log's order");
  const records = entries.flatMap((entry) => {
    include(entry, checkpoint);
    return entry.record === undefined ? [] : [recordOf(entry.index, entry.record)];
  });
  const { genesis, genesisDigest } = firstOf(records, pins);
  if (checkpoint.origin !== genesis.origin) throw new Refusal("genesis", "the genesis is of another log than the checkpoint");
  const logKey = logKeyOf(genesis);
  const verdict = judge(pins.policy ?? policyOf(logKey), checkpoint);
  const authority = walk(records, genesis, genesisDigest);
  reachesEnd(entries, checkpoint.size);
  for (const claim of bundle.wholeChains) checkChain(records, claim);
  return {
    genesis,
    genesisDigest,
    genesisPinned: pins.genesis !== undefined,
    policyPinned: pins.policy !== undefined,
    verdict,
    checkpoint,
    logKey,
    records,
    wholeChains: bundle.wholeChains,
    sinceRevoked: sinceRevoked(records, authority),
    leftOut: leftOut(records),
    files: filesAmong(records),
  };
}

function checkpointOf(note: string): Checkpoint {
  try {
    return parseCheckpoint(encodeUtf8(note));
  } catch (error) {
    if (error instanceof Malformed) throw new Refusal("checkpoint", `the checkpoint: ${error.message}`);
    throw error;
  }
}

/** Opening and envelope, or pad, lead by the proof to the checkpoint's root. */
function include(entry: Entry, checkpoint: Checkpoint): void {
  const { index, opening, record, path } = entry;
  if (path.length > MAX_PROOF_HASHES) throw new Refusal("proof-length", `the proof of the entry at index ${index} has more hashes than a proof can have`, index);
  const leaf = leafHash(record === undefined ? pad(opening) : commit(opening, record.envelope));
  if (!isIncluded(leaf, index, checkpoint.size, checkpoint.root, path)) {
    throw new Refusal("not-included", `the entry at index ${index} is not in the log of this checkpoint`, index);
  }
}

function recordOf(index: bigint, { envelope, disclosures }: NonNullable<Entry["record"]>): Record {
  const opened: Disclosure[] = disclosures.map((value) => disclosureOf(value, encodeDisclosure(value)));
  const ascends = opened.every((one, place) => place === 0 || order((opened[place - 1] as Disclosure).digest, one.digest) < 0);
  if (!ascends) throw new Refusal("disclosure", `the disclosures at index ${index} do not stand once each in order of their digests`, index);
  return parseRecord(index, envelope, opened);
}

function firstOf(records: readonly Record[], pins: Pins): { genesis: Genesis; genesisDigest: Uint8Array } {
  const [first] = records;
  if (first?.index !== 0n || first.statement === undefined || first.payload === undefined) throw new Refusal("genesis", "the bundle does not begin with the genesis");
  if (first.payload.act.number !== ACT.genesis) throw new Refusal("genesis", "the first record is no genesis");
  const genesisDigest = digest(first.statement.bytes);
  if (pins.genesis !== undefined && !same(pins.genesis, genesisDigest)) throw new Refusal("genesis", "the genesis is another one than the pinned");
  return { genesis: genesisOf(first.payload.act.fields[0]), genesisDigest };
}

function logKeyOf(genesis: Genesis): VerifierKey {
  const key = publicKey(genesis.logKey);
  if (!isKeyName(genesis.origin)) throw new Refusal("genesis", "the genesis' origin is not a log's name");
  if (key === undefined) throw new Refusal("genesis", "the genesis' log key is unusable");
  return named(genesis.origin, "ed25519", key);
}

/** Follows the authority chain and judges every statement by it. */
function walk(records: readonly Record[], genesis: Genesis, genesisDigest: Uint8Array): Authority {
  const authority = new Authority();
  let latest: bigint | undefined;
  for (const record of records) {
    const { index, statement, payload, signer } = record;
    if (record.authority.number !== authority.number || !same(record.authority.link, authority.link)) {
      throw new Refusal("authority-chain", `the authority chain is broken before index ${index}: a record of it, such as a revocation, was left out`, index);
    }
    if (latest !== undefined && record.received < latest) throw new Refusal("time-backward", `the record at index ${index} was received before the one before it`, index);
    latest = record.received;
    if (statement === undefined) continue;
    const unconfirmed = index === 0n ? judgeFirst(record, statement) : judgeOther(record, statement, genesis, genesisDigest, authority);
    if (payload === undefined || signer === undefined) continue;
    const { number, fields } = payload.act;
    if (index !== 0n) {
      if (number === ACT.genesis) throw new Refusal("mismatch", "a genesis is only ever the first record", index);
      const wrong = authority.judge(number, fields[0], signer, unconfirmed);
      if (wrong !== undefined) throw new Refusal("authority", `the authority record at index ${index} is not its signer's to say: ${wrong}`, index);
    }
    authority.apply(record, statement, number, fields[0], payload.signedAt, signer);
  }
  return authority;
}

function judgeFirst(record: Record, statement: Statement): boolean {
  const { act, party, desk } = record.payload as Payload;
  const found = judgeGenesis(statement, act.fields[0], party, desk);
  if (found === "signature") throw new Refusal("signature", "the signature of the statement at index 0 does not fit", 0n);
  if (found === "parts") throw new Refusal("genesis", "the genesis' centre, desk and keys do not belong together, or it does not sign itself");
  if (record.signer === undefined || !sameSigner(record.signer, found) || record.ground.number !== GROUND.admitted) {
    throw new Refusal("genesis", "the genesis' record names another signer");
  }
  return false;
}

/** Judges who signed; says whether the key was out of force. */
function judgeOther(record: Record, statement: Statement, genesis: Genesis, genesisDigest: Uint8Array, authority: Authority): boolean {
  const { index, payload } = record;
  const mismatch = (what: string): Refusal => new Refusal("mismatch", `the statement at index ${index} is not what its record says: ${what}`, index);
  if (statement.origin !== genesis.origin || !same(statement.genesis, genesisDigest)) throw mismatch("it is signed for another register");
  const key = authority.key(statement.key);
  if (key === undefined) throw new Refusal("unknown-key", `the statement at index ${index} is signed by a key that was not enrolled then`, index);
  if (!isSignedBy(statement, key.public)) throw new Refusal("signature", `the signature of the statement at index ${index} does not fit`, index);
  const { signer } = record;
  const isTheirs = signer !== undefined && same(signer.key, statement.key) && toHex(signer.party) === key.party && toHex(signer.desk) === key.desk && toHex(signer.person) === key.person;
  if (!isTheirs) throw mismatch("its key belongs to someone else");
  if (payload === undefined) return true;
  if (toHex(payload.party) !== key.party || toHex(payload.desk) !== key.desk) throw mismatch("it names another party or desk than its key's");
  const standing = authority.standingAt(key, record.received);
  const revoked = (): Refusal => new Refusal("revoked-key", `the statement at index ${index} is signed by a key that was revoked or rotated, and is not quarantined`, index);
  if (typeof standing === "object" && payload.signedAt >= standing.revokedSince) throw revoked();
  const outOfForce = standing !== "good";
  const quarantined = record.flags.includes(FLAG.quarantined);
  if (outOfForce && !quarantined) throw revoked();
  if (!outOfForce && quarantined) throw mismatch("it is marked as quarantined although its key was in force");
  return outOfForce;
}

/** From the last record on there are only pads, up to the checkpoint's size: nothing of the chain can be missing after it. */
function reachesEnd(entries: readonly Entry[], size: bigint): void {
  let expected = size;
  for (const entry of entries.toReversed()) {
    if (entry.index + 1n !== expected) break;
    if (entry.record !== undefined) return;
    expected = entry.index;
  }
  throw new Refusal("end-missing", `the bundle does not reach the end of the log (${size} entries), so a revocation after its last record could have been left out`);
}

function sinceRevoked(records: readonly Record[], authority: Authority): { index: bigint; key: Uint8Array }[] {
  return records.flatMap(({ index, payload, signer, received }) => {
    if (payload === undefined || signer === undefined) return [];
    const standing = authority.key(signer.key)?.standing;
    if (typeof standing !== "object") return [];
    const when = payload.signedAt > received ? payload.signedAt : received;
    return when >= standing.revokedSince ? [{ index, key: signer.key }] : [];
  });
}

function leftOut(records: readonly Record[]): { index: bigint; count: number }[] {
  return records.flatMap(({ index, disclosed, disclosures }) => {
    const count = disclosed.filter((one) => !disclosures.has(toHex(one))).length;
    return count > 0 ? [{ index, count }] : [];
  });
}
