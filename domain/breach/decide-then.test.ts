import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { Communication } from '../communication/standing.ts';
import type { CommandBody } from './commands.ts';
import { decide, decideUngated } from './decide.ts';
import { decideThen, type LaterRule } from './decide-then.ts';
import { evolve } from './evolve.ts';
import type { BreachState } from './state.ts';
import { attachedFile } from './work.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const reported: BreachState = evolve(null, reportedEvent('TOC-2026-0001', NOW));
const closed: BreachState = {
  ...reported,
  status: 'closed',
  closed: { outcome: 'resolved', at: NOW, by: 'dpo', reasons: '' },
};
const withNotices = (notices: Pick<Communication, 'status' | 'because'>): BreachState => {
  const blank = { turn: 0, counts: { total: 1 }, head: null, nextAt: null, version: 'fjord' };
  return { ...reported, communications: { notices: { ...blank, ...notices } } };
};
const resume = commandOf(
  { type: 'resume-communication', communication: 'notices', reasons: '' },
  { at: NOW, by: 'engine' },
);
const evidence = { file: 'f1', sha256: 'f1', bytes: 1, mediaType: 'application/json', source: 'probe' };
const again = commandOf({ type: 'add-evidence', evidence, systems: ['ledger'] }, { at: NOW });
const file = {
  ...commandOf(
    { type: 'attach-file', file: attachedFile('a'.repeat(64), 3), from: null, name: 'a.png', about: '' },
    { at: NOW, by: 'user:2' },
  ),
  role: 'responder' as const,
};

/** What is decided in a history that has the marks of all rules but one, and which rules are asked about. */
function inHistory(without: LaterRule | null, [state, command]: Parameters<typeof decide>) {
  const asked: LaterRule[] = [];
  const decision = decideThen(state, command, (rule) => {
    asked.push(rule);
    return rule !== without;
  });
  return { decision, asked };
}

describe('a history from before a rule', () => {
  it.each<[LaterRule, BreachState, Parameters<typeof decide>[1], data: unknown[]]>([
    ['resume-finished', withNotices({ status: 'finished', because: null }), resume, []],
    ['more-systems', { ...reported, evidence: [evidence] }, again, []],
    ['late-news', closed, file, [expect.not.objectContaining({ asNews: true })]],
  ])('%s replays as it was decided then', (rule, state, command, data) => {
    const { decision } = inHistory(rule, [state, command]);
    expect(decision.ok && decision.events.map((event) => event.data)).toEqual(data);
    const { decision: now, asked } = inHistory(null, [state, command]);
    expect(now).toEqual(decide(state, command));
    expect(now).not.toEqual(decision);
    expect(asked).toContain(rule);
  });

  it('is not asked about it where the versions agree', () => {
    const busy = withNotices({ status: 'paused', because: 'busy' });
    expect(inHistory(null, [busy, resume])).toMatchObject({ decision: { ok: true }, asked: [] });
    expect(inHistory(null, [reported, file]).asked).toEqual([]);
  });

  it('is not asked about any where every version refused it', () => {
    const body: CommandBody = { type: 'waive-obligation', obligation: 'duty', reasons: '' };
    const { decision, asked } = inHistory(null, [reported, commandOf(body, { at: NOW })]);
    expect([decision.ok, asked]).toEqual([false, []]);
  });
});

describe('what a rule refuses or records otherwise', () => {
  const ask = (body: CommandBody, more: object = {}) => ({ ...commandOf(body, { at: NOW }), ...more });
  const having = (...bodies: CommandBody[]): BreachState =>
    bodies.reduce((state, body, i) => {
      const by = body.type === 'apply-plan' ? 'engine' : 'dpo';
      return accepted(state, commandOf(body, { at: NOW, by, key: `k${i}` })).state;
    }, reported);
  const aware: CommandBody = { type: 'record-awareness', awareAt: NOW, reasons: '' };
  const planned = (change: object = {}): CommandBody => ({ type: 'apply-plan', plan: planOf(NOW, change) });
  const ann = { by: 'user:ann', isPerson: true };
  const close = (looked?: object): CommandBody => ({
    ...{ type: 'close', outcome: 'resolved', reasons: 'Done.' },
    ...(looked && { looked: { standings: {}, behind: [], ...looked } }),
  });
  const coverage = [{ place: 'AQ', why: ['residents'], roles: { controller: 'not-modelled' } }];
  const task: CommandBody = { type: 'add-task', text: 'Call', owner: null, due: null };
  const highFor34: CommandBody = { type: 'decide-risk', articles: ['art34'], conclusion: 'high-risk', reasons: 'x' };
  const unlikelyFor33: CommandBody = { type: 'decide-risk', articles: ['art33'], conclusion: 'unlikely', reasons: 'x' };
  const filed = (obligation: string, more: object): CommandBody => ({
    ...{ type: 'file', obligation, filedAt: NOW, receipt: 'R', reasons: 'By phone.', elsewhere: true },
    ...more,
  });
  const both = planned({
    obligations: [obligationOf('first', NOW), obligationOf('rest', NOW, { completes: 'first' })],
  });
  const words: CommandBody = { type: 'add-words', text: 'I found the bag.' };
  const closedBy = { ...closed, reporter: { by: 'dpo' } };
  const bytes = attachedFile('a'.repeat(64), 3);
  const attach: CommandBody = { type: 'attach-file', file: bytes, from: null, name: 'a.png', about: '' };

  it.each<[rule: LaterRule, BreachState, ReturnType<typeof ask>, before: object, now: object]>([
    [
      'four-eyes',
      accepted(reported, {
        ...ask({ type: 'draft-campaign', campaign: 1, listId: 'l', recipients: 3, contentHash: 'h' }),
        ...ann,
      }).state,
      ask({ type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' }, ann),
      { ok: true, events: [{ type: 'campaign-approved' }] },
      { ok: false, code: 'four-eyes' },
    ],
    [
      'stricter-than-08',
      having(aware, planned({ coverage })),
      ask(close()),
      { ok: true, events: [{ type: 'closed' }] },
      { ok: false, code: 'closing-blocked', members: { points: ['law-not-modelled'] } },
    ],
    [
      'all-left',
      having(aware, planned()),
      ask(close({ gapHours: 60 })),
      { ok: true, events: [{ type: 'closed' }] },
      { ok: false, code: 'closing-blocked', members: { points: ['gap-unexplained'] } },
    ],
    [
      'closing-gate',
      having(aware, planned(), task),
      ask(close()),
      { ok: true, events: [{ type: 'closed', by: 'dpo', at: NOW, key: 'asked', data: { outcome: 'resolved' } }] },
      { ok: false, code: 'closing-blocked', members: { points: ['tasks-open'] } },
    ],
    [
      'difference',
      having(aware, planned(), unlikelyFor33),
      ask(highFor34),
      { ok: true, events: [{ type: 'risk-decided', data: { article: 'art34', conclusion: 'high-risk' } }] },
      { ok: false, code: 'reasons-missing', members: { why: 'difference' } },
    ],
    [
      'whole-supplements',
      having(aware, both, filed('first', { stage: 'initial', openFields: 3 }), both),
      ask(filed('rest', { stage: 'initial', openFields: 0 })),
      { ok: true, events: [{ type: 'filed', data: expect.not.objectContaining({ completes: expect.anything() }) }] },
      { ok: true, events: [{ type: 'filed', data: { completes: { of: 'first', open: 3 } } }] },
    ],
    [
      'late-files',
      closed,
      ask(attach),
      { ok: false, code: 'breach-closed' },
      { ok: true, events: [{ type: 'file-attached' }] },
    ],
    [
      'late-reports',
      closedBy,
      ask(words),
      { ok: false, code: 'breach-closed' },
      { ok: true, events: [{ type: 'words-added' }] },
    ],
    [
      'custody',
      accepted({ ...reported, reporter: { by: 'dpo' } }, ask({ ...attach, asReporter: true } as CommandBody)).state,
      ask(attach),
      { ok: true, events: [] },
      { ok: true, events: [{ type: 'file-attached', data: { number: 2 } }] },
    ],
    [
      'reasons',
      having(aware),
      ask({ type: 'record-awareness', awareAt: NOW, reasons: 'Seen again.' }),
      { ok: true, events: [] },
      { ok: true, events: [{ type: 'awareness-recorded' }] },
    ],
  ])('%s: a history from before it has what was decided then, and one of today what is decided now', (...row) => {
    const [rule, state, command, before, now] = row;
    expect(inHistory(rule, [state, command]).decision).toMatchObject(before);
    const { decision, asked } = inHistory(null, [state, command]);
    expect(decision).toMatchObject(now);
    expect(decision).toEqual(decide(state, command));
    expect(asked).toContain(rule);
  });

  it('of a dismissal over open tasks is refused in every history: only closings passed before there was a gate', () => {
    const dismiss = ask({ type: 'triage', outcome: 'dismissed', into: null, reasons: 'A test.' });
    const decision = inHistory('closing-gate', [having(task), dismiss]).decision;
    expect(decision).toMatchObject({ ok: false, code: 'closing-blocked' });
  });

  it.each<[string, object, object]>([
    ['one whose role may not close', { role: 'responder' }, { code: 'forbidden' }],
    ['one who looked at an earlier event', { ifSeq: 1 }, { code: 'stale' }],
  ])('before there was a gate closed by %s: never', (_, more, refusal) => {
    const state = having(aware, planned(), task);
    expect(decideUngated(state, ask(close(), more))).toMatchObject(refusal);
    expect(decideUngated(closed, ask(close()))).toMatchObject({ code: 'breach-closed' });
    expect(decideUngated(state, ask(task))).toEqual(decide(state, ask(task)));
  });
});
