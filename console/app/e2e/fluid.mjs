// A campaign, no part of the suite: how the room Now holds 20,000 notifications. `node e2e/fluid.mjs`, when the console is built.
//
// The register is real; its answers about notifications and places are synthetic, put in by the browser: paging, filtering
// and drawing are the page's work, and the server's is measured elsewhere. Frames are taken from Chromium's own trace.
//
// GL is drawn by the processor here (SwiftShader), in a process of its own: the seconds of processor time that it and the page
// take are told apart by Chromium's own account of its processes. The same pan over the same map without a place on it says
// what GL costs by itself.

import { cpus } from 'node:os';
import { House } from './house.mjs';
import { Person, launch } from './browser.mjs';

const COUNT = Number(process.env.TRUCELINE_COUNT ?? 20_000);
const PARTIES = 6;
const HOUR = 3_600_000;

const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const id = (prefix, number) => `${prefix}_${[...number.toString(32).padStart(26, '0')].map((digit) => letters[Number.parseInt(digit, 32)]).join('')}`;
const iso = (ms) => new Date(ms).toISOString();
const now = Date.now();

const party = (number) => ({ id: id('pty', 1_000 + (number % PARTIES)), name: `Party ${number % PARTIES}` });

function notification(number) {
  const kind = ['site', 'site', 'site', 'movement', 'nil'][number % 5];
  const states = ['in-force', ...(number % 17 === 0 ? ['stale'] : []), ...(number % 29 === 0 ? ['contested'] : [])];
  return { party: party(number), id: id('ntf', number), kind, names: [`Place ${number}`], states, contested_by: [], reports: [], reconfirm_by: iso(now + 48 * HOUR), versions: [{ record: number, received_at: iso(now - number * 1_000), word: 'signed' }] };
}

function placed(number) {
  const at = [-22.6 + ((number * 7919) % 10_000) / 10_000, -30.4 + ((number * 104_729) % 10_000) / 10_000];
  const window = { from: iso(now - HOUR), until: iso(now + ((number % 30) + 1) * HOUR) };
  const common = { buffer_m: 100, precision_m: 20 };
  const kind = ['site', 'site', 'site', 'movement', 'nil'][number % 5];
  const says =
    kind === 'site'
      ? { site: { id: id('ntf', number), category: 'health', forces: ['civil'], names: [], shares: [], place: { exact: { ...common, ...window, geometry: { type: 'Point', coordinates: at }, radius_m: 60 } } } }
      : kind === 'movement'
        ? { movement: { id: id('ntf', number), mode: 'overland', forces: ['humanitarian'], place: { exact: { ...common, holding_points: [], legs: [{ ...window, geometry: { type: 'LineString', coordinates: [at, [at[0] + 0.01, at[1] + 0.006]] }, half_width_m: 50 }] } } } }
        : { nil: { id: id('ntf', number), forces: ['regulars'], as_of: iso(now), area: { ...window, precision_m: 20, geometry: { type: 'MultiPolygon', coordinates: [[[at, [at[0] + 0.006, at[1]], [at[0] + 0.006, at[1] + 0.005], [at[0], at[1] + 0.005], at]]] } } } };
  return { party: party(number), id: id('ntf', number), record: number, says };
}

/** Pages of synthetic answers, as the API gives them. */
async function pages(context, path, key, make, most) {
  await context.route(new RegExp(`${path}(\\?|$)`), (route) => {
    const query = new URL(route.request().url()).searchParams;
    const from = Number(query.get('after') ?? 0);
    const limit = Math.min(Number(query.get('limit') ?? most), most);
    const all = Array.from({ length: Math.min(limit, COUNT - from) }, (_, at) => make(from + at));
    const next = from + limit < COUNT ? String(from + limit) : null;
    void route.fulfill({ json: Number(query.get('from') ?? 0) > 0 ? { [key]: [], next: null } : { [key]: all, next } });
  });
}

const sorted = (values) => [...values].sort((a, b) => a - b);
const share = (values, part) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Seconds of processor time that the page and the process that draws have taken so far. */
async function spent(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sum = (type) => processInfo.filter((one) => one.type === type).reduce((all, one) => all + one.cpuTime, 0);
  return { page: sum('renderer'), gl: sum('GPU') };
}

/** What is done, and the times between frames that were drawn meanwhile, by the trace. */
async function traced(browser, page, what, work) {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline.frame', 'disabled-by-default-devtools.timeline', 'devtools.timeline.frame', 'devtools.timeline', 'toplevel'] });
  const [began, before] = [Date.now(), await spent(browser)];
  await work();
  const [took, after] = [Date.now() - began, await spent(browser)];
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const at = sorted(traceEvents.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts / 1_000));
  const gaps = at.slice(1).map((time, place) => time - (at[place] ?? time));
  const tasks = traceEvents.filter(({ name, dur }) => /RunTask$/.test(name) && dur > 50_000).map(({ dur }) => dur / 1_000);
  console.log(`${what}: ${gaps.length} frames in ${took} ms; between frames ${ms(share(gaps, 0.5))} in the middle, ${ms(share(gaps, 0.95))} 95 of 100, ${ms(Math.max(0, ...gaps))} at most; tasks over 50 ms: ${tasks.length}, the longest ${ms(Math.max(0, ...tasks))}; processor time: the page ${(after.page - before.page).toFixed(2)} s, GL ${(after.gl - before.gl).toFixed(2)} s`);
}

/** How long from a key to the frame that shows what came of it. */
async function typed(page, text) {
  const field = page.getByLabel('Name or id');
  await field.focus();
  const times = [];
  for (const letter of text) {
    times.push(await page.evaluate((key) => new Promise((done) => {
      const input = document.activeElement;
      const began = performance.now();
      input.value += key;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
    }), letter));
  }
  await field.fill('');
  return times;
}

const house = await House.open();
const browser = await launch();
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, Chromium ${browser.version()}, SwiftShader`);
  const person = await Person.at(browser, house, 'nora');
  const { page } = person;
  const paints = [];
  await page.addInitScript(() => {
    new MutationObserver((_, own) => {
      if (!document.querySelector('main tbody tr')) return;
      own.disconnect();
      requestAnimationFrame(() => setTimeout(() => (window.useful = performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
  for (let turn = 0; turn < 7; turn++) {
    await page.reload();
    await page.waitForFunction(() => window.useful !== undefined);
    paints.push(await page.evaluate(() => window.useful));
  }
  console.log(`first useful paint on loopback (the table with its rows, signed in, the story and ${17} more): ${ms(share(paints, 0.5))} in the middle, ${ms(Math.max(...paints))} at most of ${paints.length}`);

  await pages(person.context, '/v1/notifications', 'notifications', notification, 1_000);
  await pages(person.context, '/v1/places', 'places', placed, 500);
  const began = Date.now();
  await page.reload();
  await page.getByText(`of ⁨${COUNT.toLocaleString('en')}⁩ notifications`).or(page.getByText(`of ⁨${COUNT}⁩ notifications`)).waitFor({ timeout: 120_000 });
  console.log(`${COUNT} notifications fetched in pages of 1,000 and shown after ${Date.now() - began} ms`);

  await traced(browser, page, 'table: next page, 20 times', async () => {
    for (let turn = 0; turn < 20; turn++) {
      await page.getByRole('button', { name: 'Next', exact: true }).click();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
    }
  });
  await traced(browser, page, 'table: scrolling by the wheel', async () => {
    for (let turn = 0; turn < 40; turn++) {
      await page.mouse.move(700, 600);
      await page.mouse.wheel(0, turn < 20 ? 240 : -240);
      await page.waitForTimeout(16);
    }
  });
  const keys = await typed(page, 'place 1234');
  console.log(`table: a letter typed into the filter: ${ms(share(keys, 0.5))} in the middle, ${ms(Math.max(...keys))} at most, to the frame that shows it`);

  const mapped = Date.now();
  await page.keyboard.press('Escape');
  await page.locator('.views label').nth(2).click();
  await page.locator('figure[data-drawn]').waitFor({ timeout: 180_000 });
  console.log(`map: first drawn with ${COUNT} places ${Date.now() - mapped} ms after it was asked for, the places fetched in pages of 500`);
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (COUNT > 2_000) await page.getByText('So many are drawn').waitFor({ timeout: 120_000 });
  console.log(`map: all places fetched and handed to it after ${Date.now() - mapped} ms`);
  await page.waitForTimeout(8_000);
  const pan = async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.move(x + 120 * Math.sin(turn / 8), y + 80 * Math.cos(turn / 8));
      await page.waitForTimeout(16);
    }
    await page.mouse.up();
  };
  const zoom = async () => {
    for (let turn = 0; turn < 40; turn++) {
      await page.mouse.wheel(0, turn < 20 ? -120 : 120);
      await page.waitForTimeout(32);
    }
    await page.waitForTimeout(500);
  };
  await traced(browser, page, 'map: pan', pan);
  await traced(browser, page, 'map: zoom by the wheel', zoom);
  // The same with nothing on the map: what remains is the coast, the graticule and GL.
  await page.getByLabel('Name or id').fill('nothing is called so');
  await page.waitForTimeout(3_000);
  await traced(browser, page, 'map without a place: pan', pan);
  await traced(browser, page, 'map without a place: zoom by the wheel', zoom);
  await page.getByLabel('Name or id').fill('');
  await page.waitForTimeout(5_000);
  const onMap = await typed(page, 'place 1234');
  console.log(`map: a letter typed into the filter: ${ms(share(onMap, 0.5))} in the middle, ${ms(Math.max(...onMap))} at most`);
  console.log(person.trouble.length ? person.trouble : 'no trouble on the page');
} finally {
  await browser.close();
  house.close();
}
