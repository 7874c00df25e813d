import { describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../breach/events.ts';
import { decisionOf, typesOf } from './decisions.ts';

const HEAD = { at: '2026-11-24T09:00:00.000Z', by: 'user:1', key: 'k', breachId: 'TOC-2026-0001-K7M', seq: 4 };

function decided(event: Pick<BreachEvent, 'type' | 'data' | 'personal'>) {
  const { about, outcome, reasons, sha256 } = decisionOf({ ...HEAD, ...event } as never);
  return { about, outcome, reasons, sha256 };
}

describe('a decision of a breach', () => {
  it('tells what it is about, how it was decided and why', () => {
    const risk = { article: 'art34' as const, conclusion: 'high-risk' as const, proposed: 'risk' as const };
    expect(decided({ type: 'risk-decided', data: risk, personal: { reasons: 'Names.', difference: 'More.' } })).toEqual(
      { about: 'art34', outcome: 'high-risk', reasons: 'Names.\nMore.', sha256: null },
    );
    const filed = { obligation: 'gdpr-art33-1-authority', filedAt: HEAD.at, late: true, sha256: 'a'.repeat(64) };
    expect(decided({ type: 'filed', data: filed, personal: { receipt: '', reasons: 'The portal was away.' } })).toEqual(
      { about: filed.obligation, outcome: 'late', reasons: 'The portal was away.', sha256: filed.sha256 },
    );
    expect(
      decided({ type: 'campaign-approved', data: { campaign: 2, contentHash: 'b' }, personal: { reasons: '' } }),
    ).toMatchObject({ about: 'campaign/2', sha256: 'b' });
    const corrected = { from: HEAD.at, to: '2026-11-23T09:00:00.000Z' };
    expect(decided({ type: 'awareness-corrected', data: corrected, personal: { reasons: 'Log.' } })).toMatchObject({
      outcome: corrected.to,
    });
  });

  it.each<[BreachEvent['type'], object, string | null, string | null, string | null]>([
    ['risk-decided', { conclusion: 'risk', proposed: 'risk' }, null, 'risk', null],
    ['obligation-waived', { obligation: 'duty' }, 'duty', null, null],
    ['obligation-resumed', { obligation: 'duty', why: 'decided' }, 'duty', null, null],
    ['filing-approved', { obligation: 'duty', stage: 'initial', sha256: 'a' }, 'duty', 'initial', 'a'],
    ['filed', { obligation: 'duty', filedAt: HEAD.at, late: false }, 'duty', 'in-time', null],
    ['receipt-recorded', { obligation: 'duty', version: 2 }, 'duty', null, null],
    ['notices-released', { release: 3, basis: 'person', sha256: 'b' }, 'release/3', null, 'b'],
    ['triaged', { outcome: 'merged', into: 'TOC-2026-0002-ABC' }, 'TOC-2026-0002-ABC', 'merged', null],
    ['triaged', { outcome: 'dismissed', into: null, kind: 'false-alarm' }, null, 'false-alarm', null],
    ['triaged', { outcome: 'dismissed', into: null }, null, 'dismissed', null],
    ['closed', { outcome: 'resolved' }, null, 'resolved', null],
    ['awareness-recorded', { awareAt: HEAD.at }, null, HEAD.at, null],
    ['reopened', { closedAt: HEAD.at }, null, null, null],
    ['facts-amended', { facts: {} }, null, null, null],
  ])('of type "%s" with %j is about %s, comes to %s, over %s', (type, data, about, outcome, sha256) => {
    const decision = decided({ type, data, personal: { reasons: 'So.' } } as never);
    expect(decision).toEqual({ about, outcome, sha256, reasons: 'So.' });
  });

  it('is told with who decided it and when, and without reasons where none are kept', () => {
    const closed = { ...HEAD, type: 'closed', data: { outcome: 'resolved' } };
    expect(decisionOf(closed as never)).toMatchObject({
      ...{ at: HEAD.at, by: 'user:1', breachId: HEAD.breachId, seq: 4, type: 'closed', reasons: '' },
    });
    expect(decisionOf({ ...closed, personal: null } as never).reasons).toBe('');
  });

  it('is of one of the kinds, and changed facts are decisions only among the corrections', () => {
    expect(typesOf('corrections')).toContain('facts-amended');
    expect(typesOf('')).not.toContain('facts-amended');
    expect(typesOf('')).toEqual(expect.arrayContaining(['risk-decided', 'filed', 'closed']));
    expect(typesOf('')).not.toContain('receipt-recorded');
    expect(typesOf('')).toHaveLength(new Set(typesOf('')).size);
    expect(typesOf('left')).toEqual(['notices-released', 'campaign-approved', 'filed']);
  });
});
