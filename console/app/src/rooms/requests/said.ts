/** What a request asks and what an answer says, out of their records. */

import type { RecordView, ShapeView } from '../../register/api.gen.ts';
import { FORCES, type Force } from '../../statement/word.ts';

/** What is asked, by the record of the request. */
export interface Asked {
  forces: Force[];
  /** A part of the zone, where it is told; its window is that of the first occurrence. */
  area: (ShapeView & { from: string; until: string; precision_m?: number | null; altitude_m?: unknown }) | undefined;
  /** A part of the zone, told or not. */
  isPart: boolean;
  asOf: string;
  dueBy: string;
  every: string | undefined;
  until: string | undefined;
  remind: string | undefined;
}

/** What an answer says. */
export interface Said {
  answer: string;
  forces: string[];
  from: string | undefined;
  until: string | undefined;
  positions: number | undefined;
  reason: string | undefined;
}

function body(record: RecordView, kind: string): Record<string, unknown> | undefined {
  let says: unknown = record.statement && 'says' in record.statement ? record.statement.says : undefined;
  // Written down for the party by somebody else: the same stands inside.
  if (isMap(says) && says['kind'] === 'relayed' && isMap(says['what'])) {
    const inside = says['what'][kind];
    return isMap(inside) ? inside : undefined;
  }
  return isMap(says) && says['kind'] === kind ? says : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A request out of its record. */
export function askedIn(record: RecordView): Asked | undefined {
  const said = body(record, 'request');
  if (!said) return undefined;
  const area = said['area'];
  const forces = Array.isArray(said['forces']) ? (said['forces'] as string[]) : [];
  return {
    forces: FORCES.filter((force) => forces.includes(force)),
    area: isMap(area) && 'geometry' in area ? (area as unknown as NonNullable<Asked['area']>) : undefined,
    isPart: isMap(area),
    asOf: text(said['as_of']) ?? '',
    dueBy: text(said['due_by']) ?? '',
    every: text(said['every']),
    until: text(said['until']),
    remind: text(said['remind']),
  };
}

/** Whether a request was ended: its last word leaves it no occurrence. */
export function isEnded({ dueBy, until }: Asked): boolean {
  return until !== undefined && Date.parse(until) < Date.parse(dueBy);
}

/** An answer out of its record. */
export function answerIn(record: RecordView): Said | undefined {
  const said = body(record, 'answer');
  if (!said) return undefined;
  const declared = said['answer'] === 'nil' ? said : isMap(said['complete']) ? said['complete'] : {};
  const area = isMap(declared['area']) ? declared['area'] : {};
  return {
    answer: text(said['answer']) ?? '',
    forces: Array.isArray(declared['forces']) ? (declared['forces'] as string[]) : [],
    from: text(area['from']),
    until: text(area['until']),
    positions: Array.isArray(said['positions']) ? said['positions'].length : undefined,
    reason: text(said['reason']),
  };
}
