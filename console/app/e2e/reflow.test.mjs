// Every room where there is little room: as wide as a phone held by somebody who enlarges four times (320 px), with letters
// and lines set apart as a reader may set them, and at twice its size; and whether a finger hits what it is to hit.
// WCAG 2.2: 1.4.4, 1.4.10, 1.4.12, 2.5.8; 44 px are our own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looked } from './rooms.mjs';
import { leave, stage } from './stage.mjs';

const stand = stage();
const LANGUAGES = process.env.TRUCELINE_LANGUAGES?.split(',') ?? ['en', 'ar'];

/** What a reader may set text to, and nothing be lost: 1.4.12. */
const SPACED = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }';

const WIDTHS = [
  { name: '320 px wide, as at 400 %', viewport: { width: 320, height: 640 } },
  { name: '320 px wide, set apart', viewport: { width: 320, height: 640 }, css: SPACED },
  { name: '640 px wide, as at 200 %', viewport: { width: 640, height: 400 } },
];

/** Mirrored, the tightest alone is tried each time; the others where the languages are named. */
const isTried = (language, width) => language !== 'ar' || width.css !== undefined || process.env.TRUCELINE_LANGUAGES !== undefined;

for (const language of LANGUAGES)
  for (const { name, viewport, css } of WIDTHS.filter((width) => isTried(language, width)))
    test(`nothing is lost nor scrolls two ways (${name}, ${language})`, async () => {
      const person = await stand.at('nora', { choices: { language, theme: 'dark' }, context: { viewport } });
      const { page } = person;
      if (css)
        await page.evaluate((text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets.push(sheet);
        }, css);
      const found = [];
      for await (const where of looked(person)) found.push(...(await page.evaluate(lost)).map((what) => `${where}: ${what}`));
      assert.deepEqual(found, []);
      await leave(person);
    });

/** What sticks out of the page, or is cut off by what it stands in. Runs in the page. */
function lost() {
  const found = [];
  const wide = document.documentElement.clientWidth;
  const name = (one) => `${one.tagName.toLowerCase()}${[...one.classList].filter((word) => !/svelte/.test(word)).map((word) => `.${word}`).join('')} “${(one.textContent ?? '').trim().slice(0, 30)}”`;
  // A table, a map and a drawing may scroll by themselves; a word that is only heard has no width.
  const apart = (one) => one.closest('.maplibregl-map, .only-heard, svg, .skip') !== null;
  const scrolls = (one) => {
    for (let above = one.parentElement; above && above !== document.body; above = above.parentElement)
      if (/auto|scroll/.test(getComputedStyle(above).overflowX) && above.scrollWidth > above.clientWidth + 1) return true;
    return false;
  };
  const out = (one) => {
    const box = one.getBoundingClientRect();
    return box.right > wide + 1 || box.left < -1;
  };
  if (document.documentElement.scrollWidth > wide + 1) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const one of document.body.querySelectorAll('*')) {
    if (apart(one) || !one.checkVisibility({ visibilityProperty: true })) continue;
    const box = one.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (out(one) && !scrolls(one) && ![...one.children].some(out)) found.push(`${name(one)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    const style = getComputedStyle(one);
    const cuts = /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
    const cropped = /hidden|clip/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
    if ((cuts || cropped) && one.matches(':not(input, select, textarea, figure, dialog)') && one.textContent.trim() !== '') found.push(`${name(one)} is cut off`);
    // Scrolling sideways is for tables and drawings alone.
    if (/auto|scroll/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && !one.querySelector('table, svg') && !one.matches('table, pre, textarea, input, select')) found.push(`${name(one)} scrolls sideways`);
  }
  return [...new Set(found)];
}

test('a finger hits what it is to hit', async () => {
  const person = await stand.at('nora', { choices: { theme: 'dark' }, context: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true } });
  const found = [];
  for await (const where of looked(person)) found.push(...(await person.page.evaluate(small)).map((what) => `${where}: ${what}`));
  assert.deepEqual([...new Set(found)], []);
  await leave(person);
});

/** What is less than 44 px high or wide for a finger. A link within a sentence is as high as its line. Runs in the page. */
function small() {
  const LEAST = 44;
  const found = [];
  for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('.only-heard, .skip, .maplibregl-map')) continue;
    // A field is hit by its label, too.
    const hit = one.matches('[type=checkbox], [type=radio]') ? (one.closest('label') ?? one) : one;
    const box = hit.getBoundingClientRect();
    const within = one.tagName === 'A' && getComputedStyle(one).display === 'inline';
    if (box.width === 0 || within) continue;
    if (box.height < LEAST - 0.5 || box.width < LEAST - 0.5) found.push(`${one.tagName.toLowerCase()} “${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 30)}” ${one.className} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }
  return found;
}
