/** Whose role lets whom do what in this room; the register judges, here it is only offered or not. */

import type { StandingAllegationView } from '../../register/api.gen.ts';
import { STEPS } from '../../statement/account.ts';

/** Who watches or inquires: they set lists side by side and ask about incidents; who fights does not. */
const WATCH = ['centre', 'guarantor', 'monitor', 'mediator', 'investigator'];

/** Whether a party of this role may set two lists side by side. */
export function reconciles(role: string | undefined): boolean {
  return role !== undefined && WATCH.includes(role);
}

/** A step that somebody takes with an allegation. */
type Step = (typeof STEPS)[number];

/** Which steps a party may take with an allegation: who watches or inquires takes them, with its own the first alone, and with what is alleged of it none that weighs. */
export function steps(role: string | undefined, own: string | undefined, one: StandingAllegationView): Step[] {
  if (!reconciles(role) || one.flags.includes('withdrawn')) return [];
  const isOwn = one.party.id === own;
  const isAlleged = one.account?.alleged?.party?.id === own;
  const stands = one.steps.some((step) => step.by.id === own && step.word !== 'taken-back');
  return STEPS.filter((step) => {
    if (step === 'taken-back') return stands && !isOwn;
    if (step === 'logged') return role !== 'investigator';
    return !isOwn && !isAlleged;
  });
}

/** Whether a party of this role asks about every incident; who opened one asks about that, whatever its role. */
export function asks(role: string | undefined): boolean {
  return reconciles(role);
}
