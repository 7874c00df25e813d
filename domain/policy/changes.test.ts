import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { makePlan } from '../plan/make.ts';
import type { PlanInput } from '../plan/types.ts';
import { changedDuties, changedParts, changedRows } from './changes.ts';
import type { CompiledObligation, CompiledPolicy } from './compiled.ts';

const policy = loadPolicy('policy');
const ART33 = 'gdpr-art33-1-authority';
const AWARE = '2026-11-24T08:20:00.000Z';
const NOW = '2026-12-24T08:20:00.000Z';

/** The policy with one row changed, or without it. */
function other(id: string, change: Partial<CompiledObligation> | null): CompiledPolicy {
  const obligations = policy.obligations.flatMap((row) =>
    row.id !== id ? [row] : change === null ? [] : [{ ...row, ...change }],
  );
  return { ...policy, policyVersion: 'sha256:other', obligations };
}

function input(): PlanInput {
  const decided = { art33: null, art34: null };
  const known = { facts: Facts.parse({}), dataFlow: dataFlowOf([]), systemsOf: {}, filings: {}, updates: {} };
  return { ...known, at: NOW, awareness: AWARE, openedAt: AWARE, decided, scale: 1 };
}

const hours = (count: number): Partial<CompiledObligation> => ({
  clock: { kind: 'eu-hours', hours: count, under: 'eu' },
});
const between = (from: CompiledPolicy, to: CompiledPolicy, met: Record<string, string> = {}) =>
  changedDuties(makePlan(from, input()), makePlan(to, input()), met, NOW);
const filed = (at: string) => ({ [ART33]: at });

describe('rows', () => {
  test('that are the same are not told', () => {
    expect(changedRows(policy, { ...policy, obligations: structuredCloneOf(policy.obligations) })).toEqual([]);
    expect(
      changedRows(policy, other(ART33, { verified: { on: '2026-11-28', by: 'text', source: 'the text' } })),
    ).toEqual([]);
  });

  test.each<[string, CompiledPolicy, CompiledPolicy, object]>([
    ['taken out', policy, other(ART33, null), { change: 'taken-out', fields: [] }],
    ['added', other(ART33, null), policy, { change: 'added', fields: [] }],
    ['with another period', policy, other(ART33, hours(96)), { change: 'changed', fields: ['clock'] }],
    [
      'with another trigger',
      policy,
      other(ART33, { triggerSource: 'false' }),
      { change: 'changed', fields: ['trigger'] },
    ],
    ['for others', policy, other(ART33, { recipient: 'the agency' }), { change: 'changed', fields: ['recipient'] }],
  ])('%s are told', (_, from, to, expected) => {
    expect(changedRows(from, to)).toEqual([expect.objectContaining({ obligation: ART33, ...expected })]);
  });

  test('what changed beside them is named', () => {
    expect(changedParts(policy, policy)).toEqual([]);
    const severity = { ...policy.severity, manyPeople: 7 };
    expect(changedParts(policy, { ...policy, severity, holidayData: 'other' })).toEqual(['severity', 'holidays']);
    const organisation = { ...policy.organisation, name: 'Other' };
    const targets = { ...policy.targets, take: { ...policy.targets.take, hours: 6 } };
    expect(changedParts(policy, { ...policy, organisation, targets, authorities: [], zoneData: 'other' })).toEqual([
      ...['organisation', 'targets', 'authorities', 'zones'],
    ]);
  });
});

describe('duties of one incident', () => {
  test('that stay are not told', () => {
    expect(between(policy, policy)).toEqual([]);
  });

  test('that bind now, and were due before today', () => {
    expect(between(other(ART33, null), policy)).toEqual([
      expect.objectContaining({
        ...{ obligation: ART33, change: 'binds', before: null, after: '2026-11-27T08:20:00.000Z' },
        ...{ met: null, missed: 'not-met' },
      }),
    ]);
  });

  test.each<[string, Record<string, string>, string | null]>([
    ['at the limit of the law', filed('2026-11-26T09:00:00.000Z'), null],
    ['after it', filed('2026-11-26T09:00:00.001Z'), 'met-late'],
    ['not at all', {}, 'not-met'],
  ])('that would have been due earlier, met %s', (_, met, missed) => {
    expect(between(policy, other(ART33, hours(48)), met)).toEqual([
      expect.objectContaining({ change: 'earlier', after: '2026-11-26T08:20:00.000Z', missed }),
    ]);
  });

  test('that are due later are missed by nobody', () => {
    expect(between(policy, other(ART33, hours(96)))).toEqual([
      expect.objectContaining({ change: 'later', missed: null }),
    ]);
  });

  test('that bind no more', () => {
    expect(between(policy, other(ART33, null))).toEqual([
      expect.objectContaining({
        change: 'binds-no-more',
        before: '2026-11-27T08:20:00.000Z',
        after: null,
        missed: null,
      }),
    ]);
  });

  test('that bind no more, with why: by the new rule, or as the policy has none', () => {
    const because = (to: CompiledPolicy) => between(policy, to).map((change) => change.because);
    const never = other(ART33, { trigger: () => false, whyNot: [{ when: null, say: 'Not by the new rule.' }] });
    expect(because(never)).toEqual(['Not by the new rule.']);
    expect(because(other(ART33, null))).toEqual(['It is no longer part of the policy, or cannot reach us.']);
  });

  test('of our own, whose target moves', () => {
    const handling = { reportedAt: AWARE, takenAt: null, triagedAt: null, investigatedSince: null };
    const slower = { ...policy, targets: { ...policy.targets, take: { ...policy.targets.take, hours: 6 } } };
    const [was, is] = [policy, slower].map((each) => makePlan(each, { ...input(), handling }));
    if (was === undefined || is === undefined) throw new Error('no plan');
    expect(changedDuties(was, is, {}, NOW)).toEqual([
      expect.objectContaining({
        ...{ obligation: 'organisation-take', change: 'later' },
        ...{ before: '2026-11-24T08:50:00.000Z', after: '2026-11-24T14:20:00.000Z' },
      }),
    ]);
  });

  test('that lose their date, or get one', () => {
    const none = other(ART33, { clock: { kind: 'no-clock', reason: 'The law names none.' } });
    expect(between(policy, none)).toEqual([expect.objectContaining({ change: 'dateless', missed: null })]);
    expect(between(none, policy)).toEqual([expect.objectContaining({ change: 'dated', missed: 'not-met' })]);
  });
});

/** The same rows as other objects. */
function structuredCloneOf(obligations: CompiledPolicy['obligations']): CompiledPolicy['obligations'] {
  return obligations.map((row) => ({ ...row, content: [...row.content] }));
}
