import type { Organisation } from '../policy/schema.ts';
import type { Role } from '../roles.ts';
import { type Instant, plusMs, SECOND_MS } from '../time.ts';
import { isExampleAddress, isExampleName, isExamplePerson } from './example.ts';

/**
 * What a company does once, from the first sign-in of an administrator to the first exercise. Every step is worked out
 * from what is there: none is ticked by hand, so none can say what is no longer true.
 */

export const SETUP_STEPS = [
  'company',
  'dpo',
  'deputy',
  'mail',
  'slack',
  'webhooks',
  'users',
  'systems',
  'suppliers',
  'customers',
  'exercise',
  'example',
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** `not-used`: there is nothing to be done, since the company does not have it. */
export type SetupState = 'done' | 'open' | 'waiting' | 'failed' | 'not-used';

/** Why a step stands as it does; pages have words for each. */
export const SETUP_REASONS = [
  'example-name',
  'example-contact',
  'example-place',
  'example-address',
  'example-person',
  'no-user',
  'no-factor',
  'same-mailbox',
  'stand-in',
  'never-tested',
  'other-readers',
  'no-worker',
  'no-answer',
  'not-sent',
  'refused',
  'uncertain',
  'never-delivered',
  'last-failed',
  'no-responder',
  'one-administrator',
  'none-yet',
  'example-entries',
  'example-users',
] as const;
export type SetupReason = (typeof SETUP_REASONS)[number];

export type SetupItem = {
  step: SetupStep;
  state: SetupState;
  why: SetupReason[];
  /** When it was last tested, or told of. */
  at: Instant | null;
  /** What a server said of the last test. */
  detail: string;
};

/** How the test of one way out stands. */
export type WayTest = {
  /** Null while a worker has yet to say whether this way is set up. */
  isSetUp: boolean | null;
  askedAt: Instant | null;
  testedAt: Instant | null;
  outcome: 'sent' | 'not-sent' | 'refused' | 'uncertain' | null;
  detail: string;
  /** Whether it went to those who are told today. */
  isToReaders: boolean;
  /** Whether this machine itself stands in for it: what is sent reaches nobody outside. */
  isStandIn: boolean;
};

export type SetupFacts = {
  organisation: Pick<Organisation, 'name' | 'legalName' | 'dpo' | 'deputy' | 'publicContact' | 'replyTo'>;
  /** Whether it stands where the example company does, and nobody said that this is right. */
  isExamplePlace: boolean;
  users: readonly { email: string; role: Role; disabled: boolean; secondFactor: boolean }[];
  /** Whether DPO, deputy and administrator need a second factor here. */
  asksForFactor: boolean;
  mail: WayTest;
  slack: WayTest;
  webhooks: readonly { deliveredAt: Instant | null; failedAt: Instant | null }[];
  register: { systems: boolean; suppliers: boolean; customers: boolean };
  /** Whether an exercise was ever begun. */
  hasPractised: boolean;
  /** Whether entries of the example company are in the register. */
  hasExample: boolean;
  now: Instant;
};

/** How long a test is waited for; a worker takes it within a second. */
const WAIT_MS = 60 * SECOND_MS;

/** Every step with how it stands, in the order in which they are best done. */
export function checklistOf(facts: SetupFacts): SetupItem[] {
  const { register } = facts;
  return [
    item('company', reasonsOfCompany(facts)),
    item('dpo', reasonsOfPost(facts, 'dpo')),
    item('deputy', reasonsOfPost(facts, 'deputy')),
    itemOfWay('mail', facts.mail, facts.now),
    itemOfWay('slack', facts.slack, facts.now),
    itemOfWebhooks(facts.webhooks),
    itemOfUsers(facts.users),
    item('systems', register.systems ? [] : ['none-yet']),
    item('suppliers', register.suppliers ? [] : ['none-yet']),
    item('customers', register.customers ? [] : ['none-yet']),
    item('exercise', facts.hasPractised ? [] : ['none-yet']),
    item('example', reasonsOfExample(facts)),
  ];
}

/** The first step that still asks for something; null where all is done. */
export function nextStep(items: readonly SetupItem[]): SetupItem | null {
  return items.find(({ state }) => state === 'open' || state === 'failed') ?? null;
}

/** What the first start brought: entries to look at, and people to sign in as, which an empty start has too. */
function reasonsOfExample({ hasExample, users }: SetupFacts): SetupReason[] {
  const hasUsers = users.some(({ email, disabled }) => !disabled && isExampleAddress(email));
  return [...(hasExample ? (['example-entries'] as const) : []), ...(hasUsers ? (['example-users'] as const) : [])];
}

function item(step: SetupStep, why: SetupReason[]): SetupItem {
  return { step, state: why.length === 0 ? 'done' : 'open', why, at: null, detail: '' };
}

function reasonsOfCompany({ organisation, isExamplePlace }: SetupFacts): SetupReason[] {
  const { name, legalName, publicContact, replyTo } = organisation;
  const addresses = [publicContact.email, ...(replyTo === undefined ? [] : [replyTo])];
  return [
    ...([name, legalName].some(isExampleName) ? (['example-name'] as const) : []),
    ...(addresses.some(isExampleAddress) ? (['example-contact'] as const) : []),
    ...(isExamplePlace ? (['example-place'] as const) : []),
  ];
}

/** Who holds the post: its mailbox is real, and somebody of that role can sign in and decide. */
function reasonsOfPost({ organisation, users, asksForFactor }: SetupFacts, post: 'dpo' | 'deputy'): SetupReason[] {
  const { email, name = '' } = organisation[post];
  const holders = users.filter(({ role, disabled }) => role === post && !disabled);
  const isSame = post === 'deputy' && email.toLowerCase() === organisation.dpo.email.toLowerCase();
  const hasNoFactor = asksForFactor && holders.length > 0 && holders.every(({ secondFactor }) => !secondFactor);
  return [
    ...(isExampleAddress(email) ? (['example-address'] as const) : []),
    ...(isExamplePerson(name) ? (['example-person'] as const) : []),
    ...(isSame ? (['same-mailbox'] as const) : []),
    ...(holders.length === 0 ? (['no-user'] as const) : []),
    ...(hasNoFactor ? (['no-factor'] as const) : []),
  ];
}

function itemOfWay(step: 'mail' | 'slack', test: WayTest, now: Instant): SetupItem {
  const { isSetUp, askedAt, testedAt, outcome, isToReaders, isStandIn } = test;
  const as = (state: SetupState, why: SetupReason[]): SetupItem => {
    const said: SetupReason[] = isStandIn && isSetUp === true ? ['stand-in', ...why] : why;
    return { step, state, why: said, at: testedAt ?? askedAt, detail: outcome === null ? '' : test.detail };
  };
  if (isSetUp === null) return as('open', ['no-worker']);
  if (!isSetUp) return as('not-used', []);
  if (askedAt !== null) return plusMs(askedAt, WAIT_MS) > now ? as('waiting', []) : as('failed', ['no-answer']);
  // Mail must leave; a chat that is none holds nothing up.
  if (outcome === null) return isStandIn && step === 'slack' ? as('not-used', []) : as('open', ['never-tested']);
  if (outcome !== 'sent') return as('failed', [outcome]);
  return isToReaders ? as('done', []) : as('open', ['other-readers']);
}

/** Each webhook took the last message that it was sent. */
function itemOfWebhooks(webhooks: SetupFacts['webhooks']): SetupItem {
  const isFailing = ({ deliveredAt, failedAt }: (typeof webhooks)[number]) => (failedAt ?? '') > (deliveredAt ?? '');
  const at = webhooks
    .flatMap(({ deliveredAt, failedAt }) => [deliveredAt ?? '', failedAt ?? ''])
    .sort()
    .at(-1);
  const base = { step: 'webhooks' as const, at: at === undefined || at === '' ? null : at, detail: '' };
  if (webhooks.length === 0) return { ...base, state: 'not-used', why: [] };
  if (webhooks.some(isFailing)) return { ...base, state: 'failed', why: ['last-failed'] };
  return webhooks.some(({ deliveredAt }) => deliveredAt === null)
    ? { ...base, state: 'open', why: ['never-delivered'] }
    : { ...base, state: 'done', why: [] };
}

/** One administrator alone is said, and holds nothing up: with a lost phone, nobody would let others in. */
function itemOfUsers(users: SetupFacts['users']): SetupItem {
  const active = users.filter(({ disabled, email }) => !disabled && !isExampleAddress(email));
  const has = (role: Role) => active.filter((user) => user.role === role).length;
  const done = item('users', has('responder') === 0 ? ['no-responder'] : []);
  return has('administrator') > 1 ? done : { ...done, why: [...done.why, 'one-administrator'] };
}
