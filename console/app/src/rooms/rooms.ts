/** The rooms, in the order in which they are offered. To add one: its folder, and a line here. */

import { now } from './now/room.ts';
import { notify } from './notify/room.ts';
import { plan } from './plan/room.ts';
import { stop } from './stop/room.ts';
import type { Room } from './room.ts';

export const ROOMS: readonly Room[] = [now, notify, plan, stop];
