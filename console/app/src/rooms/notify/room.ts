import type { Room } from '../room.ts';

export const notify: Room = {
  id: 'notify',
  key: '2',
  icon: 'M12 21s-6.500-6-6.500-11a6.500 6.500 0 0 1 13 0c0 5-6.500 11-6.500 11M12 7v6M9 10h6',
  load: () => import('./Notify.svelte'),
};
