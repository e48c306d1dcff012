/** When the register heard its records, for the axis: the latest of them, since a long log has more than an axis shows. */

import { get } from '../../register/client.ts';

/** As many records as are asked for at most. */
const MOST = 5_000;

/** Moments in milliseconds, ascending; `whole` where none before them is left out. */
export interface Heard {
  at: number[];
  whole: boolean;
}

/** Fetches them. */
export async function heard(size: number): Promise<Heard> {
  const at: number[] = [];
  let from: number | undefined = Math.max(0, size - MOST);
  const whole = from === 0;
  while (from !== undefined) {
    const page: { records: { received_at: string }[]; next?: number | null } = await get('/v1/records', {}, { from, limit: 1_000 });
    at.push(...page.records.map((record) => Date.parse(record.received_at)));
    from = page.next ?? undefined;
  }
  return { at, whole };
}

/** When the register began. */
export async function beginning(): Promise<number> {
  const { records } = await get('/v1/records', {}, { from: 0, limit: 1 });
  return Date.parse(records[0]?.received_at ?? '') || 0;
}
