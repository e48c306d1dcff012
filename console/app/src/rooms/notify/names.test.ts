/** Names that may be of one place. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alike, folded } from './names.ts';

test('scripts and spellings of one name meet', () => {
  for (const [a, b] of [['Al-Dorvane', 'dorvane'], ['Dörvane', 'Dorvane'], ['مستشفى دورفان', 'مستشفي  دورفان'], ['المدرسة', 'مدرسه'], ['Işıklı', 'Isikli'], ["Mill Road (east)", 'mill-road east'], ['Dorvane clinic', 'Dorvane'], ['Balyun', 'Balyn hospital Balyun'], ['Cadrill', 'Cadril']] as const)
    assert.ok(alike(a, b), `${a} ${folded(a)}, ${b} ${folded(b)}`);
});

test('others do not', () => {
  for (const [a, b] of [['Behun', 'Balyun'], ['North', 'South'], ['', ''], ['Al', 'El'], ['K-17', 'K-18']] as const) assert.ok(!alike(a, b), `${a}, ${b}`);
});
