// The rooms, and what of each is looked at: every state is tried for who it keeps out, and a picture is made of it.

import { NAUGHTY } from './house.mjs';

const INSIDE = '-29.9549, -21.9170';

/** A part of the room What happened. */
const at = (part) => async (person) => {
  await person.room('happened', part);
  await person.page.locator('main nav.parts a[aria-current]').waitFor();
};

/** A room as it opens, and what somebody does in it to see more, one state after the other. */
export const ROOMS = [
  {
    id: 'now',
    states: {
      map: async ({ page }) => {
        await page.locator('.views label').nth(2).click();
        await page.locator('canvas.maplibregl-canvas').waitFor();
        await page.locator('figure[data-drawn]').waitFor();
      },
      detail: async ({ page }) => {
        await page.locator('.views label').nth(0).click();
        await page.locator('main tbody a').nth(NAUGHTY.length + 1).click();
        await page.locator('aside').waitFor();
      },
    },
  },
  {
    id: 'requests',
    states: {
      answer: async (person) => {
        await person.page.locator('section.due li a').first().click();
        await person.page.locator('aside form').waitFor();
      },
      cover: async ({ page }) => {
        await page.locator('td button').first().click();
        await page.locator('section.behind').waitFor();
      },
    },
  },
  {
    id: 'plan',
    states: {
      outcome: async ({ page }) => {
        await page.locator('input.mono').first().fill(INSIDE);
        await page.locator('main form button.first').click();
        await page.locator('#outcome').waitFor();
      },
    },
  },
  { id: 'stop' },
  {
    id: 'inquiry',
    states: {
      answer: async ({ page }) => {
        await page.locator('main input.typed').first().fill('2000-05-21T14:00:00');
        await page.locator('main input.typed').nth(1).fill('2000-05-21T13:45:00');
        await page.locator('main input.typed').nth(1).blur();
        await page.locator('main form.ask input[type=checkbox]').nth(1).check();
        await page.locator('main form.ask button.first').click();
        await page.locator('.answer[aria-busy=false] table').first().waitFor();
        await page.locator('#evidence-take').click();
        await page.locator('.verdict').waitFor();
    id: 'ladder',
    states: {
      one: async ({ page }) => {
        await page.locator('main li a').first().click();
        await page.locator('section table').first().waitFor();
      },
    },
  },
  {
    id: 'happened',
    states: {
      incident: async ({ page }) => {
        await page.locator('main ul.all a').first().click();
        await page.locator('svg.line').waitFor();
        await page.locator('.ladder').first().waitFor();
      },
      lists: at('lists'),
      agreements: at('agreements'),
      names: at('names'),
      bulletin: async (person) => {
        await person.room('happened', 'bulletins');
        await person.page.locator('main ul.all a').first().click();
        await person.page.locator('article table').first().waitFor();
    id: 'desk',
    states: {
      on: async ({ page }) => {
        const come = page.locator('main form button.first').first();
        if (await come.isVisible()) await come.click();
        await page.locator('main .turn').first().waitFor();
      },
    },
  },
];
