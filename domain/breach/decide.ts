import { campaignNumber } from '../communication/standing.ts';
import type { ErrorCode, RefusalMembers } from '../errors.ts';
import type { Facts } from '../facts.ts';
import { diffPlans } from '../plan/diff.ts';
import type { PlannedObligation } from '../plan/types.ts';
import type { Command } from './commands.ts';
import type { BreachEvent } from './events.ts';
import { rungKey } from './ladder.ts';
import { awarenessOf, type BreachState, openObligations, type RiskDecision } from './state.ts';
import { currentPlan } from './upcast.ts';

/** What a command leads to: events to record, or a refusal that changes nothing. */
export type Decision =
  | { ok: true; events: BreachEvent[] }
  | { ok: false; code: ErrorCode; message: string; field: string; members: RefusalMembers };

/**
 * Decides what a command does to a breach. Pure. A command that would change nothing leads to no events. The engine's own
 * reports (`rung-fired`, …) are never refused: what happened, happened; each is told apart by what it reports, a person's
 * command by its key, which whoever calls this has looked up.
 */
export function decide(state: BreachState, command: Command): Decision {
  if (command.ifSeq !== undefined && command.ifSeq !== state.seq) {
    const message = `Breach ${state.breachId} is at event ${state.seq} by now, not at ${command.ifSeq}; read it again.`;
    return refuse('stale', message, 'ifSeq', { seq: state.seq });
  }
  if (state.status === 'closed' && isAsked(command)) {
    return refuse('breach-closed', `Breach ${state.breachId} is closed; open a new report instead.`, 'breach');
  }
  const head = { at: command.at, by: command.by, key: command.key };
  switch (command.type) {
    case 'add-evidence': {
      if (state.evidence.some((e) => e.file === command.evidence.file)) return done();
      return done({ ...head, type: 'evidence-added', data: { evidence: command.evidence, systems: command.systems } });
    }
    case 'amend-facts': {
      if (command.reasons === '') return reasonsMissing('amending facts');
      const changed = changedFacts(state, command.facts);
      const unknown = changed.switchedOn?.find((id) => !state.facts.switchedOn.includes(id) && !isPlanned(state, id));
      if (unknown !== undefined) return unknownObligation(state, unknown);
      if (Object.keys(changed).length + Object.keys(command.narrative).length === 0) return done();
      const { narrative, reasons } = command;
      const resumed = Object.keys(changed).length === 0 ? [] : waived(state);
      return done(
        { ...head, type: 'facts-amended', data: { changed }, personal: { narrative, reasons } },
        ...resumed.map((obligation): BreachEvent => {
          const data = { obligation, why: 'facts-changed' as const };
          return { ...head, type: 'obligation-resumed', data, personal: { reasons } };
        }),
      );
    }
    case 'record-awareness': {
      const { awareAt, reasons } = command;
      if (awareAt > command.at) {
        const message = `The awareness ${awareAt} lies after now (${command.at}); check the date, the time and the offset.`;
        return refuse('awareness-in-the-future', message, 'awareAt');
      }
      const before = awarenessOf(state);
      if (before === null)
        return done({ ...head, type: 'awareness-recorded', data: { awareAt }, personal: { reasons } });
      if (before === awareAt) return done();
      if (reasons === '') return reasonsMissing('correcting the awareness');
      return done({ ...head, type: 'awareness-corrected', data: { from: before, to: awareAt }, personal: { reasons } });
    }
    case 'apply-plan': {
      const plan = currentPlan(command.plan);
      return done({ ...head, type: 'planned', data: { plan, changes: diffPlans(state.plan, plan) } });
    }
    case 'decide-risk': {
      if (command.reasons === '') return reasonsMissing('deciding the risk');
      if (state.plan === null)
        return refuse('conflict', 'The breach is not assessed yet; try again in a moment.', 'breach');
      const { articles, conclusion, reasons } = command;
      const decided = { conclusion, proposed: state.plan.severity.proposed };
      // Replayed from before articles were decided apart: the history has this one event.
      if (articles === undefined) return done({ ...head, type: 'risk-decided', data: decided, personal: { reasons } });
      const open = articles.filter((article) => !isSaidAgain(state.risk[article], command));
      return done(
        ...open.map((article): BreachEvent => {
          return { ...head, type: 'risk-decided', data: { article, ...decided }, personal: { reasons } };
        }),
      );
    }
    case 'waive-obligation': {
      if (command.reasons === '') return reasonsMissing('waiving an obligation');
      const found = findOpen(state, command.obligation, 'waived');
      if (!found.ok) return found;
      const data = { obligation: command.obligation };
      return done({ ...head, type: 'obligation-waived', data, personal: { reasons: command.reasons } });
    }
    case 'resume-obligation': {
      if (command.reasons === '') return reasonsMissing('resuming an obligation');
      const obligation = state.obligations[command.obligation];
      if (obligation === undefined) return unknownObligation(state, command.obligation);
      if (obligation.status !== 'waived') return done();
      const data = { obligation: command.obligation, why: 'decided' as const };
      return done({ ...head, type: 'obligation-resumed', data, personal: { reasons: command.reasons } });
    }
    case 'rung-fired': {
      const { obligation, rung, due, firedAt, skipped } = command;
      const known = state.obligations[obligation];
      if (known === undefined || known.fired.includes(rungKey(rung, due))) return done();
      return done({ ...head, type: 'rung-fired', data: { obligation, rung, due, firedAt, skipped } });
    }
    case 'mark-overdue': {
      const { obligation, due, overdueAt } = command;
      const planned = plannedObligation(state, obligation);
      const isStale = state.obligations[obligation]?.status !== 'running' || planned?.clock?.due !== due;
      return isStale ? done() : done({ ...head, type: 'obligation-overdue', data: { obligation, due, overdueAt } });
    }
    case 'approve-filing':
      return approveFiling(state, command, head);
    case 'file':
      return fileObligation(state, command, head);
    case 'communication-progressed':
      return progressCommunication(state, command, head);
    case 'pause-communication':
    case 'resume-communication':
    case 'stop-communication':
      return steerCommunication(state, command, head);
    // From workflows of before there were ledgers.
    case 'notice-delivered': {
      const { counterparty, round, step, contact, result, number } = command;
      return done({ ...head, type: 'notice-delivered', data: { counterparty, round, step, contact, result, number } });
    }
    case 'acknowledge-notice': {
      const { counterparty, round, acknowledgedAt, answers } = command;
      const data = { counterparty, round, acknowledgedAt };
      return done({ ...head, type: 'notice-acknowledged', data, personal: { answers } });
    }
    case 'notice-expired': {
      const { counterparty, round } = command;
      return done({ ...head, type: 'notice-expired', data: { counterparty, round } });
    }
    case 'draft-campaign': {
      const { campaign, listId, recipients, contentHash } = command;
      const expected = state.campaigns.length + 1;
      if (campaign !== expected) {
        return refuse(
          'conflict',
          `The next campaign of ${state.breachId} is number ${expected}, not ${campaign}.`,
          'campaign',
        );
      }
      return done({ ...head, type: 'campaign-drafted', data: { campaign, listId, recipients, contentHash } });
    }
    case 'approve-campaign': {
      const campaign = state.campaigns.find((c) => c.number === command.campaign);
      if (campaign === undefined) {
        const message = `Breach ${state.breachId} has no campaign ${command.campaign}; draft it first.`;
        return refuse('unknown-campaign', message, 'campaign');
      }
      if (campaign.contentHash !== command.contentHash) {
        const message = `Campaign ${command.campaign} is not the content you saw (${campaign.contentHash}); look at it again.`;
        return refuse('conflict', message, 'contentHash');
      }
      if (campaign.status !== 'draft') return done();
      const used = state.campaigns.find((c) => c.listId === campaign.listId && c.status !== 'draft');
      if (used !== undefined) {
        const message = `The list of campaign ${command.campaign} was written to by campaign ${used.number}; import it again.`;
        return refuse('conflict', message, 'campaign');
      }
      const data = { campaign: command.campaign, contentHash: command.contentHash };
      return done({ ...head, type: 'campaign-approved', data, personal: { reasons: command.reasons } });
    }
    case 'campaign-finished': {
      const { campaign, counts } = command;
      if (state.campaigns.find(({ number }) => number === campaign)?.status !== 'sending') return done();
      return done({ ...head, type: 'campaign-finished', data: { campaign, counts } });
    }
    case 'close':
      return close(state, command, head);
  }
}

type Head = Pick<BreachEvent, 'at' | 'by' | 'key'>;

/** A page that is on record already, with nothing else changed, is no news. */
function progressCommunication(
  state: BreachState,
  command: Command & { type: 'communication-progressed' },
  head: Head,
): Decision {
  const { communication, counts, head: ledger, nextAt, version, settled } = command;
  const known = state.communications[communication];
  if (known === undefined) return done();
  const isKnown =
    known.head?.page === ledger?.page && known.version === version && (!settled || known.status !== 'running');
  if (isKnown) return done();
  const data = { communication, counts, head: ledger, nextAt, version, settled };
  return done({ ...head, type: 'communication-progressed', data });
}

type Steering = Command & { type: 'pause-communication' | 'resume-communication' | 'stop-communication' };

/** Pausing and resuming twice change nothing; what was stopped stays so. */
function steerCommunication(state: BreachState, command: Steering, head: Head): Decision {
  const { communication, reasons } = command;
  const known = state.communications[communication];
  const number = campaignNumber(communication);
  if (known === undefined) {
    const message = `Breach ${state.breachId} has no communication '${communication}'; see its page for those it has.`;
    return refuse(number === null ? 'not-found' : 'unknown-campaign', message, 'communication');
  }
  // What is finished may go on where somebody decided to send again what was uncertain.
  const isOver = known.status === 'stopped' || (known.status === 'finished' && command.type !== 'resume-communication');
  const personal = { reasons };
  if (command.type === 'pause-communication' && command.by === 'engine') {
    const data = { communication, because: command.because };
    return known.status === 'running' ? done({ ...head, type: 'communication-paused', data, personal }) : done();
  }
  if (isOver) {
    const message = `${communication} of ${state.breachId} is ${known.status} already; nothing is left to be changed.`;
    return refuse('conflict', message, 'communication');
  }
  switch (command.type) {
    case 'pause-communication': {
      if (reasons === '') return reasonsMissing('pausing a communication');
      // One that paused by itself, and may go on by itself, stands still from now on until a person resumes it.
      if (known.because === 'asked') return done();
      const data = { communication, because: command.because };
      return done({ ...head, type: 'communication-paused', data, personal });
    }
    case 'resume-communication':
      if (known.status === 'running' || (command.by === 'engine' && known.because !== 'busy')) return done();
      return done({ ...head, type: 'communication-resumed', data: { communication }, personal });
    case 'stop-communication':
      if (reasons === '') return reasonsMissing('stopping a communication');
      return done({ ...head, type: 'communication-stopped', data: { communication }, personal });
  }
}

/** The same bytes approved again by the same person change nothing; another's approval of them is on record beside it. */
function approveFiling(state: BreachState, command: Command & { type: 'approve-filing' }, head: Head): Decision {
  const { obligation, stage, sha256 } = command;
  const found = isFiled(state, obligation) ? findFiled(state, obligation) : findOpen(state, obligation, 'filed');
  if (!found.ok) return found;
  const approvals = state.obligations[obligation]?.approvals ?? [];
  if (approvals.some((a) => a.stage === stage && a.sha256 === sha256 && a.by === command.by)) return done();
  return done({ ...head, type: 'filing-approved', data: { obligation, stage, sha256 } });
}

/** Late filing only with reasons (GDPR Art. 33(1), second sentence). */
function fileObligation(state: BreachState, command: Command & { type: 'file' }, head: Head): Decision {
  const { obligation, filedAt, receipt, reasons, stage, sha256, channel, document, elsewhere } = command;
  const isLater = isFiled(state, obligation) && stage !== undefined && stage !== 'initial';
  const found = isLater ? findFiled(state, obligation) : findOpen(state, obligation, 'filed');
  if (!found.ok) return found;
  if (!isLater && (stage === 'follow-up' || stage === 'withdrawal')) {
    const message = `Nothing is filed for ${found.planned.article} that a ${stage} could refer to; begin with stage initial or complete.`;
    return refuse('not-filable', message, 'stage');
  }
  if (stage === 'withdrawal' && reasons === '') return reasonsMissing('withdrawing a filing');
  if (filedAt > command.at) {
    return refuse(
      'bad-input',
      `The filing ${filedAt} lies after now (${command.at}); record it once it is made.`,
      'filedAt',
    );
  }
  const { clock, lateNeedsReasons, article } = found.planned;
  if (clock === null && found.planned.startsFrom === 'awareness')
    return refuse('awareness-missing', `${article} has no clock yet: record the awareness first.`, 'obligation');
  const late = !isLater && clock !== null && filedAt > clock.due;
  if (late && lateNeedsReasons && reasons === '') {
    const message = `The filing ${filedAt} is after ${clock?.due}; ${article} accepts it late only with the reasons for the delay.`;
    return refuse('reasons-missing', message, 'reasons');
  }
  return {
    ok: true,
    events: [
      {
        ...head,
        type: 'filed',
        data: {
          ...{ obligation, filedAt, late },
          ...(elsewhere && { elsewhere }),
          ...(stage && { stage, sha256: sha256 ?? null, channel: channel ?? '' }),
        },
        personal: { receipt, reasons, ...(document !== undefined && { document }) },
      },
    ],
  };
}

/** Closing with a duty still open would lose it: each must be filed or waived first. */
function close(state: BreachState, command: Command & { type: 'close' }, head: Head): Decision {
  if (command.reasons === '') return reasonsMissing('closing');
  const { outcome, reasons } = command;
  const open = openObligations(state).map((o) => o.id);
  if (open.length > 0 && outcome === 'resolved') {
    const named = open.map((id) => `${plannedObligation(state, id)?.article ?? 'a duty'} (${id})`).join(', ');
    const message = `Still running: ${named}. File or waive each before closing ${state.breachId}.`;
    return refuse('clocks-still-running', message, 'breach', { obligations: open });
  }
  if (outcome === 'resolved' && awarenessOf(state) !== null && (state.plan === null || state.planIsStale)) {
    // What the newest facts ask for is not known yet: a duty could be lost in between.
    return refuse('conflict', `${state.breachId} is being assessed anew; try again in a moment.`, 'breach');
  }
  const sending = state.campaigns.filter((c) => c.status === 'sending').map((c) => c.number);
  if (sending.length > 0) {
    const message = `Campaign ${sending.join(', ')} is still being sent; close ${state.breachId} once it has finished.`;
    return refuse('conflict', message, 'campaign');
  }
  if (outcome === 'resolved' && awarenessOf(state) === null) {
    const message = `${state.breachId} has no awareness: record it, or close with outcome 'not-a-breach'.`;
    return refuse('awareness-missing', message, 'outcome');
  }
  return done({ ...head, type: 'closed', data: { outcome }, personal: { reasons } });
}

function findOpen(
  state: BreachState,
  id: string,
  what: 'filed' | 'waived',
): { ok: true; planned: PlannedObligation } | (Decision & { ok: false }) {
  const planned = plannedObligation(state, id);
  const status = state.obligations[id]?.status;
  if (planned === undefined || status === undefined) return unknownObligation(state, id);
  const isOpen = ['running', 'overdue', 'awaiting-event', 'no-clock'].includes(status);
  if (isOpen || (status === 'awaiting-awareness' && what === 'filed')) {
    return { ok: true, planned };
  }
  return refuse('not-filable', `${planned.article} cannot be ${what}: it is '${status}'.`, 'obligation');
}

function isFiled(state: BreachState, id: string): boolean {
  return state.obligations[id]?.filed != null;
}

/** For a later version of what was filed already. */
function findFiled(
  state: BreachState,
  id: string,
): { ok: true; planned: PlannedObligation } | (Decision & { ok: false }) {
  const planned = plannedObligation(state, id);
  if (planned === undefined) return unknownObligation(state, id);
  if (state.obligations[id]?.versions?.at(-1)?.stage !== 'withdrawal') return { ok: true, planned };
  return refuse(
    'not-filable',
    `The filing for ${planned.article} was withdrawn; a new breach is reported anew.`,
    'stage',
  );
}

function plannedObligation(state: BreachState, id: string): PlannedObligation | undefined {
  return state.plan?.obligations.find((o) => o.id === id);
}

function isPlanned(state: BreachState, id: string): boolean {
  return plannedObligation(state, id) !== undefined;
}

function unknownObligation(state: BreachState, id: string): Decision & { ok: false } {
  const known = Object.keys(state.obligations).join(', ') || 'none yet';
  return refuse(
    'unknown-obligation',
    `Breach ${state.breachId} has no obligation '${id}'. It has: ${known}.`,
    'obligation',
  );
}

/** Only the named events change; one that is set to null is taken back. */
function changedFacts(state: BreachState, patch: Partial<Facts>): Partial<Facts> {
  const events = patch.events === undefined ? {} : { events: { ...state.facts.events, ...patch.events } };
  const entries = Object.entries({ ...patch, ...events }).filter(
    ([key, value]) => JSON.stringify(state.facts[key as keyof typeof state.facts]) !== JSON.stringify(value),
  );
  return Object.fromEntries(entries);
}

/** Other reasons, or another approver, make it a confirmation, which is recorded; so does saying it after a reopening. */
function isSaidAgain(
  before: RiskDecision | null,
  { conclusion, reasons, by }: Command & { type: 'decide-risk' },
): boolean {
  if (before === null || before.reopened) return false;
  return before.conclusion === conclusion && before.reasons === reasons && before.by === by;
}

function waived(state: BreachState): string[] {
  return Object.values(state.obligations).flatMap((o) => (o.status === 'waived' ? [o.id] : []));
}

/** Asked by a person, as against reported by the engine about what already happened. */
function isAsked(command: Command): boolean {
  const reported = ['rung-fired', 'mark-overdue', 'communication-progressed', 'campaign-finished'];
  const earlier = ['notice-delivered', 'notice-expired', 'acknowledge-notice'];
  return ![...reported, ...earlier, 'add-evidence'].includes(command.type);
}

function reasonsMissing(doing: string): Decision & { ok: false } {
  return refuse('reasons-missing', `Give the reasons for ${doing}: they go into the record.`, 'reasons');
}

function refuse(
  code: ErrorCode,
  message: string,
  field: string,
  members: RefusalMembers = {},
): Decision & { ok: false } {
  return { ok: false, code, message, field, members };
}

function done(...events: BreachEvent[]): Decision {
  return { ok: true, events };
}
