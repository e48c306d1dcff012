/**
 * The grid of UTM: its zones, and the transverse Mercator projection by Krüger's series in the third flattening to the
 * sixth order (C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85, 2011).
 *
 * Not here: how references are written ({@link ./reference.ts}).
 */

import type { Position } from '../statement/place.ts';

/** WGS 84: semi-major axis in metres, and flattening. */
const A = 6_378_137;
const F = 1 / 298.257_223_563;
const N = F / (2 - F);
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
/** Scale at the central meridian. */
const K0 = 0.9996;
/** Easting of a central meridian, northing of the equator for the southern hemisphere. */
const FALSE_EASTING_M = 500_000;
export const FALSE_NORTHING_M = 10_000_000;

/** A sum of powers of the third flattening, from the lowest given power on. */
function series(from: number, ...coefficients: number[]): number {
  return coefficients.reduce((sum, coefficient, at) => sum + coefficient * N ** (from + at), 0);
}

const RECTIFYING_M = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256);

/** From the conformal sphere to the grid. */
const FORWARD = [
  series(1, 1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7_891 / 37_800),
  series(2, 13 / 48, -3 / 5, 557 / 1_440, 281 / 630, -1_983_433 / 1_935_360),
  series(3, 61 / 240, -103 / 140, 15_061 / 26_880, 167_603 / 181_440),
  series(4, 49_561 / 161_280, -179 / 168, 6_601_661 / 7_257_600),
  series(5, 34_729 / 80_640, -3_418_889 / 1_995_840),
  series(6, 212_378_941 / 319_334_400),
];

/** From the grid to the conformal sphere. */
const REVERSE = [
  series(1, 1 / 2, -2 / 3, 37 / 96, -1 / 360, -81 / 512, 96_199 / 604_800),
  series(2, 1 / 48, 1 / 15, -437 / 1_440, 46 / 105, -1_118_711 / 3_870_720),
  series(3, 17 / 480, -37 / 840, -209 / 4_480, 5_569 / 90_720),
  series(4, 4_397 / 161_280, -11 / 504, -830_251 / 7_257_600),
  series(5, 4_583 / 161_280, -108_847 / 3_991_680),
  series(6, 20_648_693 / 638_668_800),
];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** The tangent of the conformal latitude from that of the latitude. */
function conformal(tau: number): number {
  const root = Math.hypot(tau, 1);
  const sigma = Math.sinh(E * Math.atanh((E * tau) / root));
  return tau * Math.hypot(sigma, 1) - sigma * root;
}

/** The other way, by Newton's method. */
function geographic(wanted: number): number {
  let tau = wanted / (1 - E2);
  for (let round = 0; round < 6; round++) {
    const trial = conformal(tau);
    const step = (((wanted - trial) / Math.hypot(trial, 1)) * (1 + (1 - E2) * tau * tau)) / ((1 - E2) * Math.hypot(tau, 1));
    tau += step;
    if (Math.abs(step) <= 1e-15 * Math.max(Math.abs(tau), 1)) break;
  }
  return tau;
}

/** A place of the grid: metres from false origins; `north_m` counts from the equator in both hemispheres. */
export interface Located {
  zone: number;
  easting_m: number;
  north_m: number;
}

/** Bands of eight degrees from 80 degrees south; the last has twelve. */
export const BANDS = 'CDEFGHJKLMNPQRSTUVWX';

/** The letter of the band of a latitude; nothing beyond the grid. */
export function bandOf(lat: number): string | undefined {
  if (!(lat >= -80 && lat < 84)) return undefined;
  return BANDS[Math.min(19, Math.floor((lat + 80) / 8))];
}

/** The western and eastern edges of what belongs to a zone in a band; nothing where the zone has no part of it. */
export function edges(zone: number, band: string): [number, number] | undefined {
  if (band === 'V' && zone === 31) return [0, 3];
  if (band === 'V' && zone === 32) return [3, 12];
  if (band === 'X' && zone >= 31 && zone <= 37) return ({ 31: [0, 9], 33: [9, 21], 35: [21, 33], 37: [33, 42] } as Record<number, [number, number]>)[zone];
  return [zone * 6 - 186, zone * 6 - 180];
}

/** The zone of a position, with the exceptions around Norway and Svalbard; nothing beyond the grid. */
export function zoneOf({ lat, lon }: Position): number | undefined {
  const band = bandOf(lat);
  if (band === undefined) return undefined;
  const east = lon >= 180 ? lon - 360 : lon;
  const regular = Math.floor((east + 180) / 6) + 1;
  if (band !== 'V' && band !== 'X') return regular;
  return [regular, regular - 1, regular + 1].find((zone) => {
    const own = edges(zone, band);
    return own !== undefined && east >= own[0] && east < own[1];
  });
}

/** A position on the grid of its zone; nothing beyond the grid. */
export function locate(at: Position): Located | undefined {
  const zone = zoneOf(at);
  if (zone === undefined) return undefined;
  const away = ((((at.lon - (zone * 6 - 183) + 180) % 360) + 360) % 360) - 180;
  const [lambda, tau] = [radians(away), conformal(Math.tan(radians(at.lat)))];
  const xi0 = Math.atan2(tau, Math.cos(lambda));
  const eta0 = Math.asinh(Math.sin(lambda) / Math.hypot(tau, Math.cos(lambda)));
  let [xi, eta] = [xi0, eta0];
  FORWARD.forEach((coefficient, at) => {
    const j = 2 * (at + 1);
    xi += coefficient * Math.sin(j * xi0) * Math.cosh(j * eta0);
    eta += coefficient * Math.cos(j * xi0) * Math.sinh(j * eta0);
  });
  return { zone, easting_m: FALSE_EASTING_M + K0 * RECTIFYING_M * eta, north_m: K0 * RECTIFYING_M * xi };
}

/** The position of a place of the grid. */
export function unlocate({ zone, easting_m, north_m }: Located): Position {
  const xi0 = north_m / (K0 * RECTIFYING_M);
  const eta0 = (easting_m - FALSE_EASTING_M) / (K0 * RECTIFYING_M);
  let [xi, eta] = [xi0, eta0];
  REVERSE.forEach((coefficient, at) => {
    const j = 2 * (at + 1);
    xi -= coefficient * Math.sin(j * xi0) * Math.cosh(j * eta0);
    eta -= coefficient * Math.cos(j * xi0) * Math.sinh(j * eta0);
  });
  const tau = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi));
  const lambda = Math.atan2(Math.sinh(eta), Math.cos(xi));
  const lon = zone * 6 - 183 + degrees(lambda);
  return { lat: degrees(Math.atan(geographic(tau))), lon: ((((lon + 180) % 360) + 360) % 360) - 180 };
}
