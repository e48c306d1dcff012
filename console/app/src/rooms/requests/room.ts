import type { Room } from '../room.ts';

export const requests: Room = {
  id: 'requests',
  key: '3',
  icon: 'M4 4h16v12H9l-5 4zM9.500 8.500a2.500 2.500 0 1 1 2.500 2.500v1M12 13.500v.5',
  load: () => import('./Requests.svelte'),
};
