/** Messages as nodes: our words as text, what they are filled with apart from them. */

import { type Piece, pieces } from "../src/catalogue.ts";
import type { Argument, Message } from "../src/said.ts";
import { mark, theirs } from "./dom.ts";
import { type Language, wordIn } from "./languages.ts";

/** What a message of the page is filled with: words as they are. */
export interface Filling {
  readonly [name: string]: Argument;
}

/** A sentence in a language. */
export function sentence(language: Language, id: string, args: Filling = {}): Node[] {
  return said(language, { id, args });
}

/** A message in a language. */
export function said(language: Language, message: Message): Node[] {
  return pieces(language.words, message).flatMap((piece) => nodes(language, piece));
}

/** Something that a message is filled with, alone. */
export function argument(language: Language, one: Argument): Node[] {
  if (one.as === "message") return said(language, one.message);
  if (one.as === "list") return one.of.flatMap((inner) => argument(language, inner));
  if (one.as === "name") return [theirs(one.text)];
  if (one.as === "mark") return [mark(one.text)];
  const word = wordIn(language, one.vocabulary, one.text);
  return [word === undefined ? mark(one.text) : document.createTextNode(word)];
}

function nodes(language: Language, piece: Piece): Node[] {
  if ("words" in piece) return [document.createTextNode(piece.words)];
  if (piece.pieces !== undefined) return piece.pieces.flatMap((inner) => nodes(language, inner));
  return argument(language, piece.argument);
}

/** Our own words without anything in them, as text for attributes. */
export function words(language: Language, id: string): string {
  const found = language.words.get(id);
  if (found === undefined) throw new Error(`no words for ${id} in ${language.code}`);
  return found;
}

/** Marks for fillings. */
export const ofMark = (text: string | bigint | number): Argument => ({ as: "mark", text: String(text) });
/** Names for fillings. */
export const ofName = (text: string): Argument => ({ as: "name", text });
