// The rooms, and what of each is looked at: every state is tried for who it keeps out, and a picture is made of it.

import { NAUGHTY } from './house.mjs';

const INSIDE = '-29.9549, -21.9170';

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
    id: 'ladder',
    states: {
      one: async ({ page }) => {
        await page.locator('main li a').first().click();
        await page.locator('section table').first().waitFor();
      },
    },
  },
  {
    id: 'desk',
    states: {
      on: async ({ page }) => {
        const come = page.locator('main form button.first').first();
        if (await come.isVisible()) await come.click();
        await page.locator('main .turn').first().waitFor();
      },
    },
  },
  {
    id: 'register',
    states: Object.fromEntries(
      ['keys', 'zones', 'looks', 'log', 'outbox'].map((part) => [
        part,
        async (person) => {
          await person.room('register', part);
          await person.page.locator('main table, main dl').first().waitFor();
        },
      ]),
    ),
  },
];
