import type { ErrorCode, RefusalRule, TocsinError } from '../domain/errors.ts';

/** What a language says of refusals. */

export type Refused = Pick<TocsinError, 'code' | 'field' | 'members' | 'message'>;
type Said = string | ((refusal: Refused) => string);

/** Rules of which pages say the same thing anyway: `refusals.ts` finds their words. */
export type PageRule =
  | 'future'
  | 'approval'
  | 'awareness'
  | 'elsewhere'
  | 'withdrawal'
  | 'register-duty'
  | 'campaign-recorded'
  | 'difference'
  | 'token'
  | 'drafter'
  | 'taken'
  | 'merge-into'
  | 'merge-closed'
  | 'no-signs'
  | 'last-administrator'
  | 'email-taken'
  | 'name-reserved'
  | Extract<RefusalRule, `release-${string}`>;
/** The same of codes. */
export type PageCode =
  | 'awareness-in-the-future'
  | 'not-found'
  | 'forbidden'
  | 'cross-site'
  | 'too-large'
  | 'unsupported-media-type'
  | 'record-broken'
  | 'record-behind'
  | 'unavailable'
  | 'internal'
  | 'exercise-has-no-inbox'
  | 'not-approved';

/** Beside what pages say anyway. English has none: the messages themselves are English. */
export type RefusalWords = {
  rules: Readonly<Partial<Record<RefusalRule, Said>>>;
  codes: Readonly<Partial<Record<ErrorCode, Said>>>;
};
/** Those of a language other than English: none is left out. */
export type WholeRefusalWords = {
  rules: Readonly<Record<Exclude<RefusalRule, PageRule>, Said>>;
  codes: Readonly<Record<Exclude<ErrorCode, PageCode>, Said>>;
};
