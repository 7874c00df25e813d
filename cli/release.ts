import type { Awaited } from '../domain/communication/release.ts';
import type { LeftOut } from '../domain/notices/released-list.ts';
import type { Statement } from '../domain/notices/statement.ts';
import { plural } from '../web/desk/words.ts';

/** What stands before whoever releases, as the API answers it. */
export type ReleaseAnswer = {
  seen: number;
  statement: Statement;
  sha256: string;
  revision: number;
  list: string;
  suppliers: number;
  customers: number;
  leftOut: number;
  leftOutRevision: number;
  leftOutGroups: LeftOut[];
  awaited: Awaited[];
  whyNot: string | null;
};

const AWAITED: Record<Awaited, string> = {
  first: 'Nobody outside was told: the notices wait for a release.',
  others: 'Others are to be told, or of other systems: they wait for a release.',
  facts: 'The record has changed since the last release: a correction is proposed to those who were told.',
  text: 'The text was edited since the last release: a correction is proposed to those who were told.',
};

/** What waits for a release, a line each. */
export function sayAwaited(awaited: readonly Awaited[]): string[] {
  return awaited.map((each) => AWAITED[each]);
}

export function sayWho({ suppliers, customers, leftOut }: ReleaseAnswer): string {
  const told = `${plural(suppliers, 'supplier', 'suppliers')}, ${plural(customers, 'customer', 'customers')}`;
  return `It goes to ${told}; left out: ${leftOut}`;
}
