/** What parties notify. */

import { fields } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { instant, sitePlace, type SitePlace } from '../place.ts';
import * as words from '../word.ts';
import { shares, type Act, type Share } from './act.ts';

/** A site in plain words. */
export interface Site {
  id: Uint8Array;
  place: SitePlace;
  category: words.Category;
  forces: words.Force[];
  reconfirmBy?: Date;
  names: string[];
  asGiven?: string;
  shares: Share[];
}

/** A site, its place exactly. */
export async function site(of: Site, sealer: Sealer): Promise<Act> {
  const exact = await sealer.seal('exact', sitePlace(of.place));
  const hasDetails = of.names.length > 0 || of.asGiven !== undefined;
  const details = hasDetails ? await sealer.seal('details', fields({ 0: of.names, 2: of.asGiven })) : undefined;
  return [
    20,
    [
      fields({
        0: of.id,
        1: fields({ 0: exact }),
        2: words.number(words.CATEGORIES, of.category),
        3: words.forceSet(of.forces),
        4: of.reconfirmBy && instant(of.reconfirmBy),
        5: details,
        7: shares(of.shares),
      }),
    ],
  ];
}
