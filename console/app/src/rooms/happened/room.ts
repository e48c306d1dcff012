import type { Room } from '../room.ts';

export const happened: Room = {
  id: 'happened',
  key: '8',
  icon: 'M5 3h10l4 4v14H5zM14 3v5h5M8.500 12h7M8.500 15h7M8.500 18h4',
  load: () => import('./Happened.svelte'),
};
