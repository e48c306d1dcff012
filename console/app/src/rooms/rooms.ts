/** The rooms, in the order in which they are offered. To add one: its folder, and a line here. */

import { happened } from './happened/room.ts';
import { inquiry } from './inquiry/room.ts';
import { now } from './now/room.ts';
import { plan } from './plan/room.ts';
import { stop } from './stop/room.ts';
import type { Room } from './room.ts';

export const ROOMS: readonly Room[] = [now, plan, stop, inquiry, happened];
