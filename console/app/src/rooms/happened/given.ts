/** What a claim that is corrected says already, field by field: what its form begins with. */

import type { CountView, PlaceToldView, PropositionView, SpokenOfView, TimeToldView } from '../../register/api.gen.ts';
import { COMPLIANCES } from '../../statement/account.ts';
import { FORCES, type Force } from '../../statement/word.ts';

export interface Given {
  event?: string | undefined;
  category?: string | undefined;
  harm?: string | undefined;
  object?: string | undefined;
  count?: CountView | null | undefined;
  named?: number | null | undefined;
  words?: string | null | undefined;
  place?: PlaceToldView | undefined;
  time?: TimeToldView | undefined;
  forces: Force[];
  of?: SpokenOfView | null | undefined;
  who: SpokenOfView[];
  teller?: SpokenOfView | undefined;
  whom?: SpokenOfView | null | undefined;
  means?: string | null | undefined;
  clause?: { agreement: string; clause: number; how: (typeof COMPLIANCES)[number] } | undefined;
  actor?: string | undefined;
  relation?: string | undefined;
  to?: string | undefined;
}

/** Nothing where there is nothing to correct, or it cannot be read. */
export function given(of: PropositionView | null | undefined): Given {
  const none: Given = { forces: [], who: [] };
  switch (of?.['speaks-to']) {
    case 'what-happened':
      return { ...none, event: of.event, words: of.words };
    case 'where':
      return { ...none, place: of };
    case 'when':
      return { ...none, time: of };
    case 'who-was-present':
      return { ...none, who: of.who, forces: FORCES.filter((force) => (of.forces ?? []).includes(force)), count: of.count, words: of.words };
    case 'who-was-told':
      return { ...none, teller: of.teller, whom: of.whom, means: of.means, time: of.at ?? undefined, words: of.of };
    case 'who-did-it':
      return { ...none, who: of.who, words: of.words };
    case 'casualties':
      return { ...none, category: of.category, of: of.of, harm: of.harm, count: of.count, named: of.named };
    case 'damage':
      return { ...none, object: of.object, of: of.of, count: of.count, words: of.words };
    case 'compliance':
      return { ...none, clause: { agreement: of.agreement, clause: of.clause, how: COMPLIANCES.find((word) => word === of.how) ?? 'complied' }, of: of.whose };
    case 'relations':
      return { ...none, actor: of.actor, relation: of.relation, to: of.to };
    default:
      return none;
  }
}
