/** How long something lasts as the API writes it (`1d 6h`, `30m`, `45s`), in milliseconds. */

const UNITS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, us: 0.001 };

/** Milliseconds of a text; nothing where it is no such text. */
export function milliseconds(text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  const parts = text.replace('less than ', '').split(' ');
  let sum = 0;
  for (const part of parts) {
    const [, count, unit] = /^(\d+)(d|h|m|s|us)$/.exec(part) ?? [];
    if (count === undefined || unit === undefined) return undefined;
    sum += Number(count) * (UNITS[unit] ?? 0);
  }
  return sum;
}
