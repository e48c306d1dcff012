/**
 * Reads the description of the bytes itself, `docs/spec/statement.cddl`, as far as it uses CDDL (RFC 8610): named rules,
 * choices, maps with numbered fields, arrays, occurrences, ranges, `.size`, `.cbor`, tags.
 *
 * The description is the decoder: what it does not describe is not read, so this verifier cannot follow the register's code
 * where that strays from its specification. Not here: matching (schema.ts).
 */

/** A type. */
export type Type =
  | { readonly is: "rule"; readonly name: string }
  | { readonly is: "integer"; readonly low: bigint; readonly high: bigint }
  | { readonly is: "bytes" | "text"; readonly low: number; readonly high: number; readonly exactly?: string }
  | { readonly is: "bool" | "null" | "any" }
  | { readonly is: "tag"; readonly tag: bigint; readonly of: Type }
  | { readonly is: "map"; readonly fields: readonly Field[] }
  | { readonly is: "array"; readonly items: readonly Occurring[] }
  | { readonly is: "choice"; readonly of: readonly Type[] };

/** A field of a map. */
export interface Field {
  readonly key: bigint;
  readonly optional: boolean;
  readonly type: Type;
}

/** A run of items of an array. */
export interface Occurring {
  readonly least: number;
  readonly most: number;
  readonly type: Type;
}

/** The rules by name. */
export type Rules = ReadonlyMap<string, Type>;

const UINT: Type = { is: "integer", low: 0n, high: (1n << 64n) - 1n };
const INT: Type = { is: "integer", low: -(1n << 31n), high: (1n << 31n) - 1n };
const PRELUDE = new Map<string, Type>([
  ["uint", UINT],
  ["int", INT],
  ["bytes", { is: "bytes", low: 0, high: Infinity }],
  ["text", { is: "text", low: 0, high: Infinity }],
  ["bool", { is: "bool" }],
  ["null", { is: "null" }],
  ["any", { is: "any" }],
]);

const TOKEN = /\s+|;[^\n]*|=>|\.\.|\.size|\.cbor|#6\.\d+|-?\d+|"[^"]*"|[A-Za-z][A-Za-z0-9-]*|[=/?*+,:()[\]{}]/gy;

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) throw new Error(`the description cannot be read at: ${text.slice(at, at + 40)}`);
    if (!/^[\s;]/.test(token)) found.push(token);
  }
  return found;
}

/** Reads a description. A rule that stands twice, or that is nowhere, is a fault of the description. */
export function parse(text: string): Rules {
  const parser = new Parser(tokens(text));
  const rules = parser.rules();
  for (const name of parser.named) {
    if (!rules.has(name)) throw new Error(`the description names ${name} and does not say what it is`);
  }
  return rules;
}

class Parser {
  private place = 0;
  readonly named = new Set<string>();
  private readonly tokens: readonly string[];

  constructor(all: readonly string[]) {
    this.tokens = all;
  }

  rules(): Map<string, Type> {
    const rules = new Map<string, Type>();
    while (this.place < this.tokens.length) {
      const name = this.next();
      this.expect("=");
      if (rules.has(name)) throw new Error(`the description says twice what ${name} is`);
      rules.set(name, this.type());
    }
    return rules;
  }

  private peek(ahead = 0): string | undefined {
    return this.tokens[this.place + ahead];
  }

  private next(): string {
    const token = this.tokens[this.place];
    if (token === undefined) throw new Error("the description ends too early");
    this.place += 1;
    return token;
  }

  private take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.place += 1;
    return true;
  }

  private expect(token: string): void {
    const found = this.next();
    if (found !== token) throw new Error(`the description has ${found} where ${token} is due`);
  }

  private type(): Type {
    const of = [this.one()];
    while (this.take("/")) of.push(this.one());
    return of.length === 1 ? (of[0] as Type) : { is: "choice", of };
  }

  private one(): Type {
    const token = this.next();
    if (token === "{") return { is: "map", fields: this.fields() };
    if (token === "[") return { is: "array", items: this.items() };
    if (token === "(") {
      const inner = this.type();
      this.expect(")");
      return inner;
    }
    if (token.startsWith("#6.")) {
      this.expect("(");
      const of = this.type();
      this.expect(")");
      return { is: "tag", tag: BigInt(token.slice(3)), of };
    }
    if (token.startsWith('"')) return { is: "text", low: 0, high: Infinity, exactly: token.slice(1, -1) };
    if (/^-?\d/.test(token)) return this.range(token);
    return this.named_(token);
  }

  private range(from: string): Type {
    const low = BigInt(from);
    return { is: "integer", low, high: this.take("..") ? BigInt(this.next()) : low };
  }

  private named_(name: string): Type {
    const known = PRELUDE.get(name);
    if (known === undefined) {
      this.named.add(name);
      return { is: "rule", name };
    }
    if (this.take(".size")) return this.sized(known);
    if (this.take(".cbor")) {
      // What is inside is read where it is needed, and never before the bytes around it are believed.
      const inner = this.next();
      if (!PRELUDE.has(inner)) this.named.add(inner);
    }
    return known;
  }

  private sized(known: Type): Type {
    const wrapped = this.take("(");
    const size = this.range(this.next());
    if (wrapped) this.expect(")");
    if (size.is !== "integer") throw new Error("a size is a number");
    if (known.is === "bytes") return { is: "bytes", low: Number(size.low), high: Number(size.high) };
    if (known === UINT) return { is: "integer", low: 0n, high: (1n << (8n * size.high)) - 1n };
    throw new Error("only bytes and unsigned integers have a size here");
  }

  private fields(): Field[] {
    const fields: Field[] = [];
    while (!this.take("}")) {
      const optional = this.take("?");
      const key = BigInt(this.next());
      this.expect("=>");
      fields.push({ key, optional, type: this.type() });
      this.take(",");
    }
    return fields;
  }

  private items(): Occurring[] {
    const items: Occurring[] = [];
    while (!this.take("]")) {
      const { least, most } = this.occurrence();
      if (this.peek(1) === ":") {
        this.next();
        this.next();
      }
      items.push({ least, most, type: this.type() });
      this.take(",");
    }
    return items;
  }

  private occurrence(): { least: number; most: number } {
    if (this.take("?")) return { least: 0, most: 1 };
    if (this.take("+")) return { least: 1, most: Infinity };
    const from = /^\d+$/.test(this.peek() ?? "") && this.peek(1) === "*" ? Number(this.next()) : undefined;
    if (this.take("*")) {
      const bounded = /^\d+$/.test(this.peek() ?? "");
      return { least: from ?? 0, most: bounded ? Number(this.next()) : Infinity };
    }
    return { least: 1, most: 1 };
  }
}
