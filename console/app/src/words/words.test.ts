/** Every word that the pages ask for is there when they ask, and every language has the same. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FluentBundle, FluentResource } from '@fluent/bundle';

const LANGUAGES = ['en', 'ar', 'fr', 'ru', 'tr', 'uk'];
const HOUSE = 'house';
const folder = new URL('../../../words/', import.meta.url);
const parts = readdirSync(new URL('en', folder)).map((name) => name.replace('.ftl', ''));

function bundle(language: string, of: string[] = parts): FluentBundle {
  const made = new FluentBundle(language);
  for (const part of of) {
    const errors = made.addResource(new FluentResource(readFileSync(new URL(`${language}/${part}.ftl`, folder), 'utf8')));
    assert.deepEqual(errors, [], `${language}/${part}: an error, or a word that another part has, too`);
  }
  return made;
}

const namesOf = (made: FluentBundle): string[] => [...made._messages.keys()].sort();

function sources(at: string): string[] {
  return readdirSync(at).flatMap((name) => {
    const path = join(at, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(name) && !name.endsWith('.test.ts') && !name.endsWith('.gen.ts') ? [path] : [];
  });
}

/** The words that a text asks for, and how those begin that end with a word of the register's. */
function asked(text: string): { keys: Set<string>; begun: Set<string> } {
  const whole = [...text.matchAll(/\bt\('([a-z0-9-]+)'|does: '([a-z-]+)'|say\('(said-[a-z-]+)'|: '(alert-[a-z-]+)'/g)];
  return {
    keys: new Set(whole.map((found) => found[1] ?? found[2] ?? found[3] ?? found[4] ?? '')),
    begun: new Set([...text.matchAll(/\bt\(`([a-z-]+-)\$\{/g)].map((found) => found[1] ?? '')),
  };
}

/** Beside the rooms, what brings words of its own when it is shown. */
const WITH_WORDS = ['layers'];

test('every word that is asked for is there: the house has its own, a room the house’s and its own', () => {
  const rooms = readdirSync('src/rooms').filter((name) => statSync(join('src/rooms', name)).isDirectory());
  const folders = new Map([...rooms.map((room): [string, string] => [room, `src/rooms/${room}/`]), ...WITH_WORDS.map((name): [string, string] => [name, `src/${name}/`])]);
  const all = sources('src');
  let count = 0;
  for (const place of [HOUSE, ...folders.keys()]) {
    const inside = (path: string): boolean => [...folders.values()].some((folder) => path.startsWith(folder));
    const own = all.filter((path) => (place === HOUSE ? !inside(path) : path.startsWith(folders.get(place) ?? '')));
    const english = bundle('en', place === HOUSE || !parts.includes(place) ? [HOUSE] : [HOUSE, place]);
    const { keys, begun } = asked(own.map((path) => readFileSync(path, 'utf8')).join('\n'));
    count += keys.size;
    for (const key of keys) assert.ok(english.hasMessage(key), `${place}: no word "${key}"`);
    for (const prefix of begun) assert.ok(namesOf(english).some((name) => name.startsWith(prefix)), `${place}: no word begins with "${prefix}"`);
  }
  assert.ok(count > 150, `the words are found: ${count}`);
});

test('every language has every word in the same part, and no other', () => {
  for (const part of parts) for (const language of LANGUAGES) assert.deepEqual(namesOf(bundle(language, [part])), namesOf(bundle('en', [part])), `${language}/${part}`);
});

test('plurals follow the rules of each language', () => {
  const said = (language: string, count: number): string => {
    const own = bundle(language);
    const pattern = own.getMessage('alerts-open')?.value;
    assert.ok(pattern);
    return own.formatPattern(pattern, { count }).replace(/[\u2068\u2069]/g, '');
  };
  assert.match(said('ru', 1), /тревога ждёт/);
  assert.match(said('ru', 3), /тревоги ждут/);
  assert.match(said('ru', 11), /тревог ждут/);
  assert.match(said('ru', 21), /тревога ждёт/);
  assert.match(said('ar', 2), /تنبيهان/);
  assert.match(said('ar', 5), /تنبيهات/);
  assert.match(said('ar', 11), /تنبيها ينتظر/);
  assert.match(said('uk', 22), /тривоги чекають/);
  assert.match(said('fr', 0), /Une alerte/);
});
