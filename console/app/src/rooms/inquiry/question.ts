/** What is asked of the past: a place or a zone, when people may have been there, known when, and in whose eyes. */

import type { InquiryQuestion } from '../../register/api.gen.ts';
import type { Area } from '../../shape/AreaField.svelte';
import type { Position } from '../../statement/place.ts';

/** The hands of the slider and what they are about; moments in milliseconds since 1970. */
export interface Asked {
  /** A zone's id, where no area is given. */
  zone: string;
  area: Area | undefined;
  valid: number;
  /** How long a stretch from {@link valid} on. */
  minutes: number;
  known: number;
  /** A later moment, to tell what came since. */
  later: number | undefined;
  /** `register`, or a party. */
  viewpoint: string;
}

const lonLat = ({ lat, lon }: Position): [number, number] => [lon, lat];
const iso = (ms: number): string => new Date(ms).toISOString();

/** A GeoJSON geometry; the API's description says no more of it than that it is an object. */
const geometry = (type: string, coordinates: unknown): InquiryQuestion['place'] => ({ type, coordinates }) as unknown as InquiryQuestion['place'];

/** Where, as the API takes it. */
function where(asked: Asked): Partial<InquiryQuestion> {
  const shape = asked.area?.footprint;
  if (!shape) return { zone: asked.zone };
  const reach_m = asked.area?.precision_m ?? 0;
  switch (shape.kind) {
    case 'circle':
      return { place: geometry('Point', lonLat(shape.centre)), radius_m: shape.radius_m, reach_m };
    case 'polygon': {
      const ring = [...shape.ring, ...shape.ring.slice(0, 1)].map(lonLat);
      return { place: geometry('Polygon', [ring]), reach_m };
    }
    case 'areas': {
      const closed = shape.polygons.map((rings) => rings.map((ring) => [...ring, ...ring.slice(0, 1)].map(lonLat)));
      return { place: geometry('MultiPolygon', closed), reach_m };
    }
    case 'line':
      return { place: geometry('LineString', shape.line.map(lonLat)), half_width_m: shape.half_width_m, reach_m };
  }
}

/** The question as the API takes it. */
export function question(asked: Asked): InquiryQuestion {
  return {
    ...where(asked),
    from: iso(asked.valid),
    until: iso(asked.valid + asked.minutes * 60_000),
    known_at: iso(asked.known),
    viewpoint: asked.viewpoint,
  };
}

/** The same with the later moment. */
export function comparison(asked: Asked & { later: number }): InquiryQuestion {
  return { ...question(asked), compare_with: iso(asked.later) };
}

/** A line of a difference: its record, and the register's own words. */
export function line(text: string): { record: string; words: string } {
  const [, record = '', words = text] = /^(\d+): (.*)$/s.exec(text) ?? [];
  return { record, words };
}
