/**
 * Occurrences of requests as they are shown: one line for each, grouped by what is to be done.
 *
 * The state is the register's own sentence; here its parts are told apart so that they can be said in the reader's
 * language. A sentence that is not known here is shown as it is.
 */

import type { OccurrenceView, RequestView } from '../../register/api.gen.ts';
import { milliseconds } from '../../register/lasted.ts';

/** What is to be done about it. */
export const GROUPS = ['overdue', 'due', 'to-come', 'answered', 'closed'] as const;
export type Group = (typeof GROUPS)[number];

/** What was answered, where something was. */
export type Answer = 'positions' | 'nil' | 'refused';

export interface Occasion {
  key: string;
  request: RequestView;
  occurrence: OccurrenceView;
  group: Group;
  answer: Answer | undefined;
  /** Less than was asked. */
  partial: boolean;
  /** By how much it came late. */
  late_ms: number | undefined;
  /** Not the party's signed word yet. */
  relayed: boolean;
  /** The alert about it went on to any duty desk. */
  passedOn: boolean;
}

const ANSWERS: [string, Answer][] = [
  ['answered with positions', 'positions'],
  ['answered nil', 'nil'],
  ['refused to answer', 'refused'],
];

/** Every occurrence at a moment: what presses most first. */
export function occasions(requests: readonly RequestView[], now: number): Occasion[] {
  const all = requests.flatMap((request) => request.occurrences.map((occurrence) => occasion(request, occurrence, now)));
  const due = (one: Occasion): number => Date.parse(one.occurrence.due_by);
  const isPast = (one: Occasion): boolean => one.group === 'answered' || one.group === 'closed';
  return all.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || (isPast(a) ? due(b) - due(a) : due(a) - due(b)));
}

function occasion(request: RequestView, occurrence: OccurrenceView, now: number): Occasion {
  const { state } = occurrence;
  const answer = ANSWERS.find(([begins]) => state.startsWith(begins))?.[1];
  return {
    key: `${request.id}.${occurrence.number}`,
    request,
    occurrence,
    group: groupOf(occurrence, answer, now),
    answer,
    partial: state.includes('less than was asked'),
    late_ms: answer && milliseconds(occurrence.late_by),
    relayed: state.includes('relayed'),
    passedOn: state.includes('escalated'),
  };
}

function groupOf({ state, as_of }: OccurrenceView, answer: Answer | undefined, now: number): Group {
  if (answer) return 'answered';
  if (state.startsWith('overdue')) return 'overdue';
  if (state === 'open') return Date.parse(as_of) <= now ? 'due' : 'to-come';
  return 'closed';
}
