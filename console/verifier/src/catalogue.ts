/**
 * Messages put into words: the part of Fluent that our catalogues use, which is `key = text with { $arguments }`. How many
 * there are of something is never part of a sentence here, so no plurals are needed.
 */

import type { Argument, Message } from "./said.ts";

/** A piece of a sentence: our own words, or what a message was filled with. */
export type Piece = { readonly words: string } | { readonly argument: Argument; readonly pieces?: readonly Piece[] };

/** Words by the id of their message. */
export type Catalogue = ReadonlyMap<string, string>;

/** Reads a catalogue. Lines that begin with blanks go on with the one before. */
export function parseCatalogue(text: string): Catalogue {
  const words = new Map<string, string>();
  let last: string | undefined;
  for (const line of text.split("\n")) {
    const [, id, begun] = /^([a-z][a-z0-9-]*) =\s?(.*)$/.exec(line) ?? [];
    if (id !== undefined && begun !== undefined) {
      if (words.has(id)) throw new Error(`the catalogue says ${id} twice`);
      words.set(id, begun);
      last = id;
    } else if (/^\s+\S/.test(line) && last !== undefined) {
      words.set(last, `${words.get(last) as string} ${line.trim()}`.trim());
    }
  }
  return words;
}

/** A message in pieces. */
export function pieces(catalogue: Catalogue, { id, args }: Message): Piece[] {
  const words = catalogue.get(id);
  if (words === undefined) throw new Error(`the catalogue has no words for ${id}`);
  const found: Piece[] = [];
  let place = 0;
  for (const match of words.matchAll(/\{ ?(?:\$([a-z]+)|"([^"]*)") ?\}/g)) {
    if (match.index > place) found.push({ words: words.slice(place, match.index) });
    place = match.index + match[0].length;
    if (match[2] !== undefined) found.push({ words: match[2] });
    else found.push(piece(catalogue, args[match[1] as string], `${id}.${match[1] as string}`));
  }
  if (place < words.length) found.push({ words: words.slice(place) });
  return found;
}

function piece(catalogue: Catalogue, argument: Argument | undefined, where: string): Piece {
  if (argument === undefined) throw new Error(`nothing fills ${where}`);
  if (argument.as === "message") return { argument, pieces: pieces(catalogue, argument.message) };
  if (argument.as === "list") return { argument, pieces: argument.of.flatMap((one, place) => [...(place > 0 ? [{ words: catalogue.get("comma") ?? ", " }] : []), piece(catalogue, one, where)]) };
  return { argument };
}

/** A message as plain text, arguments as they are; words of vocabularies in their stable spelling. */
export function plain(catalogue: Catalogue, message: Message): string {
  const text = (piece: Piece): string => {
    if ("words" in piece) return piece.words;
    if (piece.pieces !== undefined) return piece.pieces.map(text).join("");
    return "text" in piece.argument ? piece.argument.text : "";
  };
  return pieces(catalogue, message).map(text).join("");
}
