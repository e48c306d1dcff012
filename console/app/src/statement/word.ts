/**
 * The numbers of the closed vocabularies that the console writes (testdata/vectors/register/words.txt; a test holds
 * them against that file). A word's number is its place.
 */

export const FORCES = ['regulars', 'attached', 'partners', 'contractors', 'humanitarian', 'civil'] as const;
export const RESOLUTIONS = ['commitment', 'existence', 'cell', 'exact'] as const;
export const REPORTS = ['departed', 'holding', 'delayed', 'deviated', 'arrived', 'aborted'] as const;
export const LADDER = ['sent', 'delivered', 'received', 'acknowledged', 'ingested', 'disseminated', 'queried', 'contested', 'returned'] as const;
export const ACTIVITIES = ['flight', 'air-strike', 'indirect-fire', 'ground-movement', 'demining', 'training', 'other'] as const;
export const PLAN_STATES = ['filed', 'active', 'paused', 'ended', 'cancelled'] as const;
export const CATEGORIES = ['office', 'warehouse', 'residence', 'health', 'school', 'camp', 'water', 'power', 'infrastructure', 'distribution', 'observation-post', 'liaison', 'position', 'halt', 'other'] as const;
export const MODES = ['overland', 'waterborne', 'air', 'foot', 'evacuation'] as const;
export const CHANNEL_STATES = ['open', 'degraded', 'unattended', 'suspended', 'withdrawn'] as const;
export const ROLES = ['centre', 'force', 'humanitarian', 'civil', 'guarantor', 'monitor', 'mediator', 'intermediary', 'investigator', 'witness'] as const;
export const MEANS = ['telephone', 'radio', 'paper', 'in-person', 'mail'] as const;
export const STOP_WORDS = ['received', 'passed-to-unit', 'says-halted', 'says-not-ours'] as const;

export type Force = (typeof FORCES)[number];
export type Resolution = (typeof RESOLUTIONS)[number];
export type Report = (typeof REPORTS)[number];
export type Rung = (typeof LADDER)[number];
export type Activity = (typeof ACTIVITIES)[number];
export type PlanState = (typeof PLAN_STATES)[number];
export type Category = (typeof CATEGORIES)[number];
export type Mode = (typeof MODES)[number];
export type ChannelState = (typeof CHANNEL_STATES)[number];
export type Role = (typeof ROLES)[number];
export type Means = (typeof MEANS)[number];
export type StopWord = (typeof STOP_WORDS)[number];

/** The number of a word. */
export function number<T extends string>(words: readonly T[], word: T): number {
  const place = words.indexOf(word);
  if (place < 0) throw new RangeError(`${word} is no word of this vocabulary`);
  return place;
}

/** The bits of a set of forces. */
export function forceSet(forces: readonly Force[]): number {
  return forces.reduce((bits, force) => bits | (1 << number(FORCES, force)), 0);
}
