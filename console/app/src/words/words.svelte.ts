/**
 * The console's words in the reader's language: Fluent catalogues, fetched when a language is chosen.
 *
 * The words of the house (`console/words/LANGUAGE/house.ftl`) and those of the register (`catalogues/…/vocabulary.ftl`),
 * which reports use too, come first; those of a room come with the room. What people wrote is in none of them and is
 * shown as it is. A word that lacks is shown in English.
 */

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

/** The languages, each by its own name. */
export const LANGUAGES = {
  en: 'English',
  ar: 'العربية',
  fr: 'Français',
  ru: 'Русский',
  tr: 'Türkçe',
  uk: 'Українська',
} as const;
export type Language = keyof typeof LANGUAGES;

/** Words by their files, as they are fetched. */
export type Texts = Record<string, () => Promise<string>>;

/** Those of the house and of the rooms; what comes with a map brings its own, so that a first visit is not longer for it. */
const OWN: Texts = import.meta.glob<string>(['../../../words/*/*.ftl', '!../../../words/*/layers.ftl'], { query: '?raw', import: 'default' });
const VOCABULARY = import.meta.glob<string>('../../../../catalogues/*/vocabulary.ftl', { query: '?raw', import: 'default' });

/** Whether a word names a language that there is. */
export function isLanguage(word: string | undefined | null): word is Language {
  return word !== undefined && word !== null && word in LANGUAGES;
}

/** The words of a language: the register's, the house's, and those of the rooms that have been entered. */
async function bundle(language: Language, rooms: Iterable<string>): Promise<FluentBundle> {
  const made = new FluentBundle(locale(language));
  const own = ['house', ...rooms].map((part) => OWN[`../../../words/${language}/${part}.ftl`]?.() ?? '');
  const texts = await Promise.all([VOCABULARY[`../../../../catalogues/${language}/vocabulary.ftl`]?.() ?? '', ...own]);
  for (const text of texts) made.addResource(new FluentResource(text), { allowOverrides: true });
  return made;
}

/** The language with European digits, which are what is read out on the radio. */
function locale(language: Language): string {
  return language === 'ar' ? 'ar-u-nu-latn' : language;
}

class Words {
  language = $state<Language>('en');
  #bundle = $state.raw<FluentBundle | undefined>();
  #english: FluentBundle | undefined;
  readonly #rooms = new Set<string>();

  get isRtl(): boolean {
    return this.language === 'ar';
  }

  get locale(): string {
    return locale(this.language);
  }

  async load(language: Language): Promise<void> {
    const [made, english] = await Promise.all([bundle(language, this.#rooms), language === 'en' ? undefined : bundle('en', this.#rooms)]);
    this.language = language;
    this.#bundle = made;
    this.#english = english;
    document.documentElement.lang = language;
    document.documentElement.dir = this.isRtl ? 'rtl' : 'ltr';
  }

  /** Has the words of a room, too, from now on; of something else with words where these are. */
  async enter(room: string, texts?: Texts): Promise<void> {
    if (this.#rooms.has(room)) return;
    Object.assign(OWN, texts);
    this.#rooms.add(room);
    await this.load(this.language);
  }

  /** Whether there is a word. */
  has(key: string): boolean {
    return this.#bundle?.hasMessage(key) === true;
  }

  say(key: string, given?: Record<string, FluentVariable>): string {
    for (const from of [this.#bundle, this.#english]) {
      const pattern = from?.getMessage(key)?.value;
      if (from && pattern) return from.formatPattern(pattern, given, []);
    }
    return key;
  }
}

export const words = new Words();

/** A word of the console. */
export function t(key: string, given?: Record<string, FluentVariable>): string {
  return words.say(key, given);
}

/** A word of a vocabulary of the register; as it stands in the API where no catalogue names it. */
export function term(vocabulary: string, word: string | undefined | null): string {
  if (word === undefined || word === null) return '';
  const key = `${vocabulary}-${word}`;
  return words.has(key) ? words.say(key) : word;
}

/** A whole number. */
export function count(value: number): string {
  return new Intl.NumberFormat(words.locale).format(value);
}

/** The signs around what keeps its own direction. */
const [APART, TOGETHER] = [String.fromCodePoint(0x2068), String.fromCodePoint(0x2069)];

/** A whole in itself where a line runs from right to left: two of them beside each other keep their numbers. */
function isolated(text: string): string {
  return words.isRtl ? `${APART}${text}${TOGETHER}` : text;
}

/** A moment in UTC: the day where it is not today's, hours and minutes, seconds if wanted. */
export function moment(text: string | Date | undefined | null, seconds = false): string {
  if (text === undefined || text === null) return '';
  const at = new Date(text);
  const style: Intl.DateTimeFormatOptions = {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  if (seconds) style.second = '2-digit';
  return isolated(`${new Intl.DateTimeFormat(words.locale, style).format(at)} UTC`);
}

/** A clock's face. */
export function face(at: Date, zone: 'UTC' | undefined, seconds = true): string {
  const style: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  if (seconds) style.second = '2-digit';
  if (zone) style.timeZone = zone;
  return new Intl.DateTimeFormat(words.locale, style).format(at);
}

/** How long, in its largest two units: for how long something waits, how old it is. */
export function span(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(s / 86_400), 'day'],
    [Math.floor(s / 3600) % 24, 'hour'],
    [Math.floor(s / 60) % 60, 'minute'],
    [s % 60, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const shown = first < 0 ? parts.slice(3) : parts.slice(first, first + 2).filter(([value]) => value > 0);
  const write = ([value, unit]: [number, string]): string =>
    new Intl.NumberFormat(words.locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
  return shown.map(write).join(' ');
}

/** A length in metres or kilometres. */
export function length(metres: number): string {
  const far = metres >= 1_000;
  const value = far ? metres / 1_000 : metres;
  const style: Intl.NumberFormatOptions = { style: 'unit', unit: far ? 'kilometer' : 'meter', maximumFractionDigits: far ? 1 : 0 };
  return new Intl.NumberFormat(words.locale, style).format(value);
}
