/** Somebody's word: whose it is, when and how it was said, and where that comes from. */

import type { Channel, Provenance, TimeTold } from '../../statement/account.ts';
import type { Claimant } from '../../statement/acts/claim.ts';
import { hex } from '../../statement/id.ts';
import { t, term } from '../../words/words.svelte.ts';
import { when } from './proposed.ts';
import type { Row } from './readback.ts';

export interface Word {
  claimant: Claimant;
  /** Nothing where it is not known when. */
  at: TimeTold | undefined;
  channel: Channel;
  provenance: Provenance;
}

/** What is read back of it. */
export function wordRows({ claimant, at, channel, provenance: from }: Word, nameOf: (id: string) => string): Row[] {
  const digest = from.document?.sha256 ? `SHA-256 ${hex(from.document.sha256)}` : '';
  const whose = claimant === 'own' ? t('claim-own') : claimant === 'outside' ? `${from.claimant ?? ''} (${t('claim-outside')})` : nameOf(claimant.party);
  return [
    { label: t('claim-whose'), text: whose },
    { label: t('claim-speaker'), text: from.speaker ?? '' },
    { label: t('claim-stated'), text: [term('channel', channel), at ? when(at) : t('claim-stated-unknown')].join(', ') },
    { label: t('claim-original'), text: from.original ?? '', ...(from.language && { language: from.language }) },
    { label: t('claim-translation'), text: from.translation ?? '' },
    { label: t('claim-reported-by'), text: from.reportedBy ?? '' },
    { label: t('clock-name'), text: from.clock ?? '' },
    { label: t('claim-source'), text: [from.document?.address, digest, from.document?.media].filter(Boolean).join('\n') },
    { label: t('claim-remark'), text: from.remark ?? '' },
  ];
}
