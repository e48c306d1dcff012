/** A result as lines for a person, as the register's own `verify` prints it. English; the page has the other languages. */

import type { Verified } from "./bundle.ts";
import { toHex } from "./bytes.ts";
import { type Catalogue, plain } from "./catalogue.ts";
import { idText, secondsText, timeText } from "./id.ts";
import { Names } from "./names.ts";
import type { Verdict } from "./policy.ts";
import type { Record } from "./record.ts";
import { lineOf } from "./said.ts";
import type { Result } from "./verify.ts";
import { oneLine } from "./visible.ts";
import { word } from "./vocabulary.ts";

/** The same under every result. */
export const CAVEAT =
  "Notification is voluntary unless an agreement says otherwise. Absence from the register takes no protection away. People may be present. The duty to verify is unchanged. A receipt is not a permit.";

const MAX_LEFT_OUT = 100;

/** A record in one line. */
export interface Line {
  readonly index: string;
  readonly received: string;
  readonly by: string;
  readonly says: string;
  readonly flags: readonly string[];
  readonly lacksCountersignature: boolean;
}

/** The lines of some records. */
export function linesOf(records: readonly Record[], catalogue: Catalogue, names = new Names(records)): Line[] {
  return records.map((record) => {
    const by = record.signer === undefined ? undefined : names.party(record.signer.party);
    return {
      index: String(record.index),
      received: timeText(record.received),
      by: by === undefined ? "the register" : "text" in by ? by.text : "",
      says: plain(catalogue, lineOf(record, names)),
      flags: record.flags.map((flag) => word("flag", BigInt(flag))),
      lacksCountersignature: names.lacksCountersignature(record.index),
    };
  });
}

function lineText(line: Line): string {
  const flags = line.flags.length === 0 ? "" : `  [${line.flags.join(", ")}]`;
  const mark = line.lacksCountersignature ? "  LACKS ANOTHER PARTY'S COUNTERSIGNATURE" : "";
  return `${line.index.padStart(6)}  ${line.received}  ${oneLine(line.by)}: ${oneLine(line.says)}${flags}${mark}`;
}

function cosigned(verdict: Verdict): string[] {
  return verdict.cosigned.map(({ witness, keyName, time }) => `  cosigned by ${witness} (${keyName}) at ${secondsText(time)}`);
}

/** A result as text. */
export function textOf(result: Result, catalogue: Catalogue): string {
  switch (result.is) {
    case "bundle":
      return bundleText(result.verified, catalogue);
    case "receipt": {
      const { checkpoint } = result.receipt;
      const [line] = linesOf([result.record], catalogue) as [Line];
      const lines = [
        `VERIFIED: the record at index ${result.receipt.index} stands in the log ${checkpoint.origin} of ${checkpoint.size} entries, root ${toHex(checkpoint.root)}, ${result.verdict.standing}`,
        ...cosigned(result.verdict),
        "not shown: that the signing key was in force (a bundle shows that), and that what was said is true",
        lineText(line),
        CAVEAT,
      ];
      return joined(lines);
    }
    case "checkpoint":
      return joined([
        `VERIFIED: a checkpoint of ${result.checkpoint.origin} of ${result.checkpoint.size} entries, root ${toHex(result.checkpoint.root)}, ${result.verdict.standing}`,
        ...cosigned(result.verdict),
      ]);
    case "fork":
      return joined([`FORK PROVEN: the log ${result.fork.first.origin} has signed two histories, of ${result.fork.first.size} and of ${result.fork.second.size} entries; both signatures verify`]);
  }
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function bundleText(verified: Verified, catalogue: Catalogue): string {
  const { genesis, checkpoint, verdict } = verified;
  const genesisText = toHex(verified.genesisDigest);
  const pinned = verified.genesisPinned || verified.policyPinned;
  const heading = pinned ? "VERIFIED" : `CONSISTENT, NOT PINNED: nothing says that this is the register you mean; genesis ${genesisText}, compare it with its card\nconsistent`;
  return joined([
    `${heading}: ${verified.records.length} records of the ${genesis.exercise ? "exercise" : "register"} ${oneLine(genesis.origin)} (${oneLine(genesis.theatre)})`,
    `genesis ${genesisText}`,
    `log of ${checkpoint.size} entries, root ${toHex(checkpoint.root)}, ${verdict.standing}`,
    ...cosigned(verdict),
    "not checked, or not shown by this:",
    ...notChecked(verified).map((line) => `  ${line}`),
    "records:",
    ...linesOf(verified.records, catalogue).map(lineText),
    ...(verified.files.length > 0 ? ["files:"] : []),
    ...verified.files.map((file) => `  ${idText("evd", file.id)} at index ${file.record}, ${file.size} bytes, sha256 ${toHex(file.sha256)}: ${file.bytes}`),
    CAVEAT,
  ]);
}

function notChecked(verified: Verified): string[] {
  const { verdict, leftOut } = verified;
  const places = leftOut.slice(0, MAX_LEFT_OUT).map(({ index }) => index);
  const more = leftOut.length > MAX_LEFT_OUT ? ` and of ${leftOut.length - MAX_LEFT_OUT} more` : "";
  const undisclosed = leftOut.reduce((sum, { count }) => sum + count, 0);
  return [
    ...(verified.genesisPinned ? [] : ["the genesis was not pinned: compare its digest with the register's card from another source"]),
    ...(verified.policyPinned ? [] : ["the log's key is the bundle's own: give a policy or the register's card from another source"]),
    ...(verdict.cosigned.length > 0 ? [] : ["no witness that you know has cosigned: another copy of the log with another history is not ruled out"]),
    ...verified.sinceRevoked.map(({ index, key }) => `whose word the record at index ${index} is: its key ${idText("key", key)} was revoked from before then on`),
    ...(undisclosed > 0 ? [`${undisclosed} digests were disclosed to the register and not to this bundle: of the records at index ${places.join(", ")}${more}`] : []),
    ...verdict.unchecked.map((line) => `signature line by ${line.name} (unknown key)`),
    "whether what was said is true, and signed-at times, which are the signers' claims",
  ];
}
