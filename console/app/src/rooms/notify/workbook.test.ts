/** Workbooks: real ones of LibreOffice and of the program, and such as are made to do harm. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { test } from 'node:test';
import { BookError, checksum, MAX_UNPACKED, type BookFault } from './archive.ts';
import { offersOf, type Offer } from './offers.ts';
import { readRows } from './rows.ts';
import { dateOf, digits, shows } from './serial.ts';
import type { Sheet } from './sheet.ts';
import { readBook } from './workbook.ts';

const FOLDER = new URL('../../../test/workbooks/', import.meta.url);
const bytesOf = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(name, FOLDER)));

async function offers(bytes: Uint8Array<ArrayBuffer>): Promise<Offer[]> {
  return offersOf(await readBook(bytes));
}

async function refused(bytes: Uint8Array<ArrayBuffer>): Promise<BookFault | undefined> {
  try {
    await readBook(bytes);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof BookError, String(error));
    return error.what;
  }
}

function table({ table: found }: Offer): Sheet {
  assert.ok('rows' in found, JSON.stringify(found));
  return found;
}

const faults = (sheet: Sheet): string[] => readRows(sheet, ['humanitarian'], () => false).flatMap((row, at) => [...row.faults].map(([column, what]) => `${at} ${column} ${what}`));

for (const name of ['valley.xlsx', 'valley-1904.xlsx', 'valley.ods'])
  test(`a workbook of LibreOffice is read as its cells show it (${name})`, async () => {
    const all = await offers(bytesOf(name));
    // The sheet of help is no table, and the hidden one is not seen.
    assert.deepEqual(all.map(({ names }) => names), [['our sites'], ['movements', 'legs']]);
    const sites = table(all[0]!);
    assert.deepEqual(sites.rows.map(({ number }) => number), [5, 6]);
    const [first, second] = sites.rows;
    assert.deepEqual(first?.cells, {
      reference: '0017',
      request: 'add',
      category: 'health',
      name: 'مستشفى Dorvane',
      latitude: '-29.9549',
      longitude: '-21.917',
      precision_m: '20',
      valid_from: name.endsWith('ods') ? '2026-03-01 08:30:00' : '2026-03-01 08:30',
      valid_until: '2026-06-01',
      time_zone: 'Asia/Damascus',
      contact: 'duty desk',
      radius_m: '150',
    });
    assert.deepEqual(first?.origins['radius_m'], { formula: true, number: true });
    assert.deepEqual(first?.origins['name'], undefined);
    // Midnight that is shown as a time is no whole day, and what a spreadsheet could not work out is a fault.
    assert.match(second?.cells['valid_until'] ?? '', /^2026-03-02( 00:00)?$/);
    if (!name.endsWith('ods')) assert.equal(second?.cells['valid_until'], '2026-03-02 00:00');
    const found = faults(sites);
    for (const one of ['1 name fault-formula', '1 contact fault-error', '1 precision_m fault-precision']) assert.ok(found.includes(one), `${one}: ${found}`);
    assert.deepEqual(found.filter((one) => one.startsWith('0')), []);

    const ways = table(all[1]!);
    assert.deepEqual(ways.rows.map(({ label }) => label), ['movements 3, legs 3', 'legs 4']);
    assert.deepEqual(faults(ways), []);
    const asks = readRows(ways, ['humanitarian'], () => false)[0]?.asks;
    assert.ok(asks?.request === 'add');
    const says = asks.says(new Uint8Array(16));
    assert.ok('movement' in says && says.movement.place.legs.length === 2);
    assert.equal(says.movement.place.legs[1]?.window.from.toISOString(), '2026-03-02T12:00:00.000Z');
  });

test('the program’s own empty tables are read, their examples passed over', async () => {
  const [sites] = await offers(bytesOf('template-sites.xlsx'));
  assert.deepEqual(table(sites!).rows, []);
  const [ways] = await offers(bytesOf('template-movements.xlsx'));
  assert.equal(table(ways!).template, 'movement-legs');
  assert.deepEqual(table(ways!).rows, []);
});

test('what is no such workbook is refused in words of its own', async () => {
  assert.equal(await refused(bytesOf('valley.xls')), 'book-old');
  const sealed = new Uint8Array(4096);
  sealed.set([0xd0, 0xcf, 0x11, 0xe0]);
  sealed.set([...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]), 1024);
  assert.equal(await refused(sealed), 'book-protected');
  assert.equal(await refused(zip({ 'META-INF/manifest.xml': '<manifest><file-entry><encryption-data/></file-entry></manifest>', 'content.xml': 'sealed' })), 'book-protected');
  assert.equal(await refused(zip({ ...BARE, '_rels/.rels': RELS.replace('workbook.xml', 'workbook.bin') })), 'book-binary');
  assert.equal(await refused(zip({ 'word/document.xml': '<document/>' })), 'book-broken');
  assert.equal(await refused(zip({ 'content.xml': '<document-content><body><text/></body></document-content>' })), 'book-binary');
});

test('a byte that was bent anywhere never passes for another cell', async () => {
  const whole = bytesOf('valley.xlsx');
  const as = JSON.stringify(await readBook(whole));
  let read = 0;
  for (let at = 3; at < whole.length; at += 97) {
    const bent = whole.slice();
    bent[at] = (bent[at] ?? 0) ^ 0x04;
    try {
      assert.equal(JSON.stringify(await readBook(bent)), as, `at ${at}`);
      read += 1;
    } catch (error) {
      assert.ok(error instanceof BookError, `at ${at}: ${error}`);
    }
  }
  // What is bent in fonts, or in times of files, changes nothing that is read.
  assert.ok(read < 100, `${read} of ${Math.ceil(whole.length / 97)} were read`);
  for (const length of [0, 3, 30, 5_000, whole.length - 30]) assert.equal(await refused(cut(whole, length)), 'book-broken', `cut at ${length}`);
});

const cut = (bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> => Uint8Array.from([0x50, 0x4b, ...bytes.slice(2, length)]);

test('what swells, nests, expands or repeats is stopped', async () => {
  const swollen = zip({ ...BARE, 'xl/sharedStrings.xml': `<sst>${' '.repeat(MAX_UNPACKED)}</sst>` });
  assert.ok(swollen.length < 100_000);
  assert.equal(await refused(swollen), 'book-large');
  // It says that it is small and is not.
  assert.equal(await refused(zip({ ...BARE, 'xl/sharedStrings.xml': `<sst>${' '.repeat(1 << 20)}</sst>` }, { lies: 100 })), 'book-broken');
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>';
  assert.equal(await refused(book('', `${bomb}<worksheet/>`)), 'book-broken');
  assert.equal(await refused(book('', '<worksheet>&lol;</worksheet>')), 'book-broken');
  assert.equal(await refused(book('', `<worksheet>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</worksheet>`)), 'book-broken');
  assert.equal(await refused(book('', '<worksheet><sheetData>')), 'book-broken');
  assert.equal(await refused(book('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')), 'book-broken');
  assert.equal(await refused(book('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), 'book-broken');
  assert.equal(await refused(book('<row r="1"><c r="ZZ1"><v>1</v></c></row>')), 'book-wide');
  assert.equal(await refused(book(Array.from({ length: 1_300 }, (_, at) => `<row r="${at + 1}"><c><v>1</v></c></row>`).join(''))), 'book-cells');
  assert.equal(await refused(zip(Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`part${at}`, ''])))), 'book-large');
  const many = Array.from({ length: 17 }, (_, at) => `<sheet name="s${at}" r:id="r1"/>`).join('');
  assert.equal(await refused(zip({ ...BARE, 'xl/workbook.xml': WORKBOOK.replace(/<sheet .*\/>/, many) })), 'book-sheets');
  const repeated = '<document-content><body><spreadsheet><table name="t"><table-row number-rows-repeated="1048576"><table-cell value-type="string" number-columns-repeated="1024"><p>x</p></table-cell></table-row></table></spreadsheet></body></document-content>';
  assert.equal(await refused(zip({ 'content.xml': repeated })), 'book-cells');
  const hidden = zip({ ...BARE }, { flags: 1 });
  assert.equal(await refused(hidden), 'book-protected');
});

test('a lone cell in the last row costs one cell, and links outside are passed over', async () => {
  const [sheet] = await readBook(book('<row r="1048576"><c r="B1048576" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>read aloud</t></rPh></is></c></row>'));
  assert.deepEqual(sheet?.lines, [{ number: 1_048_576, cells: [{ text: '' }, { text: 'ab' }] }]);
  const rels = RELATED.replace('</Relationships>', '<Relationship Id="r9" Type="x/worksheet" Target="https://example.org/a.xml" TargetMode="External"/></Relationships>');
  assert.equal((await readBook(zip({ ...BARE, 'xl/_rels/workbook.xml.rels': rels }))).length, 1);
  const [formula] = await readBook(book('<row><c><f>A1+1</f></c><c t="str"><f>B1</f><v>kept</v></c></row>'));
  // Without a kept value there is the formula alone, which is a fault of its cell.
  assert.deepEqual(formula?.lines[0]?.cells, [{ text: '=A1+1' }, { text: 'kept', formula: true }]);
});

test('numbers and days are written as they are shown', () => {
  for (const [value, text] of [[0.1 + 0.2, '0.3'], [1e-7, '0.0000001'], [-29.9549, '-29.9549'], [1e21, '1000000000000000000000'], [12345678901234567, '12345678901234600'], [17, '17']] as const) assert.equal(digits(value), text);
  for (const [id, code, how] of [
    [0, undefined, 'number'], [14, undefined, 'day'], [22, undefined, 'time'], [46, undefined, 'number'],
    [164, 'yyyy\\-mm\\-dd', 'day'], [164, 'dd/mm/yyyy hh:mm', 'time'], [164, '[h]:mm', 'number'], [164, '0.00E+00', 'number'],
    [164, 'General', 'number'], [164, '"days" 0', 'number'], [164, '[$-409]d mmm yy;@', 'day'], [164, '#,##0.00', 'number'], [164, '[Red]0.0', 'number'],
  ] as const) assert.equal(shows(id, code), how, `${id} ${code}`);
  assert.deepEqual(shows(164, '0000'), { digits: 4 });
  assert.equal(dateOf(60, false, false), undefined, 'the day that never was');
  assert.equal(dateOf(61, false, false), '1900-03-01');
  assert.equal(dateOf(46_082.3541666667, false, true), '2026-03-01 08:30');
  assert.equal(dateOf(46_082 - 1_462, true, false), '2026-03-01');
  assert.equal(dateOf(1e9, false, false), undefined);
});

const RELS = '<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>';
const RELATED = '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>';
const WORKBOOK = '<workbook><sheets><sheet name="sites" r:id="r1"/></sheets></workbook>';
const BARE: Record<string, string> = {
  '_rels/.rels': RELS,
  'xl/workbook.xml': WORKBOOK,
  'xl/_rels/workbook.xml.rels': RELATED,
  'xl/worksheets/sheet1.xml': '<worksheet/>',
  'xl/sharedStrings.xml': '<sst/>',
};

/** A workbook of one sheet, by its rows or by all of the sheet's text. */
const book = (rows: string, sheet = `<worksheet><sheetData>${rows}</sheetData></worksheet>`): Uint8Array<ArrayBuffer> => zip({ ...BARE, 'xl/worksheets/sheet1.xml': sheet });

/** An archive, which may lie about the length of what is packed, or say that it is behind a password. */
function zip(parts: Record<string, string>, { lies, flags = 0 }: { lies?: number; flags?: number } = {}): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const plain = Buffer.from(text);
    const packed = deflateRawSync(plain);
    const length = lies !== undefined && plain.length > lies ? lies : plain.length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(checksum(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    list.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tail, Buffer.from(name)]));
    files.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Uint8Array.from(Buffer.concat([...files, listed, end]));
}
