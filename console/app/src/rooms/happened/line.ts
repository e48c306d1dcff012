/** The line of numbers as a drawing: a column for each time something was said, in the order of saying, a bar for each range. */

import type { NumbersView } from '../../register/api.gen.ts';
import { voice } from './telling.ts';

const COLUMN = 92;
const HEIGHT = 200;
export const TOP = 16;
export const SIDE = 48;
/** Shapes by which claimants are told apart, beside their names. */
export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const;

export interface Bar {
  x: number;
  /** Top and bottom of the range. */
  high: number;
  low: number;
  /** What is held likeliest, where it is given. */
  best: number | undefined;
  /** There is no upper, or no lower end. */
  openUp: boolean;
  openDown: boolean;
  shape: (typeof SHAPES)[number];
  stands: boolean;
  who: string;
  at: string | undefined;
}

export interface Drawing {
  width: number;
  height: number;
  bars: Bar[];
  ticks: { y: number; value: number }[];
  claimants: { name: string; shape: (typeof SHAPES)[number] }[];
}

/** Draws the numbers that count the same. */
export function drawing({ numbers }: NumbersView): Drawing {
  const names = [...new Set(numbers.map((one) => voice(one.claimant)))];
  const most = Math.max(1, ...numbers.flatMap(({ count }) => [count.low ?? 0, count.best ?? 0, count.high ?? 0]));
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000].find((one) => most / one <= 6) ?? most;
  const ceiling = Math.ceil((most + step / 2) / step) * step;
  const y = (value: number): number => TOP + HEIGHT - (value / ceiling) * HEIGHT;
  const shapeOf = (name: string): (typeof SHAPES)[number] => SHAPES[names.indexOf(name) % SHAPES.length] ?? 'circle';
  const bars = numbers.map(({ count, claimant, stands, stated }, place): Bar => {
    const who = voice(claimant);
    const [low, best, high] = [count.low ?? undefined, count.best ?? undefined, count.high ?? undefined];
    return {
      x: SIDE + COLUMN * (place + 0.5),
      high: y(high ?? best ?? ceiling),
      low: y(low ?? best ?? 0),
      best: best === undefined ? undefined : y(best),
      openUp: high === undefined && best === undefined,
      openDown: low === undefined && best === undefined,
      shape: shapeOf(who),
      stands,
      who,
      at: stated.at?.from,
    };
  });
  const ticks = Array.from({ length: Math.floor(ceiling / step) + 1 }, (_, at) => ({ value: at * step, y: y(at * step) }));
  return { width: SIDE + COLUMN * Math.max(numbers.length, 1) + 8, height: TOP + HEIGHT + 48, bars, ticks, claimants: names.map((name) => ({ name, shape: shapeOf(name) })) };
}
