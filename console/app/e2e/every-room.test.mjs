// What every room is held to: no text leaves its place, nobody is kept out, and how it looks.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { NAUGHTY } from './house.mjs';
import { ROOMS, looked } from './rooms.mjs';
import { leave, stage } from './stage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const stand = stage();

test('no text that people write runs, nor leaves its place', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  for (const name of NAUGHTY) await page.getByRole('link', { name: name.slice(0, 60) }).first().waitFor();
  await page.keyboard.press('m');
  await page.locator('canvas.maplibregl-canvas').waitFor();
  for (const { id } of ROOMS) {
    await nora.room(id);
    // Forms that are folded away are fields, too.
    await page.evaluate(() => document.querySelectorAll('main details').forEach((folded) => (folded.open = true)));
    for (const field of await page.locator('main input:not([type]), main input[type=search], main textarea, main input.mono').all())
      for (const text of NAUGHTY) await field.fill(text);
  }
  await page.goto(`${stand.house.url}/#/now/${encodeURIComponent(NAUGHTY[0])}/${encodeURIComponent(NAUGHTY[1])}`);
  await page.locator('main h1').first().waitFor();
  nora.trouble = nora.trouble.filter((what) => !/404/.test(what));
  await leave(nora);
});

/** All languages are a campaign's; here the first, and the one that runs from right to left. */
const LANGUAGES = process.env.TRUCELINE_LANGUAGES?.split(',') ?? ['en', 'ar'];

for (const language of LANGUAGES)
  test(`axe finds nothing in any room (${language})`, async () => {
    for (const theme of ['light', 'dark']) {
      const person = await stand.enter('nora', { choices: { language, theme } });
      await person.page.locator('main form').waitFor();
      await judge(person, `door, ${theme}`);
      await person.signIn();
      assert.equal(await person.page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr');
      for await (const where of looked(person)) await judge(person, `${where}, ${theme}`);
      await leave(person);
    }
  });

async function judge({ page }, where) {
  await page.evaluate(AXE);
  // From the top: what has been scrolled half under the bar counts as too small to hit.
  await page.evaluate(() => scrollTo(0, 0));
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`);
  });
  assert.deepEqual(found, [], where);
}

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** Ways in which a page is looked at. `TRUCELINE_LOOKS=dark,phone` picks some. */
const LOOKS = {
  light: { choices: { theme: 'light' } },
  dark: { choices: { theme: 'dark' } },
  arabic: { choices: { theme: 'light', language: 'ar' } },
  'arabic-dark': { choices: { theme: 'dark', language: 'ar' } },
  phone: { choices: { theme: 'dark' }, context: PHONE },
  'phone-arabic': { choices: { theme: 'light', language: 'ar' }, context: PHONE },
  forced: { choices: { theme: 'system' }, context: { forcedColors: 'active', colorScheme: 'dark' } },
  print: { choices: { theme: 'dark' }, media: 'print', context: { viewport: { width: 794, height: 1123 } } },
};
const picked = process.env.TRUCELINE_LOOKS?.split(',') ?? Object.keys(LOOKS);

test('pictures of every room', { skip: !process.env.TRUCELINE_SHOTS && 'no folder was named' }, async () => {
  const folder = process.env.TRUCELINE_SHOTS;
  mkdirSync(folder, { recursive: true });
  for (const look of picked) {
    const { media = 'screen', ...options } = LOOKS[look];
    const person = await stand.enter('nora', options);
    const { page } = person;
    const take = async (where, fullPage) => {
      await page.evaluate(() => scrollTo(0, 0));
      if (media !== 'screen') await page.emulateMedia({ media });
      await page.screenshot({ path: join(folder, `${where}-${look}.png`), fullPage });
      if (media !== 'screen') await page.emulateMedia({ media: 'screen' });
    };
    await page.locator('main form').waitFor();
    await take('door', false);
    await person.signIn();
    for await (const where of looked(person)) await take(where, (where.includes('-') || media === 'print') && !where.endsWith('-map'));
    await person.close();
  }
});
