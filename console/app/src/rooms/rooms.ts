/** The rooms, in the order of their keys. To add one: its folder, and a line here. */

import { desk } from './desk/room.ts';
import { happened } from './happened/room.ts';
import { inquiry } from './inquiry/room.ts';
import { ladder } from './ladder/room.ts';
import { notify } from './notify/room.ts';
import { now } from './now/room.ts';
import { plan } from './plan/room.ts';
import { register } from './register/room.ts';
import { requests } from './requests/room.ts';
import { stop } from './stop/room.ts';
import type { Room } from './room.ts';

/** Ten keys, the last of them 0: 1 now, 2 notify, 3 requests, 4 plan, 5 stop, 6 ladder, 7 inquiry, 8 happened, 9 desk, 0 register. */
const place = (room: Room): number => (Number(room.key) + 9) % 10;

export const ROOMS: readonly Room[] = [
  now,
  notify,
  requests,
  plan,
  stop,
  ladder,
  inquiry,
  happened,
  desk,
  register,
].sort((a, b) => place(a) - place(b));

/** On a phone these stand in the bar and the others behind one button: nothing is between a thumb and a stop. */
export const AT_HAND: readonly string[] = ['now', 'notify', 'plan', 'stop'];
