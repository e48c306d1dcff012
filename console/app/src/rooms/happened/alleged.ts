/** What somebody alleges, in the reader's words: what is read back before it is signed, and what a correction begins with. */

import type { AccountView, CountView } from '../../register/api.gen.ts';
import { HARMS, OBJECTS, PEOPLE, type Count } from '../../statement/account.ts';
import type { Allegation, DamageLine, HarmLine } from '../../statement/acts/allegation.ts';
import { count, moment, t, term } from '../../words/words.svelte.ts';
import { readersText } from './known.ts';
import { where, type NameOf } from './proposed.ts';
import type { Row } from './readback.ts';
import { counted } from './telling.ts';

/** A number that was given; nothing where none was. */
export function number(of: CountView | null | undefined): Count | undefined {
  return of ? { low: of.low ?? undefined, best: of.best ?? undefined, high: of.high ?? undefined } : undefined;
}

/** Lines of harm that were told before. */
export function harmLines(of: AccountView | null | undefined): HarmLine[] {
  return (of?.harm ?? []).map((line) => ({ who: PEOPLE.find((word) => word === line.who) ?? 'unspecified', harm: HARMS.find((word) => word === line.harm) ?? 'unspecified', count: number(line.count) ?? {} }));
}

/** Lines of damage that were told before. */
export function damageLines(of: AccountView | null | undefined): DamageLine[] {
  return (of?.damage ?? []).map((line) => ({ object: OBJECTS.find((word) => word === line.object) ?? 'unspecified', count: number(line.count) ?? {} }));
}

/** Everything that is about to be signed. */
export function allegedRows(of: Allegation, nameOf: NameOf, called: { zone: string; incident: string }): Row[] {
  const { account } = of;
  const { observer, weapon, alleged } = account;
  const lines = (...all: (string | false | undefined)[]): string => all.filter(Boolean).join(' · ');
  return [
    { label: t('allegation-kind'), text: term('kind', of.what) },
    { label: t('question-when-it'), text: `${moment(account.window.from)} – ${moment(account.window.until)}${account.certainty_min > 0 ? `, ${t('certainty-by', { count: account.certainty_min })}` : ''}` },
    { label: t('field-place'), text: where({ spellings: account.names.map((text) => ({ text })), ...(account.footprint && { footprint: account.footprint }), ...(account.precision_m !== undefined && { precision_m: account.precision_m }) }) },
    { label: t('lists-zone'), text: called.zone },
    { label: t('observed'), text: observer ? lines(t(`observed-${observer.by}`), observer.who, observer.position, observer.line && t(`sighted-${observer.line}`)) : '' },
    { label: t('reporter'), text: t(`reporter-${account.reported_by}`) },
    { label: t('count'), text: account.count ? counted(account.count) : '' },
    { label: t('weapon'), text: weapon ? lines(term('weapon', weapon.class), weapon.observed ? t('weapon-observed') : t('weapon-inferred')) : '' },
    { label: t('fire'), text: account.direction ? t(`fire-${account.direction}`) : '' },
    { label: t('alleged-of'), text: alleged ? lines(alleged.party && nameOf(alleged.party), alleged.actor && nameOf(alleged.actor), alleged.words && `“${alleged.words}”`) : '' },
    { label: t('account-harm'), text: account.harm.map((line) => `${counted(line.count)} ${term('harm', line.harm)}, ${term('category', line.who)}`).join('\n') },
    { label: t('account-damage'), text: account.damage.map((line) => `${counted(line.count)} ${term('object', line.object)}`).join('\n') },
    { label: t('field-text'), text: account.text ?? '' },
    { label: t('account-coverage'), text: account.coverage ?? '' },
    { label: t('account-ask'), text: account.requested ?? '' },
    { label: t('account-done'), text: account.taken ?? '' },
    { label: t('claim-agreement'), text: of.agreement ? lines(nameOf(of.agreement), of.clause !== undefined && t('clause-number', { number: count(of.clause) })) : '' },
    { label: t('allegation-incident'), text: called.incident },
    { label: t('persons'), text: of.persons.join('\n') },
    { label: t('allegation-to'), text: readersText(of.to, nameOf, '') },
  ];
}
