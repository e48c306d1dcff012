/** The stations of the tour: each a word of the catalogue, and the address that it is about. The times are the story's. */

export interface Station {
  /** `tour-ID` is its heading, `tour-ID-why` its text. */
  id: string;
  at: string[];
}

const DAY = '2000-05-21';
const known = (time: string): string[] => ['inquiry', 'at', `${DAY}T14:00:00Z`, 'known', `${DAY}T${time}:00Z`];

export const STATIONS: readonly Station[] = [
  { id: 'valley', at: ['now'] },
  { id: 'asked', at: ['requests'] },
  { id: 'before', at: known('13:20') },
  { id: 'moved', at: known('13:45') },
  { id: 'passed', at: ['ladder'] },
  { id: 'stop', at: ['stop'] },
  { id: 'voices', at: ['happened', 'incidents'] },
  { id: 'lists', at: ['happened', 'lists'] },
  { id: 'proof', at: ['register'] },
  { id: 'you', at: ['notify'] },
];
