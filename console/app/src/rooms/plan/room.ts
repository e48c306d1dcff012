import type { Room } from '../room.ts';

export const plan: Room = {
  id: 'plan',
  key: '4',
  icon: 'M5 20V4M5 5h13l-3 4 3 4H5M13 20h6M16 17v6',
  load: () => import('./Plan.svelte'),
};
