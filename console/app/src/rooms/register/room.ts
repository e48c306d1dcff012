import type { Room } from '../room.ts';

export const register: Room = {
  id: 'register',
  key: '0',
  icon: 'M5 3h12l2 2v16H5zM9 8h6M9 12h6M9 16h4',
  load: () => import('./Register.svelte'),
};
