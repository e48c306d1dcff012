// Notify: a site, a movement and a nil are told in the page, looked over, and kept as drafts; then what becomes of them.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { NAUGHTY } from './house.mjs';
import { leave, stage } from './stage.mjs';

const stand = stage();
const MGRS = /\d{2}[A-Z] [A-Z]{2} \d+ \d+/;

/** Looks it over and sends it; gives the record's number. */
async function send(page) {
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Notify', exact: true }).click();
  const link = page.locator('.said a');
  await link.waitFor();
  return (await link.textContent()).replace(/\D/g, '');
}

test('what is notified in the page is an alert on another screen within a second', async () => {
  const [nora, rhea] = await Promise.all([stand.at('nora'), stand.at('rhea')]);
  await nora.room('plan');
  await nora.page.getByRole('textbox', { name: 'Position' }).fill('-30.0600, -21.8000');
  await nora.page.getByLabel('Radius, km').fill('1');
  await nora.page.getByRole('button', { name: 'File as a plan' }).click();
  await nora.page.getByRole('button', { name: 'Begin' }).click();
  await nora.page.locator('section.chosen').getByText('under way').first().waitFor();
  const before = await nora.page.locator('section.alerts li').count();

  const { page } = rhea;
  await rhea.room('notify');
  await page.getByLabel('Category').selectOption('health');
  await page.getByRole('textbox', { name: 'Names' }).fill('Field clinic at Sarrin\nمستشفى سارين الميداني');
  await page.getByRole('textbox', { name: 'Position' }).fill('30°03′36.0″S 21°48′00.0″W');
  await page.getByLabel('Radius, m').fill('120');
  assert.match(await page.locator('main form').textContent(), MGRS);
  await page.getByLabel('North', { exact: true }).selectOption('exact');
  await page.getByRole('button', { name: 'Look it over' }).click();
  assert.match(await page.getByRole('dialog').textContent(), /-30\.06000, -21\.80000/);
  const sent = Date.now();
  await page.getByRole('dialog').getByRole('button', { name: 'Notify', exact: true }).click();
  await nora.page.waitForFunction((count) => document.querySelectorAll('section.alerts li').length > count, before, { polling: 20 });
  const took = Date.now() - sent;
  console.log(`# the alert was on the other screen ${took} ms after “Notify” was pressed`);
  assert.ok(took < 1_000, `${took} ms`);
  await page.locator('.said a').waitFor();
  await leave(nora, rhea);
});

test('a site is warned of where it may be a slip, and what was told of it can be told on', async () => {
  const rhea = await stand.at('rhea');
  const { page } = rhea;
  await rhea.room('notify');
  await page.getByLabel('Category').selectOption('health');
  await page.getByRole('textbox', { name: 'Position' }).fill('-29.9548, -21.9169');
  await page.getByRole('textbox', { name: 'Names' }).fill('Al-Dorvane');
  await page.locator('.found').getByText('Dorvane clinic').waitFor();
  await page.waitForTimeout(800);
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByRole('dialog').getByText('something like it in force nearby').waitFor();
  await page.getByRole('dialog').getByText('shared with nobody but the centre').waitFor();
  await page.getByRole('button', { name: 'Go on writing' }).click();
  // Elsewhere there is no like of it, and no zone.
  await page.getByRole('textbox', { name: 'Position' }).fill('12.5, 41.25');
  await page.waitForTimeout(800);
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByRole('dialog').getByText('outside of every boundary').waitFor();
  assert.equal(await page.getByRole('dialog').getByText('something like it').count(), 0);
  await page.getByRole('button', { name: 'Go on writing' }).click();
  await page.getByRole('textbox', { name: 'Position' }).fill('-29.9000, -21.9000');
  const index = await send(page);
  await page.locator('.said a').click();
  await page.locator('.receipt pre').waitFor();
  assert.match(await page.locator('.receipt').textContent(), /Al-Dorvane/);
  assert.match(await page.locator('.receipt pre').textContent(), /c2sp\.org\/tlog-proof/);
  assert.match(await page.locator('.receipt').textContent(), new RegExp(index));
  assert.ok(!/acknowledge/i.test(await page.locator('.receipt').textContent()), 'somebody’s acknowledgement stands on a receipt');
  assert.equal(await page.locator('.receipt :is(img, svg, canvas)').count(), 0, 'something that could be scanned');
  const paper = await page.pdf();
  assert.ok(paper.length > 5_000);

  await page.locator('.receipt').getByRole('link', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Tell that it still holds' }).click();
  await page.locator('.done').waitFor();
  await page.getByRole('button', { name: 'Open for amending' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Position' }).inputValue(), '-29.9000000, -21.9000000');
  await page.getByLabel('Radius, m').fill('300');
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Amend', exact: true }).click();
  await page.locator('.said a').waitFor();
  await page.locator('a.own').filter({ hasText: 'Al-Dorvane' }).click();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByLabel('Why').fill('moved away');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.locator('.done').getByText('Another person of your party').waitFor();
  await leave(rhea);
});

test('a movement is told leg by leg and reports; a nil names its forces', async () => {
  const rolf = await stand.at('rolf');
  const { page } = rolf;
  await rolf.room('notify');
  await page.locator('.views button').nth(1).click();
  await page.getByRole('textbox', { name: 'Names' }).fill('Convoy 15');
  await page.getByRole('textbox', { name: 'Positions along the leg' }).fill('-29.930, -22.100; -29.945, -22.020');
  await page.getByRole('button', { name: 'Another leg' }).click();
  assert.match(await page.getByRole('textbox', { name: 'Positions along the leg' }).nth(1).inputValue(), /-29\.945, -22\.020/);
  await page.getByRole('textbox', { name: 'Positions along the leg' }).nth(1).fill('-29.945, -22.020\n-29.940, -21.930');
  await page.getByRole('button', { name: 'Holding point' }).click();
  await page.getByLabel('All: in cells').or(page.getByRole('button', { name: 'All: in cells' })).click();
  await send(page);
  await page.locator('a.own').filter({ hasText: 'Convoy 15' }).click();
  await page.getByLabel('What happened').selectOption('holding');
  await page.getByLabel('At holding point').fill('1');
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await page.locator('.done').waitFor();
  await page.getByLabel('What happened').selectOption('arrived');
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await page.locator('article').getByText('arrived').last().waitFor();
  await leave(rolf);

  const sana = await stand.at('sana');
  await sana.room('notify');
  await sana.page.locator('.views button').nth(2).click();
  await sana.page.getByRole('textbox', { name: 'Corners' }).fill('-30.05,-22.10\n-30.05,-22.02\n-29.98,-22.02');
  await sana.page.getByLabel('partner forces').check();
  await send(sana.page);
  await leave(sana);
});

test('a draft is kept on this machine, sealed, and marked', async () => {
  const rhea = await stand.at('rhea');
  const { page } = rhea;
  await rhea.room('notify');
  await page.getByRole('textbox', { name: 'Names' }).fill('Half a name');
  await page.getByText('Kept as a draft on this machine').waitFor();
  await page.reload();
  await rhea.room('notify');
  await page.getByText('Drafts are sealed with your key').waitFor();
  const lying = await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('truceline-console');
    asked.onsuccess = () => {
      const all = asked.result.transaction('drafts').objectStore('drafts').getAll();
      all.onsuccess = () => done(all.result.map((one) => new TextDecoder('latin1').decode(one.sealed)).join());
    };
  }));
  assert.ok(lying.length > 100 && !lying.includes('Half a name'));
  await page.locator('main').getByRole('button', { name: 'Open the key' }).first().click();
  await page.getByRole('dialog').getByLabel('Passphrase').fill('a passphrase for tests');
  await page.getByRole('dialog').getByRole('button', { name: 'Open the key' }).click();
  const draft = page.locator('.draft').filter({ hasText: 'Half a name' });
  await draft.getByText('NOT SUBMITTED').waitFor();
  await draft.getByRole('button', { name: 'Go on' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Names' }).inputValue(), 'Half a name');
  page.once('dialog', (dialog) => dialog.accept());
  await draft.getByRole('button', { name: 'Throw away' }).click();
  await draft.waitFor({ state: 'detached' });
  await leave(rhea);
});

const TABLE = `truceline/sites/1
reference,request,category,name,coordinates,radius_m,valid_from,reconfirm_by,contact
T-1,add,water,Pump at Mirsal,"-29.9000, -21.9500",30,2026-01-01T00:00Z,2099-01-01T00:00Z,duty desk
T-2,add,water,Pump at Odran,"-29,9 -21,9",30,2026-01-01T00:00Z,2099-01-01T00:00Z,duty desk
T-3,add,school,=HYPERLINK("x"),"-29.9100, -21.9600",30,2026-01-01 08:00,2099-01-01T00:00Z,duty desk
EXAMPLE-1,add,school,passed over,"0.0, 0.0",30,2026-01-01T00:00Z,2099-01-01T00:00Z,duty desk
`;

test('a table shows its faults in place; mended, each row is a statement of its own', async () => {
  const rhea = await stand.at('rhea');
  const { page } = rhea;
  await rhea.room('notify');
  await page.locator('.views button').nth(3).click();
  await page.locator('main input[type=file]').setInputFiles({ name: 'sites.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) });
  await page.getByText(/2\W* rows have a fault/).waitFor();
  assert.equal(await page.locator('main tbody tr').count(), 3);
  await page.getByLabel('coordinates, 4').fill('-29.9100, -21.9400');
  await page.getByText('One row has a fault').waitFor();
  await page.getByLabel('North', { exact: true }).selectOption('cell');
  await page.getByRole('button', { name: /Send \W*2\W* statements/ }).click();
  await page.locator('main tbody a').nth(1).waitFor();
  // The third is mended and goes by itself.
  await page.getByLabel('name, 5').fill('School at Mirsal');
  await page.getByLabel('valid_from, 5').fill('2026-01-01T08:00Z');
  await page.getByRole('button', { name: 'Send one statement' }).click();
  await page.locator('main tbody a').nth(2).waitFor();
  // Told once, the same table is a contradiction in each row.
  await page.getByLabel('Or cells, pasted').fill(TABLE.split('\n').slice(1, 3).join('\n').replaceAll(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '\t').replaceAll('"', ''));
  await page.getByRole('button', { name: 'Read the cells' }).click();
  await page.getByText('The register has this reference already').waitFor();
  await leave(rhea);
});

const BOOK = fileURLToPath(new URL('../test/workbooks/valley', import.meta.url));

test('a workbook is read as its cells show it: which table is chosen, a formula is said to be one, other files are refused in words', async () => {
  const rhea = await stand.at('rhea');
  const { page } = rhea;
  await rhea.room('notify');
  await page.locator('.views button').nth(3).click();
  const file = page.locator('main input[type=file]');
  for (const [name, words] of [
    [`${BOOK}.xls`, 'a workbook of the older format'],
    [{ name: 'swollen.xlsx', mimeType: '', buffer: Buffer.from('PK\u0003\u0004 and nothing more') }, 'The workbook cannot be read'],
    [{ name: 'latin.csv', mimeType: 'text/csv', buffer: Buffer.from([0x74, 0xe9, 0x2c]) }, 'The text of the file cannot be read'],
  ]) {
    await file.setInputFiles(name);
    await page.locator('main [role=alert]').getByText(words).waitFor();
    assert.equal(await page.locator('main tbody').count(), 0);
  }
  await file.setInputFiles(`${BOOK}.xlsx`);
  await page.getByText(/2\W* cells are formulas/).waitFor();
  assert.equal(await page.getByLabel('reference, 5').inputValue(), '0017');
  assert.equal(await page.getByLabel('valid_from, 5').inputValue(), '2026-03-01 08:30');
  await page.getByText('kept by a formula').waitFor();
  await page.getByText('The spreadsheet could not work this out').waitFor();
  // What is typed there comes from no formula, and what was a number is as exact as is written.
  await page.getByLabel('radius_m, 5').fill('200');
  await page.getByText('One cell is a formula').waitFor();
  for (const [field, text] of [['name, 6', 'Pump'], ['contact, 6', 'desk'], ['precision_m, 6', '50'], ['radius_m, 6', '30']]) await page.getByLabel(field).fill(text);
  await page.getByText('No fault was found').waitFor();
  await page.getByRole('button', { name: /Send \W*2\W* statements/ }).click();
  await page.locator('main tbody a').nth(1).waitFor();
  await page.getByLabel('Which table of the workbook').selectOption({ index: 1 });
  await page.getByLabel('from, movements 3, legs 3').waitFor();
  await page.getByLabel('leg, legs 4').waitFor();
  await page.getByRole('button', { name: 'Send one statement' }).click();
  await page.locator('main tbody a').first().waitFor();
  await file.setInputFiles(`${BOOK}.ods`);
  await page.getByText('The register has this reference already').first().waitFor();
  await leave(rhea);
});

test('nothing that is typed runs: not in a field, not in what is looked over, not on a receipt, not in a table', async () => {
  const rhea = await stand.at('rhea');
  const { page } = rhea;
  const fill = async () => {
    await page.evaluate(() => document.querySelectorAll('main details').forEach((one) => (one.open = true)));
    for (const field of await page.locator('main input:not([type]), main input[type=search], main textarea').all()) for (const text of NAUGHTY) await field.fill(text);
  };
  await rhea.room('notify');
  for (const tab of [0, 1, 2]) {
    await page.locator('.views button').nth(tab).click();
    if (tab === 1) await page.getByRole('button', { name: 'Holding point' }).click();
    await fill();
  }
  await page.locator('.views button').nth(3).click();
  const rows = NAUGHTY.map((text, at) => ['reference', 'name', 'coordinates', 'contact'].map(() => `"${text.replaceAll('"', '""')}"`).concat(`N-${at}`, 'add').join('\t'));
  await page.getByLabel('Or cells, pasted').fill(`remarks\tname\tcoordinates\tcontact\treference\trequest\n${rows.join('\n')}`);
  await page.getByRole('button', { name: 'Read the cells' }).click();
  await page.locator('main tbody tr').nth(NAUGHTY.length - 1).waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()]);
  const text = await (await saved.createReadStream()).toArray().then((parts) => Buffer.concat(parts).toString());
  assert.ok(!/(^|,)"?[=@+]/m.test(text), 'a cell that a spreadsheet would run');
  await page.locator('.views button').nth(0).click();
  await page.getByRole('textbox', { name: 'Names' }).fill(NAUGHTY.join('\n'));
  await page.getByRole('textbox', { name: 'Position' }).fill('-29.8600, -21.9600');
  await send(page);
  await page.locator('.said a').click();
  await page.locator('.receipt pre').waitFor();
  for (const name of NAUGHTY) assert.ok((await page.locator('.receipt').textContent()).includes(name), name);
  await leave(rhea);
});

test('what a table told is known to the command line by the same references', async () => {
  const rhea = await stand.at('rhea');
  const { page } = rhea;
  const file = stand.house.path('line.csv');
  writeFileSync(file, TABLE.split('\n').slice(0, 3).join('\n').replace('T-1', 'L-1'));
  stand.house.say('rhea', 'import', file);
  await rhea.room('notify');
  await page.locator('.views button').nth(3).click();
  await page.locator('main input[type=file]').setInputFiles(file);
  await page.getByText('The register has this reference already').waitFor();
  await leave(rhea);
});
