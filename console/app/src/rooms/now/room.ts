import type { Room } from '../room.ts';

export const now: Room = {
  id: 'now',
  key: '1',
  icon: 'M4 5h16M4 12h10M4 19h13M19 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5',
  load: () => import('./Now.svelte'),
};
