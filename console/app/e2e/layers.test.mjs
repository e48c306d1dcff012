// A reader's own layers: files of theirs on the map, read in the page under its own policy, drawn, kept, removed, and sent nowhere.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pmtiles, png, vectorTile } from '../test/pmtiles.mjs';
import { NAUGHTY } from './house.mjs';
import { leave, stage } from './stage.mjs';

const PASSPHRASE = 'a passphrase for tests';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const stand = stage();

/** Where the valley is. */
const [LAT, LON] = [-29.95, -21.95];
const square = (side) => [[[LON - side, LAT - side], [LON + side, LAT - side], [LON + side, LAT + side], [LON - side, LAT + side], [LON - side, LAT - side]]];
const feature = (type, coordinates, properties = {}) => ({ type: 'Feature', properties, geometry: { type, coordinates } });
const text = (value) => Buffer.from(JSON.stringify(value));

const GEOJSON = {
  name: 'sectors of ours.geojson',
  mimeType: 'application/geo+json',
  buffer: text({ type: 'FeatureCollection', features: [feature('Polygon', square(0.08), { name: 'Sector “A”' }), feature('LineString', [[LON - 0.1, LAT], [LON + 0.1, LAT]], { name: NAUGHTY[0] }), feature('Point', [LON, LAT], { name: 'بئر' }), { type: 'Feature', properties: {}, geometry: null }] }),
};
const VECTOR = { name: 'roads.pmtiles', mimeType: '', buffer: pmtiles([{ z: 0, x: 0, y: 0, bytes: vectorTile('roads', 0, 4_096) }], { vector_layers: [{ id: 'roads', fields: { name: 'String' } }] }) };
const PICTURE = { name: 'sheet.pmtiles', mimeType: '', buffer: pmtiles([{ z: 0, x: 0, y: 0, bytes: png([200, 30, 200]) }], {}, { type: 2 }) };

/**
 * Somebody at the map of the room Now. In front of the program stands Vite's server where a room is worked on, which says no
 * policy: the page and its workers then get the program's own.
 */
async function atMap(name, options = {}) {
  const served = await fetch(stand.house.address);
  const policy = served.headers.get('content-security-policy');
  assert.match(policy, /^default-src 'none'/);
  const person = await stand.enter(name, { ...options, context: { serviceWorkers: 'block', ...options.context } });
  if (stand.house.url !== stand.house.address) {
    await person.context.route(/\/(console\/[^/]*worker[^/]*)?$/, async (route) => {
      const response = await route.fetch();
      person.ruled = (person.ruled ?? 0) + 1;
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
    });
    await person.page.reload();
  }
  await person.signIn();
  await toMap(person);
  // It holds: another address is not even tried, and the map's worker came with it, too.
  assert.equal(await person.page.evaluate(() => fetch('data:,x').then(() => true, () => false)), false);
  if (person.ruled !== undefined) assert.ok(person.ruled > 1, 'the worker has no policy');
  person.trouble = person.trouble.filter((what) => !/data:,x/.test(what));
  return person;
}

async function toMap({ page }) {
  await page.locator('.views label').nth(2).click();
  await page.locator('figure[data-drawn]').waitFor();
  await page.locator('.own .opener').waitFor();
}

const opened = async ({ page }) => {
  if ((await page.locator('.own .opener').getAttribute('aria-expanded')) === 'false') await page.locator('.own .opener').click();
  await page.locator('.own .panel').waitFor();
};

async function add(person, ...files) {
  await opened(person);
  await person.page.locator('.panel input[type=file]').setInputFiles(files);
}


/** The map as it is seen, dot by dot, beside the panel. */
async function dots({ page }) {
  await page.waitForTimeout(900);
  const { x, y, width, height } = await page.locator('canvas.maplibregl-canvas').boundingBox();
  const clip = { x: x + width * 0.45, y: y + 10, width: width * 0.45, height: height - 80 };
  const picture = (await page.screenshot({ clip })).toString('base64');
  // No address is asked for: the page may not.
  const found = await page.evaluate(async (encoded) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))]));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen.drawImage(image, 0, 0);
    return btoa(Array.from(pen.getImageData(0, 0, image.width, image.height).data, (byte) => String.fromCharCode(byte)).join(''));
  }, picture);
  return Buffer.from(found, 'base64');
}

/** How many dots differ. */
function differing(a, b) {
  let count = 0;
  for (let at = 0; at < a.length; at += 4) if (Math.abs(a[at] - b[at]) + Math.abs(a[at + 1] - b[at + 1]) + Math.abs(a[at + 2] - b[at + 2]) > 12) count++;
  return count;
}

/** How many dots are of the picture's colour. */
function coloured(a) {
  let count = 0;
  for (let at = 0; at < a.length; at += 4) if (a[at] > 120 && a[at + 2] > 120 && a[at + 1] < 110) count++;
  return count;
}

/** Words as they are shown, with or without the signs around what was put into them. */
const words = (text) => new RegExp(text.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s\u2068\u2069]+'));
const status = ({ page }, what) => page.locator('.panel [role=status]').filter({ hasText: words(what) }).waitFor();
const row = ({ page }, name) => page.locator('.panel li').filter({ hasText: name });

test('what somebody adds is drawn under the page’s own policy, named as not the register’s, and goes away again', async () => {
  const nora = await atMap('nora');
  const { page } = nora;
  const sent = [];
  nora.context.on('request', (request) => {
    if (request.method() !== 'GET' || /own-layer|sectors|roads|sheet/.test(request.url())) sent.push(request.url());
  });
  await opened(nora);
  const before = await dots(nora);
  await add(nora, GEOJSON);
  await status(nora, 'sectors of ours.geojson was added');
  await page.locator('figcaption').getByText(words('sectors of ours.geojson — not from the register')).waitFor();
  await row(nora, 'sectors').getByText(words('4 features')).waitFor();
  await row(nora, 'sectors').getByText(words('1 without a place')).waitFor();
  const drawn = await dots(nora);
  assert.ok(differing(before, drawn) > 1_000, `GeoJSON is drawn: ${differing(before, drawn)}`);
  // Its names are drawn where somebody wants them, as text.
  await row(nora, 'sectors').getByLabel('Names').selectOption('name');
  const named = await dots(nora);
  assert.ok(differing(drawn, named) > 50, 'names');
  await row(nora, 'sectors').getByLabel('Names').selectOption('');
  assert.ok(differing(drawn, await dots(nora)) < 50);

  await add(nora, PICTURE);
  await status(nora, 'sheet.pmtiles');
  assert.ok(coloured(await dots(nora)) > 50_000, 'pictures are drawn');
  // They begin beneath what is there already.
  assert.deepEqual(await page.locator('.panel li .name').allTextContents(), ['sectors of ours.geojson', 'sheet.pmtiles']);
  await page.getByRole('button', { name: words('Move sheet.pmtiles up') }).click();
  assert.deepEqual(await page.locator('.panel li .name').allTextContents(), ['sheet.pmtiles', 'sectors of ours.geojson']);
  await status(nora, 'place 1 of 2');
  await row(nora, 'sheet').getByRole('checkbox').first().uncheck();
  assert.equal(coloured(await dots(nora)), 0);
  await page.getByRole('button', { name: words('Remove sheet.pmtiles') }).click();
  await status(nora, 'sheet.pmtiles was removed');
  await page.getByRole('button', { name: words('Remove sectors of ours.geojson') }).click();
  assert.ok(differing(before, await dots(nora)) < 50, 'nothing is left of them');
  assert.equal(await page.locator('figcaption').getByText('not from the register').count(), 0);

  await add(nora, VECTOR);
  await row(nora, 'roads').getByText('PMTiles · vector').waitFor();
  assert.ok(differing(before, await dots(nora)) > 1_000, 'vector tiles are drawn');
  await row(nora, 'roads').getByRole('button', { name: 'Go there' }).click();
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: words('Remove roads.pmtiles') }).click();
  await row(nora, 'roads').waitFor({ state: 'detached' });
  assert.deepEqual(sent, [], 'something of it was sent');
  await leave(nora);
});

test('a file that is no layer is refused with words, and everything else stays as it is', async () => {
  const nora = await atMap('nora');
  const { page } = nora;
  await add(nora, GEOJSON);
  await row(nora, 'sectors').waitFor();
  const bad = (name, buffer) => ({ name, mimeType: '', buffer });
  const cases = [
    [bad('utm.geojson', text(feature('Point', [738_070, 3_953_555]))), 'those are metres of a projection'],
    [bad('cut.geojson', GEOJSON.buffer.subarray(0, 200)), 'no JSON, or it is cut off'],
    [bad('grid.geojson', text({ ...feature('Point', [1, 2]), crs: { type: 'name', properties: { name: 'EPSG:32637' } } })), 'EPSG:32637'],
    [bad('empty.json', Buffer.alloc(0)), 'the file is empty'],
    [bad('<img src=x onerror=window.stolen=1>.json', Buffer.from('PK\x03\x04')), 'neither GeoJSON nor PMTiles'],
    [bad('cut.pmtiles', VECTOR.buffer.subarray(0, VECTOR.buffer.length - 9)), 'shorter than its head tells'],
    [bad('brotli.pmtiles', pmtiles([{ z: 0, x: 0, y: 0, bytes: Buffer.alloc(9) }], {}, { packed: 3 })), 'Brotli'],
    [bad('no picture.pmtiles', pmtiles([{ z: 0, x: 0, y: 0, bytes: Buffer.from('no picture') }], {}, { type: 2 })), 'its pictures cannot be read'],
  ];
  for (const [file, why] of cases) {
    await add(nora, file);
    const said = page.locator('.panel [role=alert] li');
    await said.filter({ hasText: words(why) }).waitFor();
    assert.ok((await said.textContent()).includes(file.name));
    await page.locator('.panel').getByText('everything else is as it was').waitFor();
  }
  assert.equal(await page.locator('.panel li .name').count(), 1);
  // Of several, the good ones are added.
  await add(nora, cases[0][0], VECTOR, cases[1][0]);
  await page.locator('.panel [role=alert] li').nth(1).waitFor();
  await row(nora, 'roads').waitFor();
  // Tiles that hold nothing that could be drawn are said beside the layer, and trouble nobody.
  await add(nora, { name: 'noise.pmtiles', mimeType: '', buffer: pmtiles([{ z: 0, x: 0, y: 0, bytes: Buffer.from([0x1a, 0x7f, 1, 2, 3]) }], { vector_layers: [{ id: 'roads' }] }) });
  await row(nora, 'noise').getByText('Some of its tiles cannot be read').waitFor();
  for (const name of ['sectors of ours.geojson', 'roads.pmtiles', 'noise.pmtiles']) await page.getByRole('button', { name: words(`Remove ${name}`) }).click();
  await leave(nora);
});

test('layers wait for their owner, sealed; what was not to be kept is gone', async () => {
  const nora = await atMap('nora');
  const { page } = nora;
  await add(nora, GEOJSON, VECTOR, PICTURE);
  await row(nora, 'sheet').waitFor();
  await row(nora, 'sectors').getByLabel('Names').selectOption('name');
  await row(nora, 'roads').getByRole('checkbox').nth(1).uncheck();
  const cupboard = () => page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('truceline-console');
    asked.onsuccess = () => {
      const all = ['layers', 'files'].map((shelf) => new Promise((found) => (asked.result.transaction(shelf).objectStore(shelf).getAll().onsuccess = (event) => found(event.target.result))));
      void Promise.all(all).then((shelves) => done(shelves.map((one) => one.map(({ id, key, sealed }) => ({ id, key, text: String.fromCharCode(...new Uint8Array(sealed)) })))));
    };
  }));
  let [about, files] = await cupboard();
  while (about.length !== 2 || files.length !== 2) {
    await page.waitForTimeout(200);
    [about, files] = await cupboard();
  }
  for (const { text } of [...about, ...files]) assert.ok(!/sectors|sheet|Feature|PMTiles|name/.test(text), 'something of it can be read without the key');

  // The screen is locked: no map, and the passphrase brings them back, with what was chosen for the session alone.
  await page.keyboard.press('Shift+L');
  await page.getByText('The screen is locked').waitFor();
  assert.ok(!(await page.content()).includes('sectors'));
  await page.getByLabel('Passphrase').first().fill(PASSPHRASE);
  await page.locator('main form button.first').click();
  await toMap(nora);
  await opened(nora);
  await row(nora, 'roads').waitFor();
  assert.equal(await page.locator('.panel li').count(), 3);

  // The next morning.
  await page.reload();
  await toMap(nora);
  await opened(nora);
  // The session is still open, and the key is not: what it seals is not there before it is opened.
  assert.equal(await page.locator('.panel li').count(), 0);
  await page.locator('.panel').getByRole('button', { name: 'Open the key' }).click();
  await page.getByRole('dialog').getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('dialog').getByRole('button', { name: 'Open the key' }).click();
  await row(nora, 'sectors').waitFor();
  assert.deepEqual(await page.locator('.panel li .name').allTextContents(), ['sectors of ours.geojson', 'sheet.pmtiles']);
  assert.equal(await row(nora, 'sectors').getByLabel('Names').inputValue(), 'name');
  assert.ok(coloured(await dots(nora)) > 50_000, 'what was kept is drawn');

  await page.getByRole('button', { name: words('Remove sheet.pmtiles') }).click();
  await row(nora, 'sheet').waitFor({ state: 'detached' });
  await page.waitForTimeout(500);
  assert.deepEqual((await cupboard()).map((one) => one.length), [1, 1]);
  // Whoever takes the key out of the browser takes them along.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+L');
  await page.getByRole('button', { name: 'Sign out' }).click();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Take this key out' }).click();
  await page.waitForTimeout(500);
  assert.deepEqual(await cupboard(), [[], []]);
  await leave(nora);
});

test('a layer is there in every theme and on other maps, and nothing on it can be chosen', async () => {
  const nora = await atMap('nora');
  const { page } = nora;
  // Of nowhere that anybody told of.
  await add(nora, { name: 'far.geojson', mimeType: '', buffer: text(feature('Polygon', [[[40, 10], [44, 10], [44, 14], [40, 14], [40, 10]]])) });
  await row(nora, 'far').getByRole('button', { name: 'Go there' }).click();
  const drawn = await dots(nora);
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
  await page.mouse.click(box.x + box.width * 0.55, box.y + box.height / 2);
  await page.waitForTimeout(300);
  assert.equal(await page.locator('aside').count(), 0);
  await row(nora, 'far').getByRole('checkbox').first().uncheck();
  assert.ok(differing(drawn, await dots(nora)) > 500);
  await row(nora, 'far').getByRole('checkbox').first().check();
  const theme = page.locator('header.bar select').nth(1);
  await theme.selectOption('dark');
  const dark = await dots(nora);
  await row(nora, 'far').getByRole('checkbox').first().uncheck();
  assert.ok(differing(dark, await dots(nora)) > 500, 'another theme draws it again');
  await row(nora, 'far').getByRole('checkbox').first().check();

  await nora.room('notify');
  await page.locator('main input.mono').first().fill('-29.9549, -21.9170');
  await page.locator('main form .map > button').click();
  await page.locator('figcaption').getByText(words('far.geojson — not from the register')).waitFor();
  await opened(nora);
  await page.getByRole('button', { name: words('Remove far.geojson') }).click();
  await leave(nora);
});

test('it is done by the keyboard alone, said aloud, dropped onto the map, and keeps nobody out', async () => {
  for (const theme of ['light', 'dark']) {
    const nora = await atMap('nora', { choices: { theme } });
    const { page } = nora;
    await page.locator('.own .opener').focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.className.includes('panel')), true);
    // A file that is dropped: as the browser tells of it.
    const dropped = await page.evaluateHandle(([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      return data;
    }, [GEOJSON.name, GEOJSON.buffer.toString()]);
    await page.dispatchEvent('figure', 'dragover', { dataTransfer: dropped });
    await page.dispatchEvent('figure', 'drop', { dataTransfer: dropped });
    await status(nora, 'sectors of ours.geojson was added');
    await add(nora, VECTOR, { name: 'utm.geojson', mimeType: '', buffer: text(feature('Point', [738_070, 3_953_555])) });
    await row(nora, 'roads').waitFor();
    await page.locator('.panel [role=alert] li').waitFor();

    await page.evaluate(AXE);
    const found = await page.evaluate(async () => (await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`));
    assert.deepEqual(found, [], theme);

    await page.getByRole('button', { name: words('Move roads.pmtiles down') }).focus();
    await page.keyboard.press('Enter');
    await status(nora, 'roads.pmtiles is now at place 2 of 2');
    // The button that did it is at its end: the other one has the keyboard.
    assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), words('Move roads.pmtiles up'));
    await page.getByRole('button', { name: words('Remove sectors of ours.geojson') }).focus();
    await page.keyboard.press('Enter');
    await status(nora, 'was removed');
    assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), words('Remove roads.pmtiles'));
    await page.keyboard.press('Enter');
    await page.locator('.panel li .name').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'file');
    await page.keyboard.press('Escape');
    await page.locator('.own .panel').waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement?.className.includes('opener')), true);
    await leave(nora);
  }
});

test('a layer of 20,000 features leaves the map of use', async () => {
  const nora = await atMap('nora');
  const { page } = nora;
  const many = Array.from({ length: 20_000 }, (_, at) => (at % 2 ? feature('Point', [LON + Math.sin(at) * 0.4, LAT + Math.cos(at * 3) * 0.3], { name: `W-${at}` }) : feature('Polygon', [[0, 1, 2, 3, 4, 0].map((corner) => [LON + Math.sin(at * 5) * 0.4 + Math.sin(corner * 1.25) * 0.01, LAT + Math.cos(at * 7) * 0.3 + Math.cos(corner * 1.25) * 0.01])], { name: `P-${at}` })));
  await opened(nora);
  const began = Date.now();
  await add(nora, { name: 'many.geojson', mimeType: '', buffer: text({ type: 'FeatureCollection', features: many }) });
  await row(nora, 'many').waitFor();
  const read = Date.now() - began;
  await page.waitForTimeout(4_000);
  // What the page takes for a word while the map is moved about.
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
  const waits = [];
  for (let step = 0; step < 10; step++) {
    await page.mouse.wheel(0, step % 2 ? 300 : -300);
    const asked = Date.now();
    await page.evaluate(() => new Promise((done) => setTimeout(done)));
    waits.push(Date.now() - asked);
    await page.waitForTimeout(150);
  }
  console.log(`# 20,000 features: ${read} ms until they were read, the page answered after ${Math.max(...waits)} ms at the most while the map moved`);
  await page.locator('.views label').nth(0).click();
  await page.locator('main tbody tr').first().waitFor();
  await toMap(nora);
  await opened(nora);
  await page.getByRole('button', { name: words('Remove many.geojson') }).click();
  await leave(nora);
});
