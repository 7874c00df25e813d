import { describe, expect, it } from '@jest/globals';
import { clock72h, obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { Plan, PlannedObligation } from '../plan/types.ts';
import { type Instant, plusMs } from '../time.ts';
import type { BreachEvent } from './events.ts';
import { foldEvents } from './evolve.ts';
import type { BreachState } from './state.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const { due: DUE } = clock72h(T0);

type Body<E = BreachEvent> = E extends BreachEvent ? Omit<E, 'at' | 'by' | 'key'> & { at?: Instant } : never;
function folded(...bodies: Body[]): BreachState {
  const head = { at: NOW, by: 'dpo', key: 'k' };
  const events = bodies.map((body) => ({ ...head, ...body }) as BreachEvent);
  const state = foldEvents([reportedEvent('TOC-2026-0001', T0), ...events]);
  if (state === null) throw new Error('no events');
  return state;
}

const because = { personal: { reasons: 'x' } };
const aware = (awareAt = T0): Body => ({ type: 'awareness-recorded', data: { awareAt }, ...because });
const planned = (obligations: PlannedObligation[], change: Partial<Plan> = {}): Body => ({
  type: 'planned',
  data: { plan: planOf(NOW, { obligations, ...change }), changes: [] },
});
const duty = (change: Partial<PlannedObligation> = {}) => obligationOf('duty', T0, change);
const waived: Body = { type: 'obligation-waived', data: { obligation: 'duty' }, ...because };
const resumed: Body = { type: 'obligation-resumed', data: { obligation: 'duty', why: 'decided' }, ...because };
const filed = (filedAt: Instant, late = false): Body => ({
  ...{ type: 'filed', data: { obligation: 'duty', filedAt, late } },
  personal: { receipt: 'R', reasons: '' },
});
const overdue: Body = { type: 'obligation-overdue', data: { obligation: 'duty', due: DUE, overdueAt: DUE } };
const closed = (outcome: 'resolved' | 'not-a-breach', at: Instant = NOW): Body => ({
  ...{ type: 'closed', at, data: { outcome }, ...because },
});
const reopened: Body = { type: 'reopened', data: { closedAt: NOW }, ...because };
const statusOf = (...bodies: Body[]) => folded(...bodies).obligations.duty?.status;

describe('how a duty stands', () => {
  it.each<[string, PlannedObligation, string]>([
    ['runs while its clock does', duty(), 'running'],
    ['waits for the awareness', obligationOf('duty', null), 'awaiting-awareness'],
    ['waits for a filing', obligationOf('duty', null, { startsFrom: 'filing of other' }), 'awaiting-event'],
    ['has no clock', obligationOf('duty', null, { startsFrom: null }), 'no-clock'],
    ['does not apply where it would only be', duty({ applies: 'would-be' }), 'does-not-apply'],
    ['does not apply', duty({ applies: 'does-not-apply' }), 'does-not-apply'],
  ])('%s', (_, obligation, status) => {
    expect(statusOf(planned([obligation]))).toBe(status);
  });

  it('once its limit has passed, stays so under the same limit and runs under a later one', () => {
    expect(statusOf(planned([duty()]), overdue)).toBe('overdue');
    expect(statusOf(planned([duty()]), overdue, planned([duty()]))).toBe('overdue');
    expect(statusOf(planned([duty()]), overdue, planned([obligationOf('duty', NOW)]))).toBe('running');
  });

  it('is waived with why and when, and is taken up only where it was waived', () => {
    const state = folded(planned([duty()]), waived);
    expect(state.obligations.duty).toMatchObject({ status: 'waived', waivedBecause: 'x', waivedAt: NOW });
    expect(statusOf(planned([duty()]), waived, planned([duty()]))).toBe('waived');
    expect(folded(planned([duty()]), waived, resumed).obligations.duty).toMatchObject({
      ...{ status: 'running', waivedBecause: null },
    });
    expect(statusOf(planned([duty()]), overdue, resumed)).toBe('overdue');
  });

  it.each([
    ['at its limit in time', DUE, 'filed', false],
    ['after its limit late', plusMs(DUE, 1), 'filed-late', true],
  ])('is, filed %s, also by a limit that was worked out anew', (_, at, status, late) => {
    const state = folded(planned([obligationOf('duty', NOW)]), filed(at), planned([duty()]));
    expect(state.obligations.duty).toMatchObject({ status, filed: { at, late } });
  });

  it('that was filed late stays so where the limit moves to later', () => {
    expect(statusOf(planned([duty()]), filed(plusMs(DUE, 1), true), planned([obligationOf('duty', NOW)]))).toBe(
      'filed-late',
    );
  });

  it('once filed keeps how it was called, where the policy has it no more', () => {
    const state = folded(planned([duty()]), filed(NOW), planned([]), planned([]));
    expect(state.obligations.duty).toMatchObject({ status: 'filed', once: { article: 'GDPR Art. 33(1)' } });
    const open = folded(planned([duty()]), planned([]));
    expect(open.obligations.duty?.status).toBe('does-not-apply');
    expect(open.obligations.duty).not.toHaveProperty('once');
  });
});

describe('a closing', () => {
  const targets = { targets: [obligationOf('organisation-take', T0)], targetNames: ['take' as const] };

  it('as no breach ends what was open, keeps what was decided, and meets every target', () => {
    expect(statusOf(aware(), planned([duty()]), closed('not-a-breach'))).toBe('does-not-apply');
    expect(statusOf(aware(), planned([duty()]), waived, closed('not-a-breach'))).toBe('waived');
    expect(statusOf(aware(), planned([duty()]), closed('resolved'))).toBe('running');
    const state = folded(planned([], targets), closed('not-a-breach'));
    expect(state.targets?.['organisation-take']?.status).toBe('met');
  });

  it('counts the files that came after it', () => {
    const evidence = (file: string): Body => ({
      type: 'evidence-added',
      data: { systems: [], evidence: { file, sha256: file, bytes: 1, mediaType: 'text/plain', source: 'probe' } },
    });
    const state = folded(evidence('a'), closed('not-a-breach'), evidence('b'), evidence('c'));
    expect([state.closed?.lateEvidence, state.evidenceCount]).toEqual([2, 3]);
    expect(folded(evidence('a'), closed('not-a-breach')).closed).not.toHaveProperty('lateEvidence');
  });
});

describe('a breach that is opened again', () => {
  const again = (obligation: PlannedObligation, at: Instant, ...before: Body[]) =>
    statusOf(aware(), planned([obligation]), ...before, closed('not-a-breach', at), reopened);

  it.each<[string, PlannedObligation, Instant, string]>([
    ['runs where its limit came after the closing', duty(), plusMs(DUE, -1), 'running'],
    ['is overdue where its limit had passed by the closing', duty(), DUE, 'overdue'],
    ['waits again', obligationOf('duty', null, { startsFrom: 'filing of other' }), NOW, 'awaiting-event'],
    ['does not apply where it would only be', duty({ applies: 'would-be' }), NOW, 'does-not-apply'],
  ])('has a duty that %s', (_, obligation, at, status) => {
    expect(again(obligation, at)).toBe(status);
  });

  it('has what was decided as it was decided', () => {
    expect(again(duty(), NOW, waived)).toBe('waived');
    expect(again(duty(), NOW, filed(NOW))).toBe('filed');
  });

  it('is confirmed where an awareness is on record, and else suspected', () => {
    expect(folded(aware(), closed('not-a-breach'), reopened).status).toBe('confirmed');
    expect(folded(closed('not-a-breach'), reopened).status).toBe('suspected');
  });

  it('lets go on what had ended before the closing, such as notices that were stopped, only as it stood', () => {
    const counterparties = { suppliers: 1, customers: 0, version: 'v' };
    const stopped: Body = { type: 'communication-stopped', data: { communication: 'notices' }, ...because };
    const state = folded(aware(), planned([], { counterparties }), stopped, closed('not-a-breach'), reopened);
    expect(state.communications.notices).toMatchObject({ status: 'stopped', turn: 0 });
  });
});

describe('an awareness', () => {
  it('said again leaves the plan as it is, and another one has it made anew', () => {
    const made = [aware(), planned([duty()])];
    expect(folded(...made, aware()).planIsStale).toBe(false);
    const corrected: Body = { type: 'awareness-corrected', data: { from: T0, to: NOW }, ...because };
    const state = folded(...made, corrected);
    expect([state.planIsStale, state.awareness.at(-1)?.awareAt]).toEqual([true, NOW]);
  });
});

describe('a campaign', () => {
  it('that has finished is not sent anew by an approval that comes twice', () => {
    const content = { campaign: 1, contentHash: 'h' };
    const drafted: Body = { type: 'campaign-drafted', data: { ...content, listId: 'l', recipients: 1 } };
    const approved: Body = { type: 'campaign-approved', data: content, ...because };
    const counts = { total: 1, sent: 1, refused: 0, uncertain: 0 };
    const finished: Body = { type: 'campaign-finished', data: { campaign: 1, counts } };
    const state = folded(drafted, approved, finished, approved);
    expect(state.campaigns).toMatchObject([{ status: 'finished', approvedBy: 'dpo', approvedAt: NOW, counts }]);
    expect(state.communications['campaign/1']).toMatchObject({ status: 'finished', nextAt: null });
  });
});
