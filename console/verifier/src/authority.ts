/**
 * The authority chain: who is enrolled, which key is whose and from when on it is void, by the register's own rules.
 * docs/spec/records.md, "Chains" and "Authority chain". Not here: any other rule of the register.
 */

import { same, toHex } from "./bytes.ts";
import { type PublicKey, publicKey } from "./ed25519.ts";
import { digest, ZERO } from "./hash.ts";
import type { Record, Signer } from "./record.ts";
import type { Fields, Value } from "./schema.ts";
import { isSignedBy, type Statement } from "./statement.ts";
import { at, bytes as asBytes, integer, text, truth } from "./values.ts";

/** Acts of the chain, by number. */
export const ACT = { genesis: 1, party: 2, desk: 3, key: 4, rotation: 5, revocation: 6, change: 7, boundary: 10, profile: 11 } as const;

const OF_CHAIN: ReadonlySet<number> = new Set(Object.values(ACT));
const ROLE_CENTRE = 0n;
const MAX_GRACE = 30n * 86_400_000_000n;
const MAX_ENROLMENTS = 100_000;
const MAX_NAME_CHARS = 200;
const MAX_REASON_CHARS = 2_000;
const LATEST = 253_402_300_799_999_999n;
// Control characters, and the marks that change the direction of reading.
const NOT_IN_NAMES = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const BLANK = /^\p{White_Space}*$/u;

/** How a key stands. */
export type Standing = "good" | "grace-over" | { readonly revokedSince: bigint };

interface EnrolledKey {
  readonly public: PublicKey;
  readonly party: string;
  readonly desk: string;
  readonly person: string;
  /** The key that enrolled it, and when by that key's signature or the register, whichever is later. */
  readonly through: { readonly key: string; readonly when: bigint } | undefined;
  standing: Standing;
  graceEnds: bigint | undefined;
}

/** The genesis, as far as a verifier shows it. */
export interface Genesis {
  readonly origin: string;
  readonly theatre: string;
  readonly exercise: boolean;
  readonly logKey: Uint8Array;
}

/** The id of a key. */
export function keyId(bytes: Uint8Array): Uint8Array {
  return digest(bytes).subarray(0, 16);
}

/** Whether an act belongs to the chain. */
export function isOfChain(act: number): boolean {
  return OF_CHAIN.has(act);
}

/** The genesis of its act's body. */
export function genesisOf(body: Value | undefined): Genesis {
  return { origin: text(at(body, 0)), theatre: text(at(body, 1)), exercise: truth(at(body, 2)), logKey: asBytes(at(body, 3)) };
}

/** What stands wrong with an act of the chain; nothing where its signer may say it. */
type Wrong = string | undefined;

/** Everything that the chain says up to a record. */
export class Authority {
  number = 0n;
  link: Uint8Array = ZERO;
  private centre = "";
  private readonly parties = new Set<string>();
  private readonly desks = new Map<string, string>();
  private readonly keys = new Map<string, EnrolledKey>();

  /** A key as it stands after the latest record. */
  key(id: Uint8Array): EnrolledKey | undefined {
    return this.keys.get(toHex(id));
  }

  /** How a key stands at a received time that is not before the latest record's. */
  standingAt(key: EnrolledKey, now: bigint): Standing {
    return key.standing === "good" && key.graceEnds !== undefined && key.graceEnds <= now ? "grace-over" : key.standing;
  }

  /** Judges an act of the chain other than the genesis. `unconfirmed`: signed with a key out of force. */
  judge(act: number, body: Value | undefined, signer: Signer, unconfirmed: boolean): Wrong {
    const by = toHex(signer.party);
    const isCentre = by === this.centre && !unconfirmed;
    switch (act) {
      case ACT.party:
        return this.judgeParty(body as Fields, isCentre, false);
      case ACT.change:
        return this.judgeParty(body as Fields, isCentre, true);
      case ACT.desk:
        return this.ownOrCentre(hex(body, 1), by, isCentre, unconfirmed) ?? nameWrong(text(at(body, 2))) ?? this.roomWrong() ?? (this.desks.has(hex(body, 0)) ? "a desk of this id is open already" : undefined);
      case ACT.key:
        return this.judgeKey(body, signer, isCentre, unconfirmed);
      case ACT.rotation:
        return this.judgeRotation(body, signer, unconfirmed);
      case ACT.revocation:
        return this.judgeRevocation(body, by, isCentre, unconfirmed);
      case ACT.boundary:
      case ACT.profile:
        return isCentre ? undefined : "only the centre, with a key in force, draws zones";
      default:
        return undefined;
    }
  }

  private judgeParty(body: Fields, isCentre: boolean, changes: boolean): Wrong {
    const party = hex(body, 0);
    if (!isCentre) return "only the centre, with a key in force, enrols and changes parties";
    if (this.parties.has(party) !== changes) return changes ? "the party is not enrolled" : "the party is enrolled already";
    if (!changes && this.roomWrong() !== undefined) return this.roomWrong();
    const wrong = nameWrong(text(at(body, 1)));
    if (wrong !== undefined) return wrong;
    return (integer(at(body, 2)) === ROLE_CENTRE) === (party === this.centre) ? undefined : "a register has one centre";
  }

  private ownOrCentre(party: string, by: string, isCentre: boolean, unconfirmed: boolean): Wrong {
    if (!this.parties.has(party)) return "the party is not enrolled";
    return (by === party && !unconfirmed) || isCentre ? undefined : "it is another party's, and its signer is not the centre with a key in force";
  }

  private judgeKey(body: Value | undefined, signer: Signer, isCentre: boolean, unconfirmed: boolean): Wrong {
    const by = toHex(signer.party);
    const wrong = this.ownOrCentre(hex(body, 1), by, isCentre, unconfirmed);
    if (wrong !== undefined) return wrong;
    if (by !== this.centre && hex(body, 3) !== toHex(signer.person)) return "a party's key enrols further keys of the person who holds it alone";
    return this.newKeyWrong(body);
  }

  private judgeRotation(body: Value | undefined, signer: Signer, unconfirmed: boolean): Wrong {
    const old = this.keys.get(hex(body, 0));
    const fresh = at(body, 1);
    if (old === undefined) return "the key is not enrolled";
    if (old.party !== toHex(signer.party)) return "the key is another party's";
    if (unconfirmed) return "a key out of force cannot name its successor";
    if (old.person !== toHex(signer.person)) return "a key is rotated by the person who holds it";
    if (old.graceEnds !== undefined) return "the key was rotated before";
    if (hex(fresh, 1) !== old.party || hex(fresh, 3) !== old.person || integer(at(body, 2)) > MAX_GRACE) return "the new key is another party's or person's, or the grace time is longer than 30 days";
    return this.newKeyWrong(fresh);
  }

  private judgeRevocation(body: Value | undefined, by: string, isCentre: boolean, unconfirmed: boolean): Wrong {
    const key = this.keys.get(hex(body, 0));
    if (key === undefined) return "the key is not enrolled";
    const wrong = this.ownOrCentre(key.party, by, isCentre, unconfirmed);
    if (wrong !== undefined) return wrong;
    const earlier = typeof key.standing === "object" && key.standing.revokedSince <= integer(at(body, 1));
    return earlier ? "the key is revoked from an earlier moment already" : undefined;
  }

  private newKeyWrong(body: Value | undefined): Wrong {
    if (this.roomWrong() !== undefined) return this.roomWrong();
    const key = asBytes(at(body, 0));
    if (publicKey(key) === undefined) return "the key is not usable";
    if (this.desks.get(hex(body, 2)) !== hex(body, 1)) return "the key's desk is not open, or another party's";
    return this.keys.has(toHex(keyId(key))) ? "the key is enrolled already" : undefined;
  }

  private roomWrong(): Wrong {
    const enrolled = this.parties.size + this.desks.size + this.keys.size;
    return enrolled < MAX_ENROLMENTS ? undefined : "the register holds 100,000 parties, desks and keys";
  }

  /** Takes a record of a statement that can be read into the chain, where it belongs there. */
  apply(record: Record, statement: Statement, act: number, body: Value | undefined, signedAt: bigint, signer: Signer): void {
    for (const key of this.keys.values()) key.standing = this.standingAt(key, record.received);
    if (!isOfChain(act)) return;
    this.link = digest(this.link, statement.digest);
    this.number += 1n;
    const through = { key: toHex(signer.key), when: signedAt > record.received ? signedAt : record.received };
    switch (act) {
      case ACT.genesis:
        this.centre = hex(at(body, 4), 0);
        this.parties.add(this.centre);
        this.desks.set(hex(at(body, 5), 0), hex(at(body, 5), 1));
        return this.enrol(at(body, 6), undefined);
      case ACT.party:
        this.parties.add(hex(body, 0));
        return;
      case ACT.desk:
        this.desks.set(hex(body, 0), hex(body, 1));
        return;
      case ACT.key:
        return this.enrol(body, through);
      case ACT.rotation:
        this.enrol(at(body, 1), through);
        return this.endGrace(hex(body, 0), record.received + integer(at(body, 2)));
      case ACT.revocation:
        return this.revoke(hex(body, 0), integer(at(body, 1)));
      default:
        return;
    }
  }

  private endGrace(id: string, end: bigint): void {
    const key = this.keys.get(id);
    if (key !== undefined) key.graceEnds = end > LATEST ? LATEST : end;
  }

  private enrol(body: Value | undefined, through: EnrolledKey["through"]): void {
    const bytes = asBytes(at(body, 0));
    const key = publicKey(bytes);
    if (key === undefined) throw new Error("a key was judged before it is enrolled");
    this.keys.set(toHex(keyId(bytes)), { public: key, party: hex(body, 1), desk: hex(body, 2), person: hex(body, 3), through, standing: "good", graceEnds: undefined });
  }

  /** A key is void from a moment on, and so are those of its own party that it enrolled since then, and that these enrolled. */
  private revoke(id: string, since: bigint): void {
    const party = this.keys.get(id)?.party;
    const found = new Set([id]);
    for (const by of found) {
      for (const [other, key] of this.keys) {
        if (key.party === party && key.through?.key === by && key.through.when >= since) found.add(other);
      }
    }
    for (const one of found) {
      const key = this.keys.get(one);
      if (key === undefined) continue;
      const earlier = typeof key.standing === "object" && key.standing.revokedSince < since;
      if (!earlier) key.standing = { revokedSince: since };
    }
  }
}

function hex(of: Value | undefined, number: number): string {
  return toHex(asBytes(at(of, number)));
}

/** What is wrong with a name. */
function nameWrong(name: string): Wrong {
  const fits = !BLANK.test(name) && [...name].length <= MAX_NAME_CHARS && !NOT_IN_NAMES.test(name);
  return fits ? undefined : "a name has 1 to 200 characters, without control or direction marks";
}

/** What the first record has to be: who signs it, or what is wrong with it. */
export function judgeGenesis(statement: Statement, body: Value | undefined, party: Uint8Array, desk: Uint8Array): Signer | "parts" | "signature" {
  const [centre, opened, key] = [at(body, 4), at(body, 5), at(body, 6)];
  const publicBytes = asBytes(at(key, 0));
  const fits =
    integer(at(centre, 2)) === ROLE_CENTRE &&
    [hex(opened, 1), hex(key, 1), toHex(party)].every((other) => other === hex(centre, 0)) &&
    [hex(key, 2), toHex(desk)].every((other) => other === hex(opened, 0)) &&
    same(statement.key, keyId(publicBytes)) &&
    statement.origin === text(at(body, 0)) &&
    same(statement.genesis, ZERO) &&
    isSound(at(body, 7));
  const own = publicKey(publicBytes);
  if (!fits || own === undefined || publicKey(asBytes(at(body, 3))) === undefined) return "parts";
  if (!isSignedBy(statement, own)) return "signature";
  return { key: statement.key, party: asBytes(at(centre, 0)), desk: asBytes(at(opened, 0)), person: asBytes(at(key, 3)) };
}

/** Whether the register that this one succeeds kept no more than it had, and the reason of its end is said in words. */
function isSound(before: Value | undefined): boolean {
  if (before === undefined) return true;
  const reason = at(before, 5);
  if (integer(at(before, 4)) > integer(at(before, 2))) return false;
  return reason === undefined || (!BLANK.test(text(reason)) && [...text(reason)].length <= MAX_REASON_CHARS);
}
