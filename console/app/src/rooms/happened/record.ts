/** What a record says, where it is of a kind; and what is behind a digest, where it was told. */

import type { ActView, RecordView } from '../../register/api.gen.ts';

type Kind = ActView['kind'];

/** The act of a record, if it is of one of these kinds. */
export function actOf<K extends Kind>(record: RecordView | undefined, ...kinds: K[]): Extract<ActView, { kind: K }> | undefined {
  const says = record?.statement && 'says' in record.statement ? record.statement.says : undefined;
  return says && kinds.some((kind) => kind === says.kind) ? (says as Extract<ActView, { kind: K }>) : undefined;
}

type Opened<T> = Exclude<T, { sealed: string } | null | undefined>;

/** What is behind a digest; nothing where it is not told, or erased. */
export function opened<T>(value: T): Opened<T> | undefined {
  if (value === null || value === undefined || (typeof value === 'object' && 'sealed' in value)) return undefined;
  return value as Opened<T>;
}

/** Parties that are named as readers, by id; nothing where nobody is named apart. */
export function readersOf(of: { readers?: readonly { id: string }[] | null } | undefined): string[] | undefined {
  return of?.readers?.map(({ id }) => id);
}
