import type { Room } from '../room.ts';

export const desk: Room = {
  id: 'desk',
  key: '9',
  icon: 'M3 13h18M5 13v7M19 13v7M8 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM13 13V6h6v7',
  load: () => import('./Desk.svelte'),
};
