import type { Room } from '../room.ts';

export const ladder: Room = {
  id: 'ladder',
  key: '6',
  icon: 'M7 3v18M17 3v18M7 7h10M7 12h10M7 17h10',
  load: () => import('./Ladder.svelte'),
};
