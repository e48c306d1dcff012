import type { Room } from '../room.ts';

export const stop: Room = {
  id: 'stop',
  key: '5',
  icon: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM8 12h8',
  load: () => import('./Stop.svelte'),
};
