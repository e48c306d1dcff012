/** A small register made here, with whatever names a test wants: its bundle and its card. The seeds guard nothing. */

import { ed25519 } from "@noble/curves/ed25519.js";
import { concat, encodeUtf8, toBase64, toHex } from "../src/bytes.ts";
import { commit, digest, leafHash, nodeHash, ZERO } from "../src/hash.ts";
import { keyText, named } from "../src/note.ts";
import { publicKey } from "../src/ed25519.ts";
import { keyId } from "../src/authority.ts";

type Tree = number | bigint | string | boolean | null | Uint8Array | readonly Tree[] | Fields | { readonly tag: number; readonly of: Tree };
type Fields = ReadonlyMap<number, Tree>;

function head(major: number, argument: bigint): Uint8Array {
  const first = major << 5;
  if (argument < 24n) return Uint8Array.of(first | Number(argument));
  const size = argument < 1n << 8n ? 1 : argument < 1n << 16n ? 2 : argument < 1n << 32n ? 4 : 8;
  const bytes = Array.from({ length: size }, (_, place) => Number((argument >> BigInt(8 * (size - 1 - place))) & 0xffn));
  return Uint8Array.of(first | (24 + Math.log2(size)), ...bytes);
}

function encode(tree: Tree): Uint8Array {
  if (tree === null) return Uint8Array.of(0xf6);
  if (typeof tree === "boolean") return Uint8Array.of(tree ? 0xf5 : 0xf4);
  if (typeof tree === "number" || typeof tree === "bigint") return BigInt(tree) < 0n ? head(1, -1n - BigInt(tree)) : head(0, BigInt(tree));
  if (typeof tree === "string") return concat(head(3, BigInt(encodeUtf8(tree).length)), encodeUtf8(tree));
  if (tree instanceof Uint8Array) return concat(head(2, BigInt(tree.length)), tree);
  if (tree instanceof Map) return concat(head(5, BigInt(tree.size)), ...[...(tree as Fields)].flatMap(([key, value]) => [encode(key), encode(value)]));
  if (Array.isArray(tree)) return concat(head(4, BigInt(tree.length)), ...tree.map(encode));
  const tagged = tree as { tag: number; of: Tree };
  return concat(head(6, BigInt(tagged.tag)), encode(tagged.of));
}

const map = (...fields: [number, Tree][]): Fields => new Map(fields);
const filled = (byte: number, length = 16): Uint8Array => new Uint8Array(length).fill(byte);
const NOON = 1_900_000_000_000_000n;
const [CENTRE_SEED, LOG_SEED] = [filled(1, 32), filled(2, 32)];
const CENTRE_KEY = ed25519.getPublicKey(CENTRE_SEED);

/** What a test names things. */
export interface Said {
  readonly origin: string;
  readonly theatre: string;
  readonly centre: string;
  readonly party: string;
}

/** A register of two records: its genesis, and a party that is enrolled. */
export function forged({ origin, theatre, centre, party }: Said): { readonly bundle: Uint8Array; readonly card: Uint8Array } {
  const logKey = ed25519.getPublicKey(LOG_SEED);
  const genesis = map([0, origin], [1, theatre], [2, false], [3, logKey],
    [4, map([0, filled(10)], [1, centre], [2, 0], [3, false])],
    [5, map([0, filled(11)], [1, filled(10)], [2, "duty"])],
    [6, map([0, CENTRE_KEY], [1, filled(10)], [2, filled(11)], [3, filled(12)])]);
  const signed = (number: number, act: Tree, previous: Uint8Array, genesisDigest: Uint8Array): { statement: Uint8Array; payload: Uint8Array } => {
    const payload = encode(map([0, filled(20 + number)], [1, filled(10)], [2, filled(11)], [3, NOON + BigInt(number)], [4, number], [5, previous], [6, filled(30)], [7, act]));
    const header = encode(map([1, -19], [3, "application/vnd.truceline.statement+cbor"], [4, keyId(CENTRE_KEY)], [-70001, origin], [-70002, genesisDigest]));
    const signature = ed25519.sign(encode(["Signature1", header, new Uint8Array(), payload]), CENTRE_SEED);
    return { statement: encode({ tag: 18, of: [header, map(), payload, signature] }), payload };
  };
  const first = signed(0, [1, [genesis]], ZERO, ZERO);
  const genesisDigest = digest(first.statement);
  const second = signed(1, [2, [map([0, filled(13)], [1, party], [2, 2], [3, false])]], digest(first.payload), genesisDigest);
  const signer = map([0, keyId(CENTRE_KEY)], [1, filled(10)], [2, filled(11)], [3, filled(12)]);
  const links: [number, Uint8Array][] = [[0, ZERO], [1, digest(ZERO, digest(first.payload))]];
  const envelopes = [first, second].map(({ statement }, number) => {
    const [count, link] = links[number] as [number, Uint8Array];
    return encode([statement, map([0, NOON + BigInt(number)], [1, map([0, count], [1, link])], [2, [0, []]], [3, signer], [4, []], [5, []], [6, []])]);
  });
  const leaves = envelopes.map((envelope, number) => leafHash(commit(filled(number, 32), envelope))) as [Uint8Array, Uint8Array];
  const key = publicKey(logKey);
  if (key === undefined) throw new Error("the log's key is one");
  const vkey = named(origin, "ed25519", key);
  const text = `${origin}\n2\n${toBase64(nodeHash(...leaves))}\n`;
  const checkpoint = `${text}\n\u2014 ${origin} ${toBase64(concat(vkey.id, ed25519.sign(encodeUtf8(text), LOG_SEED)))}\n`;
  const entries = envelopes.map((envelope, number) => map([0, number], [1, filled(number, 32)], [2, [0, [envelope, []]]], [3, [leaves[1 - number] as Uint8Array]]));
  const contents = concat(encodeUtf8("truceline-bundle"), encode(map([0, checkpoint], [1, entries], [2, [map([0, keyId(CENTRE_KEY)], [1, 1], [2, digest(second.payload)])]])));
  const card = `truceline-register-card 1\norigin: ${origin}\ntheatre: ${theatre}\nkind: register\ngenesis: ${toHex(genesisDigest)}\nlog: ${keyText(vkey)}\n`;
  return { bundle: concat(contents, digest(contents)), card: encodeUtf8(card) };
}
