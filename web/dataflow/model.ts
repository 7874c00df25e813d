import type { AlertView } from '../../domain/alerts/outcome.ts';
import type { UnknownView } from '../../domain/alerts/unknown-view.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import type { Counterparty, System } from '../../domain/dataflow.ts';
import type { Instant } from '../../domain/time.ts';
import type { Form } from '../forms.ts';
import type { Entry } from './words.ts';

/** Which list of the data-flow register; its address and the route that changes its entries go by it. */
export type ListName = 'systems' | 'suppliers' | 'customers';

export type ListQuery = {
  q: string;
  plane: string;
  transfer: string;
  country: string;
  /** Ids of a counterparty, whose systems alone are meant. */
  supplier: string;
  customer: string;
  after: string;
};

export type LastNotice = {
  breachId: string;
  state: 'acknowledged' | 'waiting' | 'expired';
  at: Instant;
  exercise: boolean;
};
/** What the systems of a counterparty say together; `names` are the first of them. */
export type TouchedSystems = {
  count: number;
  names: readonly string[];
  countries: readonly string[];
  parts: readonly Pick<System, 'plane' | 'role'>[];
};
export type PartyLine = { party: Counterparty; touched: TouchedSystems; last: LastNotice | null };

export type SystemList = { query: ListQuery; systems: readonly System[]; count: number; next: string | null };
export type PartyList = { query: ListQuery; lines: readonly PartyLine[]; count: number; next: string | null };

/** One notice to a counterparty, of whatever breach. */
export type SentNotice = {
  breachId: string;
  round: number;
  exercise: boolean;
  status: NoticeLine['status'];
  sentAt: Instant | null;
  answerBy: Instant;
  acknowledgedAt: Instant | null;
};

export type EntryChange = { number: number; at: Instant; by: string; before: Entry | null; after: Entry };
export type History = { changes: readonly EntryChange[]; older: number | null };

type EntryPage<E> = {
  /** Null where a new one is made. */
  entry: E | null;
  id: string;
  form: Form;
  /** Fingerprint of the entry as the form shows it. */
  seen: string;
  isEditing: boolean;
  history: History;
};
export type Party = Pick<Counterparty, 'id' | 'name'>;
/** Those that can be chosen: the first ones where there are `more`, and whoever is chosen already. */
export type PartyChoices = { parties: readonly Party[]; more: boolean };

/**
 * `breachId`: the incident that touches a new one, which it leads back to. `unknown`: what alerts named and it is to be
 * known by; `others`: the systems that this may be a part of instead, the first ones where there are `more`.
 */
export type SystemPage = EntryPage<System> & {
  parties: readonly Counterparty[];
  choices: { suppliers: PartyChoices; customers: PartyChoices };
  breachId: string | null;
  unknown: UnknownView | null;
  others: { systems: readonly System[]; more: boolean };
  /** Stored alerts that are judged again for what was just saved. */
  again: readonly AlertView[];
};
/** `systems` are the first of `count`. */
export type PartyPage = EntryPage<Counterparty> & {
  /** Those that letters are written in. */
  languages: readonly string[];
  systems: readonly System[];
  count: number;
  notices: readonly SentNotice[];
};
