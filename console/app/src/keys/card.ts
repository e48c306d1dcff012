/** Cards: whose a key is, and for which register (docs/spec/files.md). */

import { hex, readId, unhex } from '../statement/id.ts';

/** Whose a key is. */
export interface DeskCard {
  name: string;
  origin: string;
  genesis: string;
  party: string;
  desk: string;
  person: string;
  public: string;
}

/** What is no card. */
export class CardError extends Error {}

const HEADER = 'truceline-desk-card 1';
const DOMAIN = 'truceline/desk-card/possession/1\n';
const FIELDS = ['name', 'origin', 'genesis', 'party', 'desk', 'person', 'public'] as const;

function lines(card: DeskCard): string {
  return `${HEADER}\n${FIELDS.map((field) => `${field}: ${card[field]}\n`).join('')}`;
}

/** The card with the key's own signature under it. */
export async function proven(card: DeskCard, sign: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<string> {
  const proof = await sign(new TextEncoder().encode(DOMAIN + lines(card)));
  return `${lines(card)}proof: ${hex(proof)}\n`;
}

/**
 * Reads a card and holds its signature against its key.
 *
 * @throws {CardError} it is none, or was changed.
 */
export async function readCard(text: string): Promise<DeskCard> {
  const rows = text.split('\n');
  if (rows.shift() !== HEADER) throw new CardError(HEADER);
  const values = [...FIELDS, 'proof'].map((field) => {
    const row = rows.shift() ?? '';
    if (!row.startsWith(`${field}: `)) throw new CardError(field);
    return row.slice(field.length + 2);
  });
  if (rows.length !== 1 || rows[0] !== '') throw new CardError('end');
  const [name = '', origin = '', genesis = '', party = '', desk = '', person = '', publicKey = '', proof = ''] = values;
  const card: DeskCard = { name, origin, genesis, party, desk, person, public: publicKey };
  readId('pty', party);
  readId('dsk', desk);
  readId('per', person);
  const bytes = { key: unhex(publicKey), proof: unhex(proof) };
  if (bytes.key?.length !== 32 || bytes.proof?.length !== 64 || unhex(genesis)?.length !== 32) throw new CardError('public');
  const key = await crypto.subtle.importKey('raw', bytes.key, 'Ed25519', false, ['verify']);
  const content = new TextEncoder().encode(DOMAIN + lines(card));
  if (!(await crypto.subtle.verify('Ed25519', key, bytes.proof, content))) throw new CardError('proof');
  return card;
}

/** The fields of a register's card that the console goes by. */
export interface RegisterCard {
  origin: string;
  theatre: string;
  kind: string;
  genesis: string;
  log: string;
}

/** Reads a register's card. */
export function readRegisterCard(text: string): RegisterCard {
  const value = (field: string): string => new RegExp(`^${field}: (.*)$`, 'm').exec(text)?.[1] ?? '';
  return { origin: value('origin'), theatre: value('theatre'), kind: value('kind'), genesis: value('genesis'), log: value('log') };
}
