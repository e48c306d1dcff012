/** Occurrences and coverage as the room arranges them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OccurrenceView } from '../../register/api.gen.ts';
import { grid } from './coverage.ts';
import { occasions } from './occasion.ts';

const NOW = Date.parse('2031-05-20T06:00:00Z');
const named = (id: string) => ({ id, name: id });

test('what presses most is first, and every state is told apart', () => {
  const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
  type Told = Partial<OccurrenceView> & Pick<OccurrenceView, 'state'>;
  const states: [Told, number, number][] = [
    [{ state: 'closed' }, -9, -8],
    [{ state: 'open' }, 3, 4],
    [{ state: 'open' }, -1, 2],
    [{ state: 'answered-nil', less_than_asked: true, late_by: '2h 5m' }, -6, -5],
    [{ state: 'refused-to-answer' }, -4, -3],
    [{ state: 'escalated' }, -3, -2],
    [{ state: 'answered-with-positions', relayed: true }, -2, -1],
  ];
  const occurrences = states.map(([told, as_of, due_by], number) => ({ number, as_of: at(as_of), due_by: at(due_by), answers: [], ...told }));
  const all = occasions([{ id: 'req', to: named('pty'), zone: named('zon'), versions: [1], occurrences }], NOW);
  assert.deepEqual(all.map((one) => one.group), ['overdue', 'due', 'to-come', 'answered', 'answered', 'answered', 'closed']);
  assert.deepEqual(all.map((one) => one.answer), [undefined, undefined, undefined, 'positions', 'refused', 'nil', undefined]);
  assert.ok(all[0]?.passedOn && all[3]?.relayed && all[5]?.partial);
  assert.equal(all[5]?.late_ms, 125 * 60_000);
});

test('stretches stand between the same columns', () => {
  const time = (hour: number): string => `2031-05-20T0${hour}:00:00Z`;
  const cell = (from: number, until: number, state: string) => ({ from: time(from), until: time(until), state });
  const row = (party: string, cells: ReturnType<typeof cell>[]) => ({ zone: named('zon'), party: named(party), obliged: true, forces: ['regulars'], channel_open: true, cells });
  const made = grid({ known_at: 1, judged_at: time(1), from: time(0), until: time(8), caveat: '', rows: [row('a', [cell(0, 4, 'silent'), cell(4, 8, 'nil')]), row('b', [cell(0, 2, 'nil'), cell(2, 8, 'silent')])] });
  assert.equal(made.begins.length, 3);
  assert.deepEqual(made.zones[0]?.lines.map((line) => line.stretches.map((one) => one.columns)), [[2, 1], [1, 2]]);
});
