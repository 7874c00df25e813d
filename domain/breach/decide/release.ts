import { COUNTERPARTY_KINDS_TOLD, isAllReleased, type ReleaseBar } from '../../communication/release.ts';
import type { Plan } from '../../plan/types.ts';
import type { Instant } from '../../time.ts';
import type { BreachEvent } from '../events.ts';
import { awarenessOf, type BreachState } from '../state.ts';
import {
  type CommandOf,
  confirmed,
  type Decide,
  type Decision,
  done,
  type Head,
  inLanguage,
  type Refusal,
  refuse,
  whyUntranslated,
} from './decision.ts';
import type { Leaving } from './four-eyes.ts';

/**
 * What suppliers and customers read: edited by responders over the revision that they saw, and released by a person, or
 * by the policy where it says so. Until then nothing goes out to them.
 */

/** Two people who edit it at once do not overwrite each other: the second is told, and keeps what was typed. */
export const saveStatement: Decide<'save-statement'> = (state, command, head) => {
  const { over, sha256, statement } = command;
  const known = state.statement?.revision ?? 0;
  if (over !== known) {
    const message = `The statement is at revision ${known} by now, not at ${over}. Nothing was overwritten.`;
    return refuse('stale', message, 'over', { revision: known });
  }
  if (sha256 === state.statement?.sha256) return done();
  const data = { revision: known + 1, sha256, ...inLanguage(command) };
  return done({ ...head, type: 'statement-saved', data, personal: { statement } });
};

/** Exactly the bytes, and exactly those to be told, that were looked at, once somebody has the incident. */
export const releaseNotices: Decide<'release-notices'> = releaseBy(whyNotReleased);

/** The same as version 0.8 decided it, which asked for no owner and stands in histories. */
export const releaseAsIn08: Decide<'release-notices'> = releaseBy((state, command) =>
  whyOtherwiseSeen(state, command, barBefore(state, command.role)),
);

function releaseBy(whyNot: typeof whyNotReleased): Decide<'release-notices'> {
  return (state, command, head) =>
    whyNot(state, command) ?? whyUntranslated(command.unconfirmed ?? 0) ?? released(state, command, head);
}

function released(state: BreachState, command: CommandOf<'release-notices'>, head: Head): Decision {
  const { sha256, revision, version, list, statement, reasons } = command;
  const number = (state.communications.notices?.release?.number ?? 0) + 1;
  const { suppliers, customers } = list;
  const data = {
    ...{ release: number, basis: 'person' as const, kinds: [...COUNTERPARTY_KINDS_TOLD], sha256, revision, version },
    ...{ figures: figuresOf(state, head.at), suppliers, customers, leftOut: list.leftOut, list: list.sha256 },
  };
  const event = { ...head, type: 'notices-released' as const, data, personal: { statement, reasons } };
  return isReleased(state, command) ? confirmed(event) : done(event);
}

/** By the policy: a drill, or a kind for which a text was approved beforehand. Never over what a person released. */
export function releasedByPolicy(state: BreachState, plan: Plan, head: Head): BreachEvent[] {
  const { counterparties } = plan;
  const known = state.communications.notices;
  if (counterparties?.release === undefined || (known !== undefined && known.release === undefined)) return [];
  if (known?.status === 'stopped') return [];
  const counts = { supplier: counterparties.suppliers, customer: counterparties.customers };
  let number = known?.release?.number ?? 0;
  return COUNTERPARTY_KINDS_TOLD.flatMap((kind): BreachEvent[] => {
    const policy = counterparties.release?.byPolicy[kind];
    const before = known?.release?.byKind[kind];
    if (policy === undefined || counts[kind] === 0) return [];
    if (before?.basis === 'person' || before?.version === counterparties.version) return [];
    number += 1;
    const data = {
      ...{ release: number, basis: policy.basis, kinds: [kind], sha256: policy.sha256, revision: 0 },
      ...{ version: counterparties.version, figures: figuresOf(state, head.at), leftOut: 0, list: null },
      ...{ suppliers: kind === 'supplier' ? counts.supplier : 0, customers: kind === 'customer' ? counts.customer : 0 },
    };
    const { statement } = policy;
    return [{ ...head, type: 'notices-released', data, personal: { statement, reasons: '' } }];
  });
}

/** How many it goes to and who typed last into the text; what the record words has no drafter. */
export function releaseLeaving(
  { statement }: Pick<BreachState, 'statement'>,
  { list }: Pick<CommandOf<'release-notices'>, 'list'>,
): Leaving {
  const receivers = list.suppliers + list.customers;
  return { what: 'notices', receivers, drafter: statement?.by ?? null, place: '/release' };
}

/** What stands in the way of any release by this role, whatever was looked at; null where nothing does. */
export function releaseBar(state: BreachState, role: string | undefined): ReleaseBar | null {
  const bar = barBefore(state, role);
  // Who answers for it is asked of what can be released: the answers come in to that person.
  return state.owner === undefined && (bar === null || bar === 'assessed') ? 'untaken' : bar;
}

function barBefore(state: BreachState, role: string | undefined): ReleaseBar | null {
  const { notices } = state.communications;
  const told = state.plan?.counterparties ?? null;
  if (notices !== undefined && notices.release === undefined) return 'by-itself';
  if (told === null || awarenessOf(state) === null) return 'awareness';
  if (!mayReleaseAs(role, told)) return 'responder';
  if (notices === undefined || told.suppliers + told.customers === 0) return 'nobody';
  if (notices.status === 'stopped' && notices.release?.stoppedFor === told.version) return 'stopped';
  return state.planIsStale ? 'assessed' : null;
}

const BARS: Record<Exclude<ReleaseBar, 'assessed'>, (state: BreachState) => Refusal> = {
  'by-itself': ({ breachId }) => {
    const message = `The notices of ${breachId} began before notices were released; they go on by themselves.`;
    return refuse('conflict', message, 'communication', { why: 'release-by-itself' });
  },
  awareness: ({ breachId }) => {
    const message = `Whom ${breachId} is told to is not known before its awareness; record that first.`;
    return refuse('awareness-missing', message, 'breach', { why: 'release-awareness' });
  },
  responder: () => {
    const message = 'A DPO or deputy releases what suppliers and customers read; the policy lets no responder do it.';
    return refuse('forbidden', message, 'role', { why: 'release-responder' });
  },
  nobody: ({ breachId }) => {
    const message = `${breachId} touches no system of a supplier or customer that is to be told.`;
    return refuse('conflict', message, 'communication', { why: 'release-nobody' });
  },
  stopped: ({ breachId }) => {
    const message = `The notices of ${breachId} were stopped for good, so nothing more of them is sent.`;
    return refuse('conflict', message, 'communication', { why: 'release-stopped' });
  },
  untaken: ({ breachId }) => {
    const message = `Nobody has taken ${breachId}. Take it (tocsin take ${breachId}), and release it then.`;
    return refuse('conflict', message, 'owner', { why: 'release-untaken' });
  },
};

/** Why nothing can be released as it was looked at; null where it can. */
export function whyNotReleased(state: BreachState, asked: Looked): Refusal | null {
  return whyOtherwiseSeen(state, asked, releaseBar(state, asked.role));
}

type Looked = Pick<CommandOf<'release-notices'>, 'role' | 'sha256' | 'revision' | 'planned' | 'seen' | 'version'>;

function whyOtherwiseSeen(state: BreachState, asked: Looked, bar: ReleaseBar | null): Refusal | null {
  const { plan, statement } = state;
  if (bar !== null && bar !== 'assessed') return BARS[bar](state);
  const { revision = 0, sha256 = asked.sha256 } = statement ?? {};
  if (asked.revision !== revision || asked.sha256 !== sha256) {
    return changed(`The statement is at revision ${revision} by now, another text than you saw.`, state, 'sha256');
  }
  if (bar === 'assessed' || asked.planned !== plan?.counterparties?.version) {
    return changed('Others are to be told than you saw, or of other systems.', state, 'version');
  }
  if (asked.seen < (state.communications.notices?.release?.changedSeq ?? 0)) {
    return changed('Facts have changed since you looked.', state, 'seen');
  }
  return null;
}

/** Whether this role releases what those of a plan read: a responder only where the policy lets one. */
export function mayReleaseAs(role: string | undefined, told: Plan['counterparties']): boolean {
  return role !== 'responder' || told?.release?.responders === true;
}

function changed(what: string, { seq }: BreachState, field: string): Refusal {
  return refuse('stale', `${what} Nothing was released; look at what changed, and release it again.`, field, { seq });
}

/** What leaves is released already, word for word and to the same. */
function isReleased(
  { communications }: BreachState,
  { sha256, list, version }: Pick<CommandOf<'release-notices'>, 'sha256' | 'list' | 'version'>,
): boolean {
  const asked = { sha256, version, list: list.sha256 };
  return isAllReleased(communications.notices?.release, COUNTERPARTY_KINDS_TOLD, asked);
}

function figuresOf(state: BreachState, at: Instant) {
  const { peopleConcerned: people, recordsConcerned: records } = state.facts;
  return { awareAt: awarenessOf(state) ?? at, people, records };
}
