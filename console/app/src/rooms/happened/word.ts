/** Somebody's word: whose it is, when and how it was said, and where that comes from. */

import type { Channel, Provenance, TimeTold } from '../../statement/account.ts';
import type { Claimant } from '../../statement/acts/claim.ts';
import { moment, t, term } from '../../words/words.svelte.ts';
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
  const whose = claimant === 'own' ? t('claim-own') : claimant === 'outside' ? `${from.claimant ?? ''} (${t('claim-outside')})` : nameOf(claimant.party);
  return [
    { label: t('claim-whose'), text: whose },
    { label: t('claim-speaker'), text: from.speaker ?? '' },
    { label: t('claim-stated'), text: [term('channel', channel), at ? moment(at.from) : t('claim-stated-unknown')].join(', ') },
    { label: t('claim-original'), text: from.original ?? '', ...(from.language && { language: from.language }) },
    { label: t('claim-translation'), text: from.translation ?? '' },
    { label: t('claim-reported-by'), text: from.reportedBy ?? '' },
    { label: t('claim-source'), text: from.document?.address ?? '' },
    { label: t('claim-remark'), text: from.remark ?? '' },
  ];
}
