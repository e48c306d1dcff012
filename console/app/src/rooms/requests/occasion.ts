/**
 * Occurrences of requests as they are shown: one line for each, grouped by what is to be done.
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

type State = OccurrenceView['state'];

/** What was answered, by the word of the register. */
const ANSWERS: Partial<Record<State, Answer>> = { 'answered-with-positions': 'positions', 'answered-nil': 'nil', 'refused-to-answer': 'refused' };

/** Every occurrence at a moment: what presses most first. */
export function occasions(requests: readonly RequestView[], now: number): Occasion[] {
  const all = requests.flatMap((request) => request.occurrences.map((occurrence) => occasion(request, occurrence, now)));
  const due = (one: Occasion): number => Date.parse(one.occurrence.due_by);
  const isPast = (one: Occasion): boolean => one.group === 'answered' || one.group === 'closed';
  return all.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || (isPast(a) ? due(b) - due(a) : due(a) - due(b)));
}

function occasion(request: RequestView, occurrence: OccurrenceView, now: number): Occasion {
  const answer = ANSWERS[occurrence.state];
  return {
    key: `${request.id}.${occurrence.number}`,
    request,
    occurrence,
    group: groupOf(occurrence, answer, now),
    answer,
    partial: occurrence.less_than_asked === true,
    late_ms: answer && milliseconds(occurrence.late_by),
    relayed: occurrence.relayed === true,
    passedOn: occurrence.state === 'escalated',
  };
}

function groupOf({ state, as_of }: OccurrenceView, answer: Answer | undefined, now: number): Group {
  if (answer) return 'answered';
  if (state === 'overdue' || state === 'escalated') return 'overdue';
  if (state === 'open') return Date.parse(as_of) <= now ? 'due' : 'to-come';
  return 'closed';
}
