/**
 * XML as workbooks have it: well-formed, without a document type, so that nothing in it expands or is fetched. The parser
 * is a library's; here it is only told what is not taken.
 */

import { SaxesParser } from 'saxes';
import { BookError } from './archive.ts';

/** Deeper than any workbook goes. */
const MAX_DEPTH = 64;

export interface Heard {
  /** An element begins: its name without its prefix, and its attributes, by their names without prefixes. */
  begins?: (name: string, attributes: Record<string, string>, above: readonly string[]) => void;
  /** An element ends. */
  ends?: (name: string, above: readonly string[]) => void;
  /** Text within it. */
  text?: (text: string, above: readonly string[]) => void;
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a text.
 *
 * @throws {BookError} it is no such XML.
 */
export function hear(text: string, { begins, ends, text: said }: Heard): void {
  const above: string[] = [];
  const parser = new SaxesParser({ xmlns: false });
  const refuse = (): never => {
    throw new BookError('book-broken');
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    if (above.length >= MAX_DEPTH) refuse();
    begins?.(bare(name), Object.fromEntries(Object.entries(attributes).map(([key, value]) => [bare(key), value])), above);
    above.push(bare(name));
  });
  parser.on('closetag', ({ name }) => {
    above.pop();
    ends?.(bare(name), above);
  });
  const hearText = (of: string): void => said?.(of, above);
  parser.on('text', hearText);
  parser.on('cdata', hearText);
  parser.write(text).close();
}
