/**
 * Matches bytes against a rule of the description (cddl.ts) and gives the value, with the salted digests in it.
 *
 * How many items a list may have is not looked at but within a footprint: everywhere else that is for the register to judge
 * when it admits (the head of statement.cddl). Beyond the description: what it says in words of windows, heights and
 * footprints (shapes.ts). Not here: what a value means.
 */

import { decode, type Item, NotDeterministic, Pairs, Tagged } from "./cbor.ts";
import { parse, type Occurring, type Type } from "./cddl.ts";
import { SHAPES } from "./shapes.ts";
import description from "../../../docs/spec/statement.cddl";

const RULES = parse(description);

/** A value as the description names it: fields of maps by their numbers. */
export type Value = bigint | string | boolean | null | Uint8Array | readonly Value[] | Fields;

/** A map with numbered fields. */
export type Fields = ReadonlyMap<number, Value>;

/** A value with the digests in it that salted disclosures open. */
export interface Read {
  readonly value: Value;
  readonly sealed: readonly Uint8Array[];
}

/** Reads bytes as a rule of the description. */
export function read(rule: string, bytes: Uint8Array): Read {
  return readItem(rule, decode(bytes));
}

/** The same of a value that stands in another. */
export function readItem(rule: string, item: Item): Read {
  const matcher = new Matcher();
  const value = matcher.rule(rule, item);
  if (value === undefined) throw new NotDeterministic(`not a value of the kind "${rule}"`);
  return { value, sealed: matcher.sealed };
}

/** The words of a closed vocabulary: how many numbers it has, for the tests. */
export function ruleOf(name: string): Type | undefined {
  return RULES.get(name);
}

class Matcher {
  readonly sealed: Uint8Array[] = [];
  private inFootprint = false;

  rule(name: string, item: Item): Value | undefined {
    const type = RULES.get(name);
    if (type === undefined) throw new Error(`the description has no rule ${name}`);
    const outside = this.inFootprint;
    this.inFootprint ||= name === "footprint";
    const value = this.type(type, item);
    this.inFootprint = outside;
    if (value === undefined) return undefined;
    if (name === "sealed" && value instanceof Uint8Array) this.sealed.push(value);
    return SHAPES.get(name)?.(value) === false ? undefined : value;
  }

  private type(type: Type, item: Item): Value | undefined {
    switch (type.is) {
      case "rule":
        return this.rule(type.name, item);
      case "integer":
        return typeof item === "bigint" && item >= type.low && item <= type.high ? item : undefined;
      case "bytes":
        return item instanceof Uint8Array && item.length >= type.low && item.length <= type.high ? item : undefined;
      case "text":
        return typeof item === "string" && (type.exactly ?? item) === item ? item : undefined;
      case "bool":
        return typeof item === "boolean" ? item : undefined;
      case "null":
        return item === null ? null : undefined;
      case "any":
        return null;
      case "tag":
        return item instanceof Tagged && item.tag === type.tag ? this.type(type.of, item.item) : undefined;
      case "map":
        return item instanceof Pairs ? this.map(type, item) : undefined;
      case "array":
        return Array.isArray(item) ? this.array(type.items, item as readonly Item[]) : undefined;
      case "choice":
        return this.choice(type.of, item);
    }
  }

  private choice(of: readonly Type[], item: Item): Value | undefined {
    for (const type of of) {
      const before = this.sealed.length;
      const value = this.type(type, item);
      if (value !== undefined) return value;
      this.sealed.length = before;
    }
    return undefined;
  }

  /** The fields stand in the order of their keys' bytes, in the description and in what is read. */
  private map(type: Type & { is: "map" }, item: Pairs): Fields | undefined {
    const found = new Map<number, Value>();
    const given = new Map(item.pairs);
    for (const field of type.fields) {
      const inner = given.get(field.key);
      if (inner === undefined) {
        if (field.optional) continue;
        return undefined;
      }
      const value = this.type(field.type, inner);
      if (value === undefined) return undefined;
      found.set(Number(field.key), value);
    }
    return found.size === item.pairs.length ? found : undefined;
  }

  private array(types: readonly Occurring[], items: readonly Item[]): Value[] | undefined {
    const found: Value[] = [];
    for (const one of types) {
      const isList = one.most > 1 && !this.inFootprint;
      const [least, most] = isList ? [0, Infinity] : [one.least, one.most];
      let count = 0;
      while (count < most && found.length < items.length) {
        const before = this.sealed.length;
        const value = this.type(one.type, items[found.length] as Item);
        if (value === undefined) {
          this.sealed.length = before;
          break;
        }
        found.push(value);
        count += 1;
      }
      if (count < least) return undefined;
    }
    return found.length === items.length ? found : undefined;
  }
}
