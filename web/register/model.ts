import type { Standing } from '../../domain/breach/register-keys.ts';
import type { RegisterEntry } from '../../domain/breach/views.ts';
import type { Instant } from '../../domain/time.ts';

/** What the register is asked to show, as the address has it; empty is "any". */
export type RegisterQuery = {
  q: string;
  from: string;
  to: string;
  status: string;
  role: string;
  plane: string;
  severity: string;
  authority: string;
  people: string;
  late: string;
  version: string;
  exercises: string;
  sort: string;
  after: string;
};

export type RegisterRow = {
  entry: RegisterEntry;
  since: Instant;
  authorityTold: Standing;
  peopleTold: Standing;
  late: boolean;
};

/** How what is on record is called: systems by the data-flow register, duties by the policy, people by their role. */
export type RegisterNames = {
  system(id: string): string;
  duty(id: string): string;
  by(by: string): string;
  policy(version: string): string;
  /** The name that somebody gave to a version; empty where nobody has. */
  policyName(version: string): string;
};

export type RegisterModel = {
  query: RegisterQuery;
  rows: readonly RegisterRow[];
  shown: number;
  all: number;
  next: string | null;
  names: RegisterNames;
};

export const REGISTER_PATH = '/desk/register';
const DEFAULTS: Partial<RegisterQuery> = { exercises: 'without', sort: 'newest' };

/** The address of the register, or of one of its exports, with these filters. */
export function registerAddress(
  query: RegisterQuery,
  change: Partial<RegisterQuery> = {},
  path = REGISTER_PATH,
): string {
  const all = Object.entries({ ...query, ...change });
  const given = all.filter(([name, value]) => value !== (DEFAULTS[name as keyof RegisterQuery] ?? ''));
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Whether the query leaves anything out. */
export function isFiltered(query: RegisterQuery): boolean {
  return registerAddress(query, { sort: 'newest', after: '' }) !== REGISTER_PATH;
}
