/** Ed25519 as strictly as docs/spec/log.md asks: RFC 8032, the known edge cases, and those that the library alone would take. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, encodeUtf8, fromHex } from "../src/bytes.ts";
import { publicKey, verify } from "../src/ed25519.ts";

const hex = (text: string): Uint8Array => fromHex(text) as Uint8Array;
const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, place) => Number((value >> BigInt(8 * place)) & 0xffn));
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** RFC 8032, section 7.1: public key, message, signature. */
const RFC: [string, string, string][] = [
  ["d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"],
  ["3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"],
  ["fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"],
  ["ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f", "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"],
];

/** Key, message and signature of "Taming the many EdDSAs" (Chalkias et al. 2020), on which verifiers disagree. */
const EDGES: [string, string, string][] = [
  ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a0000000000000000000000000000000000000000000000000000000000000000"],
  ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79", "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04"],
  ["f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43", "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e"],
  ["cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d", "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79", "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009"],
  ["cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d", "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c", "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09"],
  ["cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d", "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c", "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405"],
  ["442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623", "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40", "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514"],
  ["442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623", "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40", "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa19427e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22"],
  ["f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43", "fdaebc429f4a735932a160da1301080c13280eea8bc280d1b392c6b9e6ba3a5a", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f454d370c8d9fc323a41450f8d513eafeb5b0697390c1e505a0d4ddc71f566607"],
  ["f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43", "84b698d39be126ff55fe45079e6c8bf64a0d7db6994560b4e96b7021eb39c1a1", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f084d5b99c2a9463d9c8bd5026916996984eeec87ddf1d3be329006ace1b37b09"],
];

/** The eight points of low order. */
const LOW_ORDER = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];

/** Second spellings: y at or above the field's prime, or the sign of x = 0 set. */
const SECOND_SPELLINGS = [
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

const MESSAGE = encodeUtf8("two trucks at dawn");
const SEED = new Uint8Array(32).fill(7);

test("the vectors of RFC 8032 verify, and no other message does", () => {
  for (const [key, message, signature] of RFC) {
    const known = publicKey(hex(key));
    assert.ok(known !== undefined);
    assert.ok(verify(known, hex(message), hex(signature)));
    assert.ok(!verify(known, concat(hex(message), Uint8Array.of(0)), hex(signature)));
    assert.ok(!verify(known, hex(message), hex(signature).subarray(1)));
  }
});

test("what the key signed verifies, and no bit of it can be changed", () => {
  const key = publicKey(ed25519.getPublicKey(SEED));
  assert.ok(key !== undefined);
  const signature = ed25519.sign(MESSAGE, SEED);
  assert.ok(verify(key, MESSAGE, signature));
  for (let bit = 0; bit < 512; bit += 13) {
    const changed = Uint8Array.from(signature);
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    assert.ok(!verify(key, MESSAGE, changed), `bit ${bit}`);
  }
});

test("no key of low order, with a part of it, in a second spelling, off the curve, or of another length", () => {
  for (const text of [...LOW_ORDER, ...SECOND_SPELLINGS]) assert.equal(publicKey(hex(text)), undefined, text);
  assert.equal(publicKey(littleEndian(2n)), undefined, "y = 2 is on no point");
  assert.equal(publicKey(new Uint8Array(31)), undefined);
  const honest = Point.fromBytes(ed25519.getPublicKey(SEED));
  for (const text of LOW_ORDER.slice(1)) {
    const mixed = honest.add(Point.fromBytes(hex(text), true)).toBytes();
    assert.equal(publicKey(mixed), undefined, text);
  }
});

test("a scalar that is not reduced is refused", () => {
  const key = publicKey(ed25519.getPublicKey(SEED));
  assert.ok(key !== undefined);
  const signature = ed25519.sign(MESSAGE, SEED);
  const longer = concat(signature.subarray(0, 32), littleEndian(numberOf(signature.subarray(32)) + ORDER));
  assert.ok(!verify(key, MESSAGE, longer));
});

/** The holder of a key can make these: the nonce point is r times the base point and a point of low order. */
function crafted(torsion: string, base: bigint): Uint8Array {
  const secret = numberOf(Uint8Array.from(sha512(SEED).subarray(0, 32), (byte, place) => (place === 0 ? byte & 248 : place === 31 ? (byte & 127) | 64 : byte)));
  const low = Point.fromBytes(hex(torsion), true);
  const nonce = (base === 0n ? low : Point.BASE.multiply(base).add(low)).toBytes();
  const challenge = numberOf(sha512(concat(nonce, ed25519.getPublicKey(SEED), MESSAGE))) % ORDER;
  return concat(nonce, littleEndian((base + challenge * secret) % ORDER));
}

test("a nonce point of low order or with a part of it is refused, also where the library alone takes it", () => {
  const bytes = ed25519.getPublicKey(SEED);
  const key = publicKey(bytes);
  assert.ok(key !== undefined);
  let taken = 0;
  for (const torsion of LOW_ORDER) {
    for (const base of [0n, 12345n]) {
      const signature = crafted(torsion, base);
      const isPlain = torsion === LOW_ORDER[0] && base !== 0n;
      assert.equal(verify(key, MESSAGE, signature), isPlain, `${torsion} ${base}`);
      if (!isPlain && ed25519.verify(signature, MESSAGE, bytes, { zip215: false })) taken += 1;
    }
  }
  assert.ok(taken > 0, "the library takes none of them any more: then its own verify could be used");
  assert.ok(!verify(key, MESSAGE, hex("01000000000000000000000000000000000000000000000000000000000000006be435fa3e9c91dfdae9e96b942de7c2a55626cad3a5b535678e414e83b4d508")));
});

test("the published edge cases are all refused", () => {
  for (const [key, message, signature] of EDGES) {
    const known = publicKey(hex(key));
    assert.ok(known === undefined || !verify(known, hex(message), hex(signature)), key);
  }
});
