/** Every word that the pages ask for is there, and every language has the same. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FluentBundle, FluentResource } from '@fluent/bundle';

const LANGUAGES = ['en', 'ar', 'fr', 'ru', 'tr', 'uk'];
const folder = new URL('../../../words/', import.meta.url);

function bundle(language: string): FluentBundle {
  const made = new FluentBundle(language);
  const errors = made.addResource(new FluentResource(readFileSync(new URL(`${language}.ftl`, folder), 'utf8')));
  assert.deepEqual(errors, []);
  return made;
}

function sources(at: string): string[] {
  return readdirSync(at).flatMap((name) => {
    const path = join(at, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(name) && !name.endsWith('.test.ts') && !name.endsWith('.gen.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

test('every word that is asked for is in the catalogue', () => {
  const english = bundle('en');
  const all = sources('src').join('\n');
  const whole = [...all.matchAll(/\bt\('([a-z0-9-]+)'|does: '([a-z-]+)'|say\('(said-[a-z-]+)'|: '(alert-[a-z-]+)'/g)];
  const keys = new Set(whole.map((found) => found[1] ?? found[2] ?? found[3] ?? found[4] ?? ''));
  assert.ok(keys.size > 150, `the words are found: ${keys.size}`);
  for (const key of keys) assert.ok(english.hasMessage(key), `no word "${key}"`);
  // Those that end with a word of the register's: at least one of them is there.
  const begun = new Set([...all.matchAll(/\bt\(`([a-z-]+-)\$\{/g)].map((found) => found[1] ?? ''));
  const names = [...english._messages.keys()];
  for (const prefix of begun) assert.ok(names.some((name) => name.startsWith(prefix)), `no word begins with "${prefix}"`);
});

test('every language has every word, and no other', () => {
  const names = [...bundle('en')._messages.keys()].sort();
  for (const language of LANGUAGES) assert.deepEqual([...bundle(language)._messages.keys()].sort(), names, language);
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
