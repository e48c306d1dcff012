import type { Room } from '../room.ts';

export const inquiry: Room = {
  id: 'inquiry',
  key: '7',
  icon: 'M3 12a9 9 0 1 0 3-6.700M3 4v4h4M12 7v5l3.500 2',
  load: () => import('./Inquiry.svelte'),
};
