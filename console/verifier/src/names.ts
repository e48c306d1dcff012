/** Names beside ids, as the records at hand say them themselves. */

import { toHex } from "./bytes.ts";
import { ACT } from "./authority.ts";
import { idText } from "./id.ts";
import { FLAG, type Record } from "./record.ts";
import type { Argument } from "./said.ts";
import type { Value } from "./schema.ts";
import { at, bytes as asBytes, integer, text } from "./values.ts";

const [ACTOR, AGREEMENT] = [100, 105];
const COMPLETES = 3;

/** Names of parties, desks, zones, actors and agreements. */
export class Names {
  private readonly known = new Map<string, string>();
  /** Who said what needs another party's countersignature and has none. */
  private readonly lacking = new Map<bigint, string>();

  constructor(records: readonly Record[]) {
    for (const record of records) {
      if (record.payload !== undefined) this.learn(record.payload.act.number, record.payload.act.fields[0]);
      this.learnCountersignatures(record);
    }
  }

  /** Whether a record needs another party's countersignature and lacks it, as far as the records at hand say. */
  lacksCountersignature(index: bigint): boolean {
    return this.lacking.has(index);
  }

  party(id: Value | Uint8Array | undefined): Argument {
    return this.named("pty", asBytes(id));
  }

  desk(id: Value | Uint8Array | undefined): Argument {
    return this.named("dsk", asBytes(id));
  }

  zone(id: Value | Uint8Array | undefined): Argument {
    return this.named("zon", asBytes(id));
  }

  actor(id: Value | Uint8Array | undefined): Argument {
    return this.named("acr", asBytes(id));
  }

  agreement(id: Value | Uint8Array | undefined): Argument {
    return this.named("agr", asBytes(id));
  }

  private named(prefix: string, id: Uint8Array): Argument {
    const known = this.known.get(`${prefix} ${toHex(id)}`);
    return known === undefined ? { as: "mark", text: idText(prefix, id) } : { as: "name", text: known };
  }

  private learn(act: number, body: Value | undefined): void {
    const say = (prefix: string, id: Value | undefined, name: Value | undefined): void => {
      this.known.set(`${prefix} ${toHex(asBytes(id))}`, text(name));
    };
    switch (act) {
      case ACT.genesis:
        say("pty", at(body, 4, 0), at(body, 4, 1));
        return say("dsk", at(body, 5, 0), at(body, 5, 2));
      case ACT.party:
      case ACT.change:
        return say("pty", at(body, 0), at(body, 1));
      case ACT.desk:
        return say("dsk", at(body, 0), at(body, 2));
      case ACT.boundary:
        return say("zon", at(body, 0), at(body, 1));
      case ACTOR:
        return say("acr", at(body, 0), at(body, 1, 0, 0) ?? idText("acr", asBytes(at(body, 0))));
      case AGREEMENT:
        return say("agr", at(body, 0), at(body, 2, 0, 1) ?? idText("agr", asBytes(at(body, 0))));
      default:
    }
  }

  private learnCountersignatures({ index, flags, signer, effects }: Record): void {
    const by = signer === undefined ? undefined : toHex(signer.party);
    if (flags.includes(FLAG.awaitsCountersignature)) this.lacking.set(index, by ?? "");
    for (const { number, fields } of effects) {
      if (number !== COMPLETES) continue;
      const of = integer(fields[0]);
      if (by !== undefined && this.lacking.has(of) && this.lacking.get(of) !== by) this.lacking.delete(of);
    }
  }
}
