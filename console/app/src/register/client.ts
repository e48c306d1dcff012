/**
 * The public API, typed by its description (`api.gen.ts` is made from `api/openapi.v1.json` at each build).
 *
 * Nothing else is asked and nobody else. A problem document becomes a {@link Problem}; no answer at all becomes one
 * with the code `no-line`, unless a list of a room was kept ({@link ./answers.svelte.ts}).
 */

import type { BundleOrder, ProblemDocument, paths } from './api.gen.ts';
import { answers } from './answers.svelte.ts';
import { line } from './line.svelte.ts';

/** What the server, or the line, says instead of an answer. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  /** Try again after so many seconds. */
  readonly retryAfter: number | undefined;
  constructor(code: string, status: number, detail: string, retryAfter?: number) {
    super(detail);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

type Ok<T> = T extends { responses: infer R } ? Content<R extends { 200: infer A } ? A : R extends { 201: infer B } ? B : never> : never;
type Content<T> = T extends { content: { 'application/json': infer J } } ? J : never;
type Readable = { [P in keyof paths]: paths[P] extends { get: unknown } ? P : never }[keyof paths];
type Writable = { [P in keyof paths]: paths[P] extends { post: unknown } ? P : never }[keyof paths];

/** What a path answers. */
export type Answer<P extends Readable> = paths[P] extends { get: infer G } ? Ok<G> : never;
type Posted<P extends Writable> = paths[P] extends { post: infer G } ? Ok<G> : never;
type Values = Record<string, string | number | boolean | undefined>;

/** Longest that an answer is waited for. */
const PATIENCE_MS = 30_000;

function address(path: string, parts: Values, query: Values): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts[name] ?? '')));
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const search = new URLSearchParams(asked).toString();
  return search ? `${filled}?${search}` : filled;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      cache: 'no-cache',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...init,
    });
  } catch (error) {
    line.lost();
    throw new Problem('no-line', 0, error instanceof Error ? error.message : '');
  }
  line.found();
  if (response.ok) return response;
  throw await problem(response);
}

async function problem(response: Response): Promise<Problem> {
  try {
    const told = (await response.json()) as ProblemDocument;
    return new Problem(told.code, response.status, told.detail ?? told.title, told.retry_after_s ?? undefined);
  } catch {
    return new Problem('internal', response.status, response.statusText);
  }
}

/** Reads a path. */
export async function get<P extends Readable>(path: P, parts: Values = {}, query: Values = {}): Promise<Answer<P>> {
  const asked = address(path, parts, query);
  try {
    const response = await send(asked, { headers: { accept: 'application/json' } });
    const answer = (await response.json()) as Answer<P>;
    answers.heard(asked, answer);
    return answer;
  } catch (error) {
    // Without a line what was answered last stands in, where it was kept; the house says that it is old.
    const last = error instanceof Problem && error.code === 'no-line' ? answers.find(asked) : undefined;
    if (last === undefined) throw error;
    return last as Answer<P>;
  }
}

/** Reads a text. */
export async function text(path: '/log/checkpoint' | '/v1/checkpoint' | '/readyz' | '/v1/receipts/{index}', parts: Values = {}): Promise<string> {
  return (await send(address(path, parts, {}), { headers: { accept: '*/*' } })).text();
}

/** Asks for something with a body. */
export async function post<P extends Writable>(path: P, body?: unknown): Promise<Posted<P>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await send(path, { method: 'POST', headers, body: body === undefined ? null : JSON.stringify(body) });
  return (await response.json()) as Posted<P>;
}

/** Asks for a file: its bytes as they come. */
export async function file(path: '/v1/bundles', order: BundleOrder): Promise<Uint8Array<ArrayBuffer>> {
  const headers = { accept: 'application/octet-stream, */*', 'content-type': 'application/json' };
  const response = await send(path, { method: 'POST', headers, body: JSON.stringify(order) });
  return new Uint8Array(await response.arrayBuffer());
}

/** Takes something away. */
export async function remove(path: '/v1/invitations/{name}' | '/v1/persons/{person}/sessions', parts: Values): Promise<void> {
  await send(address(path, parts, {}), { method: 'DELETE', headers: { accept: 'application/json' } });
}

/** Ends the session of this browser. */
export async function leave(): Promise<void> {
  await send('/v1/session', { method: 'DELETE', headers: { accept: 'application/json' } });
}
