/** Alerts. */

import { readId } from '../id.ts';
import type { Act } from './act.ts';

/** An alert is acknowledged: the record that owes it, its number there, and whose it is where it is not the signer's. */
export function alertAcknowledged(record: number, number: number, of?: string): Act {
  return [72, of === undefined ? [record, number] : [record, number, readId('pty', of)]];
}
