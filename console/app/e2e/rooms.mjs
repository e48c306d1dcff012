// The rooms, and what of each is looked at: every state is tried for who it keeps out, and a picture is made of it.

import { fileURLToPath } from 'node:url';
import { NAUGHTY } from './house.mjs';

/** A workbook with two tables and a formula. */
const WORKBOOK = fileURLToPath(new URL('../test/workbooks/valley.xlsx', import.meta.url));
/** Somebody's own layer of the map, and a file that is none. */
const LAYERS = [
  { name: 'our sectors.geojson', mimeType: '', buffer: Buffer.from('{"type":"Feature","properties":{"name":"Sector “A”"},"geometry":{"type":"Polygon","coordinates":[[[-22.03,-30.03],[-21.87,-30.03],[-21.87,-29.87],[-22.03,-29.87],[-22.03,-30.03]]]}}') },
  { name: `${NAUGHTY[0]}.geojson`, mimeType: '', buffer: Buffer.from('{"type":"Point","coordinates":[738070,3953555]}') },
];
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
      layers: async ({ page }) => {
        await page.locator('.own .opener').click();
        await page.locator('.own input[type=file]').setInputFiles(LAYERS);
        await page.locator('.own li:has(.name)').first().waitFor();
        await page.locator('.own [role=alert] li').first().waitFor();
      },
      detail: async ({ page }) => {
        // Layers are kept, and these were to be looked at alone.
        await page.locator('.own .remove').click();
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
    id: 'notify',
    states: {
      look: async ({ page }) => {
        await page.locator('main input.mono').first().fill(INSIDE);
        await page.locator('main form .map > button').click();
        await page.locator('figure[data-drawn]').waitFor();
        await page.locator('main form .end button.first').click();
        await page.locator('dialog[open] button.first').waitFor();
      },
      movement: async ({ page }) => {
        await page.keyboard.press('Escape');
        await page.locator('main .views button').nth(1).click();
        await page.locator('main fieldset .row button').nth(1).click();
        await page.locator('main textarea.mono').first().fill('-29.930, -22.100\n-29.945, -22.020');
      },
      table: async ({ page }) => {
        await page.locator('main .views button').nth(3).click();
        const rows = 'reference\trequest\tcategory\tname\tcoordinates\tvalid_from\tvalid_until\tcontact\nK-17\tadd\thealth\tClinic\t-29.9, -21.9\t2026-01-01T00:00Z\t2099-01-01T00:00Z\tdesk\nK-18\tadd\twater\t=1+1\t35,7 36,5\t2026-01-01 00:00\t\t';
        await page.locator('main textarea.mono').fill(rows);
        await page.locator('main .take button').click();
        await page.locator('main tbody tr').first().waitFor();
      },
      workbook: async ({ page }) => {
        await page.locator('main input[type=file]').setInputFiles(WORKBOOK);
        await page.locator('main .take + div select').waitFor();
        await page.locator('main tbody small.worked').waitFor();
      },
      receipt: async (person) => {
        const { page, house } = person;
        const told = house.say(person.name, 'notify', 'site', '--at', '-29.9000, -21.9000', '--radius', '150m', '--category', 'observation-post', '--name', 'Post “Hill”', '--from', 'now', '--reconfirm-by', 'now+7d');
        await person.room('notify', 'receipt', String(told.admitted[0].index));
        await page.locator('.receipt pre').waitFor();
      },
      own: async ({ page }) => {
        await page.locator('.receipt a.button').click();
        await page.locator('article .act').first().waitFor();
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
      drawn: async ({ page }) => {
        await page.locator('main form .map > button').click();
        await page.locator('figure[data-drawn]').waitFor();
        await page.locator('main form input[value=line]').check();
        await page.locator('main form textarea.mono').fill(`${INSIDE}\n-29.98, -21.90`);
      },
    },
  },
  {
    id: 'stop',
    states: {
      told: async ({ page, house, name }) => {
        const said = house.say(name, 'stop', 'send', '--everywhere', '--text', 'a stop to look at');
        const [stop] = /stp_\w{26}/.exec(JSON.stringify(said));
        house.say(name, 'informed', '--party', 'East', '--means', 'radio', '--read-back', 'stop', stop);
        const told = page.locator('article').filter({ hasText: 'a stop to look at' }).first();
        await told.locator('.told').waitFor();
        await told.locator('details summary').click();
        await told.locator('details form').waitFor();
      },
    },
  },
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
      },
    },
  },
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
    id: 'happened',
    states: {
      incident: async ({ page }) => {
        // The story's is the oldest.
        await page.locator('main ul.all a').last().click();
        await page.locator('svg.line').waitFor();
        await page.locator('.ladder').first().waitFor();
      },
      asking: async ({ page }) => {
        await page.locator('section > details:has(.questions) > summary').click();
        await page.locator('.questions input').first().check();
      },
      claim: async ({ page }) => {
        await page.locator('section > details:has(input[value=outside]) > summary').click();
        const form = page.locator('section > details form:has(input[value=outside])');
        await form.locator('select').first().selectOption('who-was-told');
        await form.locator('input[value=outside]').check();
      },
      readback: async ({ page }) => {
        const form = page.locator('section > details form:has(input[value=outside])');
        await form.locator('select').first().selectOption('damage');
        await form.locator('input[value=own]').check();
        await form.locator('input[maxlength="500"]').first().fill(NAUGHTY[0]);
        await form.locator('button.first').click();
        await page.locator('dialog[open] button.first').waitFor();
      },
      mending: async ({ page }) => {
        await page.keyboard.press('Escape');
        // One's own claim is corrected or withdrawn; of another's there is a stance alone.
        await page.locator('.sides article .row:has(button:nth-child(2)) button:first-child').first().click();
        await page.locator('.sides article form').first().waitFor();
      },
      readers: async ({ page }) => {
        await page.locator('.sides article details > summary').first().click();
        await page.locator('.sides article details dl').first().waitFor();
        const form = page.locator('section > details form:has(input[value=outside])');
        await form.locator('select').first().selectOption('where');
        await form.locator('input[type=radio][value=true]').check();
      },
      allegation: async (person) => {
        await person.room('happened', 'allegations');
        await person.page.locator('details.card > summary').click();
        await person.page.locator('details.card form details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
        for (const add of await person.page.locator('details.card form fieldset.stack > .row > button').all()) await add.click();
        await person.page.locator('details.card form textarea').first().fill(NAUGHTY[0]);
      },
      alleged: async ({ page }) => {
        await page.locator('details.card > summary').click();
        await page.locator('article .row button').first().click();
        await page.locator('article form').first().waitFor();
      },
      opening: async (person) => {
        await at('incidents')(person);
        await person.page.locator('details.card > summary').click();
        await person.page.locator('details.card form input[type=radio][value=true]').check();
        await person.page.locator('details.card form textarea').first().fill('Dorvane\nدورفان (ar)');
      },
      opened: async (person) => {
        const { page } = person;
        await page.locator('details.card form button.first').click();
        await page.locator('dialog[open] button.first').click();
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
        await page.locator('main ul.all a').filter({ hasText: 'دورفان' }).first().click();
        await page.locator('main header button[aria-expanded]').click();
        await page.locator('section form').first().waitFor();
      },
      versions: async ({ page }) => {
        await page.locator('section form button.first').first().click();
        await page.locator('dialog[open] button.first').click();
        await page.locator('.versions a').first().click();
        await page.locator('.versions .dashed').waitFor();
        await page.locator('main dl').first().waitFor();
      },
      lists: async (person) => {
        await at('lists')(person);
        await person.page.locator('main details > summary').click();
      },
      'two-lists': async (person) => {
        const told = person.house.say(person.name, 'reconcile', 'open', 'South', 'East', '--zone', 'Valley', '--day', '2000-05-21');
        await person.room('happened', 'lists', told.admitted[0].id);
        await person.page.locator('.two li button').first().click();
      },
      draft: async (person) => {
        await person.page.locator('main header a.button').click();
        await person.page.locator('article table').first().waitFor();
        await person.page.locator('main details > summary').click();
      },
      publish: async ({ page }) => {
        await page.locator('main form button.first').click();
        await page.locator('dialog[open] button.first').waitFor();
      },
      agreements: at('agreements'),
      names: async (person) => {
        await at('names')(person);
        await person.page.locator('details.card > summary').click();
      },
      bulletin: async (person) => {
        await person.room('happened', 'bulletins');
        await person.page.locator('main ul.all a').first().click();
        await person.page.locator('article table').first().waitFor();
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

/** Every room as it opens, and every state of it. */
export async function* looked(person) {
  for (const { id, states = {} } of ROOMS) {
    await person.room(id);
    await person.page.waitForTimeout(400);
    yield id;
    for (const [name, see] of Object.entries(states)) {
      await see(person);
      await person.page.waitForTimeout(200);
      yield `${id}-${name}`;
    }
  }
}
