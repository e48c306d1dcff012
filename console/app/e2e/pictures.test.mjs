// The README's pictures, made anew from a register as the demonstration leaves it. Skipped where no folder is named.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOMS } from './rooms.mjs';
import { stage } from './stage.mjs';

const folder = process.env.TRUCELINE_PICTURES;
const stand = folder ? stage({ strange: false }) : undefined;

/** What is shown: who looks, at which room, which of its states come one after the other, and how. */
const PICTURES = [
  { name: 'now', who: 'nora', room: 'now', states: ['map'], theme: 'dark' },
  { name: 'plan', who: 'nora', room: 'plan', states: ['outcome'], theme: 'light' },
  { name: 'inquiry', who: 'centre', room: 'inquiry', states: ['answer'], theme: 'light' },
  { name: 'happened', who: 'nora', room: 'happened', states: ['incident'], theme: 'light' },
  { name: 'happened-arabic', who: 'nora', room: 'happened', states: ['incident'], theme: 'dark', language: 'ar' },
];

for (const { name, who, room, states, theme, language = 'en' } of PICTURES)
  test(`a picture of ${name}`, { skip: !folder && 'no folder was named' }, async () => {
    mkdirSync(folder, { recursive: true });
    const person = await stand.at(who, { choices: { theme, language }, context: { viewport: { width: 1280, height: 800 } } });
    await person.room(room);
    for (const state of states) await ROOMS.find((one) => one.id === room).states[state](person);
    await person.page.evaluate(() => scrollTo(0, 0));
    await person.page.waitForTimeout(300);
    await person.page.screenshot({ path: join(folder, `${name}.png`) });
    await person.close();
  });
