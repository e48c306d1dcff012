/** What the reader chose on this machine: language, light or dark, whether maps are drawn. No word of the register. */

import { isLanguage, type Language } from '../words/words.svelte.ts';

export type Theme = 'hours' | 'light' | 'dark' | 'system';
export const THEMES: Theme[] = ['hours', 'light', 'dark', 'system'];

const KEY = 'truceline-choices';
/** Dark from seven in the evening until six in the morning, by the reader's clock. */
const NIGHT_FROM = 19;
const NIGHT_UNTIL = 6;

class Choices {
  language = $state<Language>('en');
  theme = $state<Theme>('hours');
  /** Keys without Alt do something: not for who speaks to the machine, or strikes keys by accident (WCAG 2.1.4). */
  keys = $state(true);
  /** A slow line: no map, no fonts. */
  frugal = $state(false);
  /** Where the tour stands; nothing where it is not under way. */
  tour = $state<number | undefined>();

  begin(): void {
    const kept = read();
    const spoken = navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage);
    this.language = isLanguage(kept.language) ? kept.language : (spoken ?? 'en');
    this.theme = THEMES.find((theme) => theme === kept.theme) ?? 'hours';
    this.keys = kept.keys ?? true;
    this.tour = typeof kept.tour === 'number' ? kept.tour : undefined;
    const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
    this.frugal = kept.frugal ?? connection?.saveData === true;
    this.apply();
    setInterval(() => this.apply(), 60_000);
  }

  keep(): void {
    const { language, theme, keys, frugal, tour } = this;
    try {
      localStorage.setItem(KEY, JSON.stringify({ language, theme, keys, frugal, tour }));
    } catch {
      // A browser that keeps nothing asks again.
    }
    this.apply();
  }

  apply(): void {
    const root = document.documentElement;
    const hour = new Date().getHours();
    const night = hour >= NIGHT_FROM || hour < NIGHT_UNTIL;
    if (this.theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.theme === 'hours' ? (night ? 'dark' : 'light') : this.theme;
    root.dataset['frugal'] = String(this.frugal);
  }
}

function read(): { language?: string; theme?: string; keys?: boolean; frugal?: boolean; tour?: number } {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

export const choices = new Choices();
