/** Every language has every word with the same arguments, and every message of a record is in them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { CODES } from "../src/refusal.ts";
import { LANGUAGES, wordIn } from "../page/languages.ts";
import { vocabularies, word, wordCount } from "../src/vocabulary.ts";
import { pieces } from "../src/catalogue.ts";
import { oneLine } from "../src/visible.ts";

const english = LANGUAGES.find(({ code }) => code === "en");
const argumentsOf = (text: string): string[] => [...text.matchAll(/\{ \$([a-z]+) \}/g)].map((match) => match[1] as string).sort();
/** What one side calls another is nobody's word but theirs: it stays in its stable spelling. */
const THEIRS = new Set(["designation-class"]);
/** Vocabularies that no line shows. */
const UNSHOWN = new Set(["outcome", "refusal-code", "why", "undertaking", "manner", "weapon-class", "area-kind", "feature-kind", "side", "relation", "term-kind", "unit", "order", "anchor", "openness", "renewal-how", "verification-means", "rule-word", "media-type", "polarity", "claim-channel", "certainty", "harm", "category", "object-class", "compliance", "actor-relation", "list-side", "pair-word"]);

test("every language has the words of English, filled with the same", () => {
  assert.ok(english !== undefined);
  for (const { code, words } of LANGUAGES) {
    for (const [id, text] of english.words) {
      const own = words.get(id);
      assert.ok(own !== undefined, `${code} lacks ${id}`);
      // Plural forms of the reports are theirs.
      if (!text.includes("->")) assert.deepEqual(argumentsOf(own), argumentsOf(text), `${code} ${id}`);
    }
    assert.equal([...words.keys()].filter((id) => !english.words.has(id)).length, 0, code);
  }
});

test("every refusal has its sentence, and every shown vocabulary its words", () => {
  for (const language of LANGUAGES) {
    for (const code of CODES) assert.ok(language.words.has(`why-${code}`), `${language.code} why-${code}`);
    for (const name of vocabularies()) {
      if (THEIRS.has(name) || UNSHOWN.has(name)) continue;
      for (let number = 0; number < wordCount(name); number += 1) {
        const stable = word(name, BigInt(number));
        assert.ok(wordIn(language, name, stable) !== undefined, `${language.code}: ${name} ${stable}`);
      }
    }
  }
});

test("a message is put together of words and of what fills it, and lacks nothing", () => {
  const words = new Map([["a", "x { $one } y{ $two }"], ["b", '{ " " }to { $three }']]);
  const filled = pieces(words, { id: "a", args: { one: { as: "name", text: "{ $two }" }, two: { as: "message", message: { id: "b", args: { three: { as: "mark", text: "7" } } } } } });
  assert.equal(filled.length, 4);
  assert.throws(() => pieces(words, { id: "a", args: {} }), /nothing fills/);
  assert.throws(() => pieces(words, { id: "c", args: {} }), /no words/);
});

test("what steers a screen is spelled out", () => {
  assert.equal(oneLine("a\u202eb\u200bc\u0000\nd\u00e9\ufeff"), "a\\u{202e}b\\u{200b}c\\u{0}\\nd\u00e9\\u{feff}");
});
