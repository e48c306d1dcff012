/** The six languages: their own names, their direction, their words. The register's vocabulary is that of the reports (catalogues/). */

import { type Catalogue, parseCatalogue } from "../src/catalogue.ts";
import ar from "./words/ar.ftl";
import en from "./words/en.ftl";
import fr from "./words/fr.ftl";
import ru from "./words/ru.ftl";
import tr from "./words/tr.ftl";
import uk from "./words/uk.ftl";
import arWords from "../../../catalogues/ar/vocabulary.ftl";
import enWords from "../../../catalogues/en/vocabulary.ftl";
import frWords from "../../../catalogues/fr/vocabulary.ftl";
import ruWords from "../../../catalogues/ru/vocabulary.ftl";
import trWords from "../../../catalogues/tr/vocabulary.ftl";
import ukWords from "../../../catalogues/uk/vocabulary.ftl";

/** A language. */
export interface Language {
  readonly code: string;
  readonly name: string;
  readonly dir: "ltr" | "rtl";
  readonly words: Catalogue;
}

function language(code: string, name: string, dir: "ltr" | "rtl", own: string, vocabulary: string): Language {
  return { code, name, dir, words: new Map([...parseCatalogue(vocabulary), ...parseCatalogue(own)]) };
}

/** All of them, in the order of their codes. */
export const LANGUAGES: readonly Language[] = [
  language("ar", "العربية", "rtl", ar, arWords),
  language("en", "English", "ltr", en, enWords),
  language("fr", "Français", "ltr", fr, frWords),
  language("ru", "Русский", "ltr", ru, ruWords),
  language("tr", "Türkçe", "ltr", tr, trWords),
  language("uk", "Українська", "ltr", uk, ukWords),
];

/** The language that a reader asks for, or English. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split("-")[0];
    const found = LANGUAGES.find((one) => one.code === code);
    if (found !== undefined) return found;
  }
  return LANGUAGES.find((one) => one.code === "en") as Language;
}

/** Under which beginning of an id a vocabulary's words stand in the catalogues. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["role", "role"], ["site-category", "category"], ["movement-mode", "mode"], ["activity", "activity"], ["movement-act", "move"],
  ["ladder-step", "ladder"], ["stance", "own"], ["stop-word", "stop"], ["boundary-status", "boundary"], ["handling", "handling"], ["flag", "flag"],
  ["event-kind", "event"], ["question", "question"], ["standard-question", "asked"], ["force-class", "force"], ["means", "means"],
  ["claim-stance-word", "stance"], ["violation-kind", "kind"], ["step-word", "step"], ["answer-word", "answer"], ["plan-state", "plan"],
  ["resolution", "resolution"], ["channel-state", "line"],
]);

/** A word of a vocabulary in a language; nothing where no catalogue has it. */
export function wordIn(language: Language, vocabulary: string, word: string): string | undefined {
  const prefix = PREFIXES.get(vocabulary);
  return prefix === undefined ? undefined : language.words.get(`${prefix}-${word}`);
}
