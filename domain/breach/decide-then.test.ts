import { describe, expect, it } from '@jest/globals';
import { commandOf } from '../../test/support/asking.ts';
import { reportedEvent } from '../../test/support/plans.ts';
import type { Communication } from '../communication/standing.ts';
import { decide } from './decide.ts';
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
});
