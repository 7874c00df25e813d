import type { Awaited } from '../domain/communication/release.ts';
import type { LeftOut } from '../domain/notices/released-list.ts';
import type { Statement } from '../domain/notices/statement.ts';
import { plural } from '../web/desk/words.ts';
import { bothTimes } from './output/time.ts';

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
  /** In which languages the letters are, to how many. Absent from an API of before version 0.15. */
  letters?: { language: string; receivers: number }[];
  foreign?: { part: string; written: string | null; languages: string[]; isBehind?: boolean }[];
  whyNot: string | null;
  isReleased: boolean;
  released: { release: number; at: string; by: string; suppliers: number; customers: number; leftOut: number }[];
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

export function sayWho(answer: ReleaseAnswer): string {
  return `It ${answer.isReleased ? 'went' : 'goes'} to ${told(answer)}`;
}

/** In which languages it goes out, where it is in several. */
export function sayLetters(letters: ReleaseAnswer['letters'] = []): string[] {
  if (letters.length < 2) return [];
  const counts = letters.map(({ language, receivers }) => `${receivers} in '${language}'`);
  return [`Letters: ${counts.join(', ')}`];
}

/** What was released last, when and by whom, a line each. */
export function sayReleased({ released }: ReleaseAnswer, zone: string): string[] {
  return released.map((one) => `Release ${one.release}: ${bothTimes(one.at, zone)}, by ${one.by}, to ${told(one)}`);
}

type Told = Pick<ReleaseAnswer, 'suppliers' | 'customers' | 'leftOut'>;

function told({ suppliers, customers, leftOut }: Told): string {
  const counts = `${plural(suppliers, 'supplier', 'suppliers')}, ${plural(customers, 'customer', 'customers')}`;
  return `${counts}; left out: ${leftOut}`;
}
