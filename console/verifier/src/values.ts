/** Takes values apart that the description has already shown to be of their kind; what is not is a fault of this program. */

import type { Fields, Value } from "./schema.ts";

function wrong(what: string): never {
  throw new Error(`a value of the description is no ${what}`);
}

/** A field that is there or not. */
export function field(of: Value | undefined, number: number): Value | undefined {
  return of instanceof Map ? (of as Fields).get(number) : wrong("map");
}

/** Fields of fields. */
export function at(of: Value | undefined, ...path: readonly number[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, step) => {
    if (inner === undefined) return undefined;
    return inner instanceof Map ? (inner as Fields).get(step) : list(inner)[step];
  }, of);
}

/** An array. */
export function list(of: Value | undefined): readonly Value[] {
  return Array.isArray(of) ? (of as readonly Value[]) : wrong("array");
}

/** A byte string. */
export function bytes(of: Value | undefined): Uint8Array {
  return of instanceof Uint8Array ? of : wrong("byte string");
}

/** An integer. */
export function integer(of: Value | undefined): bigint {
  return typeof of === "bigint" ? of : wrong("integer");
}

/** A text. */
export function text(of: Value | undefined): string {
  return typeof of === "string" ? of : wrong("text");
}

/** True or false. */
export function truth(of: Value | undefined): boolean {
  return typeof of === "boolean" ? of : wrong("truth value");
}

/** A choice between kinds, `[number, [fields]]`. */
export function kind(of: Value | undefined): { readonly number: number; readonly fields: readonly Value[] } {
  const [number, fields] = list(of);
  return { number: Number(integer(number)), fields: list(fields) };
}
