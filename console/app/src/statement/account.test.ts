/** What people tell of what happened, against the golden vectors: the same bytes from plain values. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as words from './account.ts';
import { actorEntered } from './acts/actor.ts';
import { allegationAnswered, allegationCorrected, allegationMade, allegationStepped, allegationWithdrawn, type Allegation } from './acts/allegation.ts';
import { bulletinPublished, type Content } from './acts/bulletin.ts';
import { claimEntered, claimWithdrawn, stanceTaken, type Claim } from './acts/claim.ts';
import { incidentAmended, incidentOpened, informationGiven, informationRequested, type Incident } from './acts/incident.ts';
import { entryDisputed, judgementUndone, pairJudged, reconciliationOpened } from './acts/reconciliation.ts';
import { decode, encode, type Fields, type Item } from './cbor.ts';
import { Sealer } from './disclosure.ts';
import { hex, unhex, writeId } from './id.ts';

const VECTORS = new URL('../../../../testdata/vectors/register/', import.meta.url);
const STATEMENTS = readFileSync(new URL('statements.txt', VECTORS), 'utf8');

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const read = unhex(text);
  assert.ok(read);
  return read;
}

function section(name: string): string {
  const found = STATEMENTS.split(`[${name}]\n`)[1]?.split('\n\n')[0];
  assert.ok(found, name);
  return found;
}

function actOf(name: string): Fields {
  const payload = /^payload: (.+)$/m.exec(section(name))?.[1] ?? '';
  const [, body] = (decode(bytes(payload)) as Fields).get(7) as [number, [Fields]];
  return body[0];
}

/** The whole act in hexadecimal digits. */
function golden(name: string): string {
  const payload = /^payload: (.+)$/m.exec(section(name))?.[1] ?? '';
  return hex(encode((decode(bytes(payload)) as Fields).get(7) as Item));
}

/** A sealer that salts as the vectors do: 16 equal bytes, counted from 1. */
function sealer(): Sealer {
  let salt = 0;
  return new Sealer('exact', () => new Uint8Array(16).fill(++salt));
}

const at = (item: Item | undefined): Date => new Date(Number(BigInt(item as number) / 1000n));
/** The time, the place and the provenance that all vectors of claims have. */
const FROM = at((decode(bytes('1b0006c00a3912c000')) as number));
const UNTIL = at((decode(bytes('1b0006c00a43cd5500')) as number));
const TIME: words.TimeTold = { from: FROM, until: UNTIL, certainty: 'about', offset_min: -90 };
const PARTY = (number: number): string => writeId('pty', new Uint8Array(16).fill(number));
const INCIDENT = writeId('inc', new Uint8Array(16).fill(0x1c));
const PROVENANCE: words.Provenance = {
  claimant: "an observers' office",
  speaker: 'its spokesperson',
  reportedBy: 'a news agency',
  language: 'xx',
  original: 'words as they were said',
  translation: 'the same words',
  clock: 'local time',
  document: { address: 'https://example.org/statement', sha256: bytes('b111c6e1d318f203063e5c16bab43c108326af0aa2f7b65760c95547a43dbe52'), media: 'text/html' },
  remark: 'read by two people',
};

test('words have the numbers of the vocabularies', () => {
  const text = readFileSync(new URL('words.txt', VECTORS), 'utf8');
  const listed = (name: string): string[] => {
    const lines = text.split(`[${name}]\n`)[1]?.split('\n\n')[0]?.split('\n').filter(Boolean) ?? [];
    return lines.map((line) => line.split(': ')[1] ?? '');
  };
  const all = { 'event-kind': words.EVENTS, question: words.QUESTIONS, polarity: words.POLARITIES, 'claim-channel': words.CHANNELS, certainty: words.CERTAINTIES, harm: words.HARMS, category: words.PEOPLE, 'object-class': words.OBJECTS, 'claim-stance-word': words.STANCES, 'standard-question': words.ASKED, 'violation-kind': words.VIOLATIONS, 'step-word': words.STEPS, 'answer-word': words.ANSWERS, 'pair-word': words.PAIRS, 'list-side': words.SIDES, compliance: words.COMPLIANCES, 'actor-relation': words.RELATIONS, means: words.MEANS, 'weapon-class': words.WEAPONS };
  for (const [name, own] of Object.entries(all)) assert.deepEqual(listed(name), [...own], name);
});

test('an incident and answers to questions about it', async () => {
  const spellings = [{ text: 'Dorvane' }, { text: 'Durvan', language: 'xx' }];
  const centre = { lat: 359_122_881 / 1e7, lon: 366_500_000 / 1e7 };
  const body = decode((decode(bytes(/disclosure: details \S+ (\S+)/.exec(section('incident-opened'))?.[1] ?? '')) as Item[])[2] as Uint8Array) as Fields;
  const place = body.get(2) as Fields;
  const [, [[lat7, lon7], radius]] = place.get(2) as [number, [[number, number], number]];
  Object.assign(centre, { lat: lat7 / 1e7, lon: lon7 / 1e7 });
  const told = (place.get(0) as Fields[]).map((one) => ({ text: one.get(0) as string, ...(one.has(1) && { language: one.get(1) as string }) }));
  assert.deepEqual(told.map(({ text }) => text), spellings.map(({ text }) => text));
  const incident: Incident = {
    id: new Uint8Array(16).fill(0x1c),
    event: 'explosion',
    when: TIME,
    clock: body.get(1) as string,
    place: { spellings: told, words: place.get(1) as string, footprint: { kind: 'circle', centre, radius_m: radius / 10 }, precision_m: (place.get(3) as number) / 10 },
    ...(body.has(3) && { altitude_m: (body.get(3) as number[]).map((dm) => dm / 10) as [number, number] }),
    text: body.get(4) as string,
  };
  assert.equal(hex(encode(await incidentOpened(incident, sealer()))), golden('incident-opened'));
  const amended = await incidentAmended({ ...incident, readers: [PARTY(2), PARTY(2)] }, sealer());
  assert.equal(hex(encode(amended)), golden('incident-amended'), 'a reader is named once');

  const asking = actOf('information-requested');
  const asked = { id: asking.get(0) as Uint8Array, incident: INCIDENT, to: writeId('pty', asking.get(2) as Uint8Array), questions: [...words.ASKED].reverse(), due: at(asking.get(4)), text: 'by the liaison, please' };
  assert.equal(hex(encode(await informationRequested(asked, sealer()))), golden('information-requested'));

  const request = writeId('irq', actOf('information-words').get(0) as Uint8Array);
  const given = async (name: string, reply: Parameters<typeof informationGiven>[2]): Promise<void> => {
    const act = actOf(name);
    const question = words.ASKED[act.get(1) as number];
    assert.ok(question);
    assert.equal(hex(encode(await informationGiven(request, question, reply, act.get(3) === true, sealer()))), golden(name), name);
  };
  const claims = (decode((decode(bytes(/disclosure: positions \S+ (\S+)/.exec(section('information-claims'))?.[1] ?? '')) as Item[])[2] as Uint8Array) as [number, [Uint8Array[]]])[1][0];
  await given('information-claims', { kind: 'claims', claims: claims.map((one) => writeId('clm', one)) });
  await given('information-words', { kind: 'words', words: 'by our log' });
  await given('information-refused', { kind: 'refused', words: 'by our log' });
  await given('information-cannot-say', { kind: 'cannot-say' });
  await given('information-nil', { kind: 'nil', forces: ['regulars'], window: { from: FROM, until: at(decode(bytes('1b0006c00b0fa66400'))) } });
});

test('claims of several kinds, and a stance', async () => {
  const base: Omit<Claim, 'id' | 'proposition'> = { incident: INCIDENT, was: 'was', claimant: 'outside', at: TIME, channel: 'press', provenance: PROVENANCE };
  const built = async (name: string, proposition: Claim['proposition']): Promise<void> => {
    const act = actOf(name);
    const claimant = (act.get(5) as [number, unknown[]])[0];
    const claim: Claim = {
      ...base,
      id: act.get(0) as Uint8Array,
      proposition,
      was: words.POLARITIES[act.get(4) as number] ?? 'was',
      claimant: claimant === 0 ? 'own' : claimant === 2 ? 'outside' : { party: writeId('pty', ((act.get(5) as [number, Uint8Array[]])[1])[0] as Uint8Array) },
      channel: words.CHANNELS[(act.get(6) as Fields).get(1) as number] ?? 'statement',
    };
    if (!(act.get(6) as Fields).has(0)) delete claim.at;
    if (!act.has(7)) claim.provenance = {};
    if (act.has(8)) claim.persons = ['a name'];
    if (act.has(9)) claim.supersedes = writeId('clm', act.get(9) as Uint8Array);
    if (act.has(10)) claim.readers = [PARTY(3), PARTY(2)];
    const made = await claimEntered(claim, sealer());
    // The vectors are about things that are no incidents, too; the console writes none of these.
    (made[1][0] as Fields).set(1, act.get(1));
    assert.equal(hex(encode(made)), golden(name), name);
  };
  const where = decode((decode(bytes(/disclosure: details \S+ (\S+)/.exec(section('claim-where'))?.[1] ?? '')) as Item[])[2] as Uint8Array) as [number, [Fields]];
  const place = where[1][0];
  const [, [[lat7, lon7], radius]] = place.get(2) as [number, [[number, number], number]];
  await built('claim-where', { question: 'where', place: { spellings: [{ text: 'Dorvane' }, { text: 'Durvan', language: 'xx' }], words: 'on the road below', footprint: { kind: 'circle', centre: { lat: lat7 / 1e7, lon: lon7 / 1e7 }, radius_m: radius / 10 }, precision_m: (place.get(3) as number) / 10 } });
  await built('claim-when', { question: 'when', time: TIME });
  await built('claim-happened', { question: 'what-happened', event: 'air-strike', words: 'two bombs' });
  await built('claim-casualties', { question: 'casualties', people: 'soldiers', of: { words: 'South' }, harm: 'killed', count: { low: 9, best: 12, high: 14 }, named: 4 });
  await built('claim-did-it', { question: 'who-did-it', who: [{ words: 'an aircraft of nobody' }] });

  const actor = writeId('acr', new Uint8Array(16).fill(0xac));
  const agreement = writeId('agr', new Uint8Array(16).fill(0xa9));
  await built('claim-present', { question: 'who-was-present', who: [{ party: writeId('pty', new Uint8Array(16).fill(3)) }, { actor }], forces: ['partners'], count: { best: 40 } });
  await built('claim-told', { question: 'who-was-told', by: { words: 'South' }, whom: { words: 'the centre' }, means: 'telephone', at: TIME, words: 'that a column moves' });
  await built('claim-damage', { question: 'damage', object: 'vehicles', count: { best: 2 }, words: 'burnt out' });
  await built('claim-complied', { question: 'compliance', agreement, clause: 2, how: 'breached', by: { words: 'North' } });
  await built('claim-related', { question: 'relations', actor, relation: 'part-of', to: writeId('acr', new Uint8Array(16).fill(0xad)) });

  const withdrawn = actOf('claim-withdrawn');
  const why = withdrawn.get(1) === 0 ? 'entered-in-error' : 'taken-back';
  assert.equal(hex(encode(await claimWithdrawn(writeId('clm', withdrawn.get(0) as Uint8Array), why, {}, sealer()))), golden('claim-withdrawn'));

  const act = actOf('claim-stance');
  const stance = await stanceTaken({ claim: writeId('clm', act.get(0) as Uint8Array), claimant: { party: writeId('pty', new Uint8Array(16).fill(3)) }, word: words.STANCES[act.get(2) as number] ?? 'denies', channel: words.CHANNELS[(act.get(3) as Fields).get(1) as number] ?? 'press', provenance: PROVENANCE }, sealer());
  assert.equal(hex(encode(stance)), golden('claim-stance'));
});

test('an allegation with everything that it may hold, told otherwise, and withdrawn', async () => {
  const made: Allegation = {
    id: new Uint8Array(16).fill(0xa1),
    what: 'shelling',
    agreement: writeId('agr', new Uint8Array(16).fill(0xa9)),
    clause: 3,
    account: {
      window: { from: new Date(1_899_995_800_000), until: new Date(1_899_996_400_000) },
      certainty_min: 15,
      footprint: { kind: 'circle', centre: { lat: 35.9, lon: 36.65 }, radius_m: 120 },
      precision_m: 300,
      names: ['Dorvane', 'Durvan'],
      zone: writeId('zon', new Uint8Array(16).fill(0xa0)),
      observer: { who: 'post 4', position: '2 km west of the mill', by: 'heard', line: 'hearing' },
      count: { low: 6, high: 10 },
      weapon: { class: 'mortars', observed: false },
      direction: 'incoming',
      reported_by: 'mission',
      alleged: { party: PARTY(3), actor: writeId('acr', new Uint8Array(16).fill(0xac)), words: 'their guns' },
      harm: [{ who: 'civilians', harm: 'wounded', count: { low: 1 } }],
      requested: 'ask them to stop',
      taken: 'the village was told',
      coverage: 'from 9:00 on',
      text: 'as the post tells it',
      damage: [{ object: 'homes', count: { best: 2 } }],
    },
    persons: ['a witness'],
    to: [PARTY(3)],
    incident: INCIDENT,
  };
  assert.equal(hex(encode(await allegationMade(made, sealer()))), golden('allegation-made'));
  const again: Allegation = { id: made.id, what: 'no-access', account: made.account, persons: made.persons, to: made.to };
  assert.equal(hex(encode(await allegationCorrected(again, sealer()))), golden('allegation-corrected'));
  assert.equal(hex(encode(await allegationWithdrawn(writeId('alg', made.id), 'it was thunder', sealer()))), golden('allegation-withdrawn'));
});

test('an actor has its names, each with its language', async () => {
  const source = { title: 'Valley Gazette, 3 May 2031', address: 'https://gazette.example/2031-05-03', sha256: bytes('62f0bcd925fb756bd0a370d8d0b61bbdd9d89aa55166c59e2629fa040cd3e3ca') };
  const names = [{ text: 'Heron Brigade', language: 'en' }, { text: 'لواء مالك الحزين', language: 'ar' }];
  assert.equal(hex(encode(await actorEntered({ id: writeId('acr', new Uint8Array(16).fill(0xac)), names, source, note: 'as heard at the desk' }, sealer()))), golden('actor-entered'));
});

test('what is said of an allegation, and of a pair', async () => {
  const ref = { party: writeId('pty', new Uint8Array(16).fill(2)), id: writeId('alg', new Uint8Array(16).fill(0xa1)) };
  assert.equal(hex(encode(await allegationAnswered(ref, words.ANSWERS[actOf('allegation-answered').get(1) as number] ?? 'denies', undefined, sealer()))), golden('allegation-answered'));
  assert.equal(hex(encode(await allegationStepped(ref, words.STEPS[actOf('allegation-graded').get(1) as number] ?? 'logged', 'two craters', sealer()))), golden('allegation-graded'));
  const pair = actOf('pair-judged');
  const [one, other] = [pair.get(1) as Fields, pair.get(2) as Fields].map((entry) => ({ id: writeId('alg', entry.get(0) as Uint8Array), record: entry.get(1) as number }));
  assert.ok(one && other);
  const rec = writeId('rec', new Uint8Array(16).fill(0xc1));
  assert.equal(hex(encode(await pairJudged({ reconciliation: rec, one, other, word: 'matched', proposed: { score: 812, reasons: ['12 m apart', 'the same kind'] } }, sealer()))), golden('pair-judged'));
  assert.equal(hex(encode(await judgementUndone(rec, actOf('judgement-undone').get(1) as number, 'another crater', sealer()))), golden('judgement-undone'));
  const dispute = actOf('entry-disputed');
  assert.equal(hex(encode(await entryDisputed(rec, words.SIDES[dispute.get(1) as number] ?? 'one', writeId('alg', dispute.get(2) as Uint8Array), 'read as two events', sealer()))), golden('entry-disputed'));
  const lists = actOf('reconciliation-opened');
  const [from, until] = (lists.get(4) as Item[]).map(at);
  assert.ok(from && until);
  const opened = reconciliationOpened({ id: rec, one: writeId('pty', lists.get(1) as Uint8Array), other: writeId('pty', lists.get(2) as Uint8Array), zone: writeId('zon', lists.get(3) as Uint8Array), window: { from, until } });
  assert.equal(hex(encode(opened)), golden('reconciliation-opened'));
});

test('a bulletin has the bytes of its draft', () => {
  const of = actOf('bulletin-published').get(1) as Fields;
  const party = (number: number): { id: string } => ({ id: writeId('pty', new Uint8Array(16).fill(number)) });
  const figure = (number: number): { number: number } => ({ number });
  const classes = { listed: figure(3), matched: figure(1), only: figure(1), disputed: figure(1) };
  const list = (whose: { id: string; name?: string }, kind: string): Content['lists'][number] => ({ party: whose, total: classes, kinds: [{ kind, ...classes }], contested: figure(1), withdrawn: figure(1), corrected: figure(0), unplaced: figure(0), untold: figure(2) });
  const south = { ...party(2), name: 'South' };
  const content: Content = {
    zone: { id: writeId('zon', of.get(1) as Uint8Array), name: 'Kestrel Valley' },
    day: '2031-05-20',
    clock: '+02:00',
    publisher: party(1),
    reconciliation: writeId('rec', new Uint8Array(16).fill(0xc1)),
    as_of: 70_001,
    listed_at: 69_000,
    lists: [list(south, 'shelling'), list(party(3), 'explosion')],
    pairs: figure(1),
    steps: [{ by: party(1), of: south, step: 'logged', entries: figure(3) }],
    answers: [{ by: party(3), of: south, word: 'denies', entries: figure(1) }],
    beside: [{ by: party(1), what: 'nothing-observed', entries: figure(1), withdrawn: figure(0) }],
    rule_set: 1,
    answers_by_others: figure(2),
    beside_by_others: figure(1),
  };
  assert.equal(hex(encode(bulletinPublished(new Uint8Array(16).fill(0xb1), content, { record: 69_500, why: 'a pair was matched' }))), golden('bulletin-published'));
});
