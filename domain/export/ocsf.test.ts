import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { exportedFinding, exportedSuspicion } from '../../test/support/exported.ts';
import { incidentFinding } from './ocsf.ts';

const ms = z.int().min(1_500_000_000_000).max(2_500_000_000_000);
const text = z.string().min(1);
const oneOf = (...ids: number[]) => z.int().refine((id) => ids.includes(id));
const entity = z.strictObject({ uid: text.optional(), name: text.optional() }).refine((e) => e.uid ?? e.name);
const attack = z
  .strictObject({ tactic: entity.optional(), technique: entity.optional(), sub_technique: entity.optional() })
  .refine((a) => a.tactic ?? a.technique ?? a.sub_technique);
const product = z.strictObject({ name: text.optional(), vendor_name: text.optional() });
const info = z.strictObject({
  ...{ uid: text, title: text.optional(), desc: text.optional(), types: z.array(text).optional() },
  ...{ first_seen_time: ms.optional(), last_seen_time: ms.optional() },
  ...{ created_time: ms.optional(), modified_time: ms.optional() },
  ...{ product: product.optional(), data_sources: z.array(text).optional(), attacks: z.array(attack).optional() },
  tags: z.array(z.strictObject({ name: text, value: text })).optional(),
});
/** What OCSF 1.5 asks of the class: required attributes, enumerations, their captions beside them, and no others. */
const IncidentFinding = z
  .strictObject({
    ...{ category_uid: z.literal(2), category_name: z.literal('Findings') },
    ...{ class_uid: z.literal(2005), class_name: z.literal('Incident Finding') },
    ...{ activity_id: oneOf(1, 2, 3), activity_name: text, type_uid: z.int(), type_name: text },
    ...{ severity_id: oneOf(0, 1, 2, 3, 4, 5, 6), severity: text, status_id: oneOf(1, 2, 3, 4, 5), status: text },
    ...{ time: ms, start_time: ms.optional(), end_time: ms.optional(), message: text, desc: text.optional() },
    metadata: z.strictObject({
      ...{ version: text, product, profiles: z.array(z.literal('incident')), uid: text, correlation_uid: text },
      ...{ sequence: z.int(), logged_time: ms, labels: z.array(text).optional() },
    }),
    ...{ verdict_id: oneOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99), verdict: text, is_suspected_breach: z.boolean() },
    ...{ impact_id: oneOf(1, 2, 3, 4).optional(), impact: text.optional() },
    ...{ assignee: z.strictObject({ uid: text }).optional() },
    ...{ assignee_group: z.strictObject({ name: text }).optional(), src_url: z.url() },
    tickets: z.array(z.strictObject({ uid: text, src_url: z.url(), type_id: oneOf(1, 2), type: text })),
    finding_info_list: z.array(info).min(1),
    attacks: z.array(attack).optional(),
    observables: z.array(z.strictObject({ type_id: oneOf(1, 2, 4, 9, 10), type: text, name: text, value: text })),
    unmapped: z.record(z.string(), z.unknown()).optional(),
  })
  .partial({ observables: true })
  .refine(({ type_uid, activity_id }) => type_uid === 200_500 + activity_id)
  .refine(({ assignee, assignee_group }) => assignee ?? assignee_group);

const closed = (outcome: 'resolved' | 'not-a-breach') => ({
  status: 'closed' as const,
  closed: { outcome, at: '2026-11-22T08:00:00.000Z', by: 'dpo', reasons: 'Done.' },
});
const { state } = exportedSuspicion();
const suspected = { ...state, status: 'suspected' as const, awareness: [], plan: null };
const owned = { ...suspected, owner: { by: 'user:7', since: '2026-11-21T12:30:00.000Z' } };

describe('an Incident Finding', () => {
  it.each([
    ['nobody has taken', suspected, { activity_id: 1, status_id: 1, verdict_id: 4, is_suspected_breach: true }],
    ['that somebody has', owned, { activity_id: 2, status_id: 2, assignee: { uid: 'user:7' }, type_uid: 200_502 }],
    ['of which we are aware', state, { verdict_id: 2, is_suspected_breach: true }],
    ['that is closed', { ...state, ...closed('resolved') }, { activity_id: 3, status_id: 5, verdict_id: 2 }],
    [
      'that was no breach',
      { ...suspected, ...closed('not-a-breach') },
      { verdict_id: 99, verdict: 'No personal data breach', is_suspected_breach: false },
    ],
    [
      'of an exercise',
      { ...suspected, exercise: { scale: 60 } },
      { verdict_id: 6, verdict: 'Test', is_suspected_breach: false },
    ],
  ])('is as the class asks, of one %s', (_, of, expected) => {
    const event = incidentFinding(exportedSuspicion({ state: of }));
    expect(IncidentFinding.safeParse(event).error).toBeUndefined();
    expect(event).toMatchObject(expected);
  });

  it('says of each finding what its tool said, and what it names as observables', () => {
    const event = incidentFinding(exportedSuspicion());
    expect(event).toMatchObject({
      ...{ severity_id: 4, severity: 'High', start_time: Date.UTC(2026, 10, 21, 11) },
      finding_info_list: [
        {
          ...{ uid: 'f1', title: 'Odd reads', types: ['Exfiltration:S3/A'], data_sources: ['aws-guardduty'] },
          first_seen_time: Date.UTC(2026, 10, 21, 11),
          product: { name: 'GuardDuty', vendor_name: 'AWS' },
        },
      ],
      unmapped: { findings: [{ uid: 'f1', tactics: ['Brute Force'] }] },
      attacks: [
        { tactic: { uid: 'TA0010', name: 'Exfiltration' } },
        { technique: { uid: 'T1530' } },
        { sub_technique: { uid: 'T1078.004' } },
      ],
    });
    const values = (event.observables as { type_id: number; value: string }[]).map(({ type_id, value }) => [
      type_id,
      value,
    ]);
    expect(values).toEqual([
      ...[
        [2, '198.51.100.7'],
        [2, '2001:db8::7'],
        [4, 'anna@example.org'],
      ],
      ...[
        [4, 'arn:aws:iam::123456789012:user/anna'],
        [9, 'curl'],
        [10, 'arn:aws:s3:::nordlys-tickets'],
      ],
      ...[
        [10, 'nordlys.tickets'],
        [1, 'Web-1.example.org'],
        [10, 'web-1'],
        [2, '198.51.100.9'],
      ],
    ]);
  });

  it('leaves out what is not known, and of the facts what is only assumed', () => {
    const facts = { ...state.facts, integrity: 'unknown' as const, malicious: 'yes' as const, peopleConcerned: 40 };
    const findings = [exportedFinding({ detail: null, title: '' })];
    const event = incidentFinding(exportedSuspicion({ findings, state: { ...suspected, facts } }));
    expect(IncidentFinding.safeParse(event).error).toBeUndefined();
    const [only] = event.finding_info_list as object[];
    expect(Object.keys(only ?? {}).sort()).toEqual(['data_sources', 'tags', 'types', 'uid']);
    expect(Object.keys(event)).not.toEqual(expect.arrayContaining(['start_time']));
    expect([event.impact_id, event.observables, event.confidence_id]).toEqual([undefined, undefined, undefined]);
    expect((event.unmapped as { facts: object }).facts).toEqual({ malicious: 'yes', peopleConcerned: 40 });
  });

  it('of a report has the report as the one finding that there must be', () => {
    const event = incidentFinding(exportedSuspicion({ findings: [] }));
    expect(IncidentFinding.safeParse(event).error).toBeUndefined();
    const report = {
      uid: state.breachId,
      title: state.narrative.title,
      types: ['report'],
      data_sources: [state.source],
    };
    expect(event).toMatchObject({ severity_id: 0, severity: 'Unknown' });
    expect(event.finding_info_list).toEqual([{ ...report, created_time: Date.parse(state.reportedAt) }]);
  });

  it('is labelled where it is an exercise, and nowhere else', () => {
    const labelsOf = (of: typeof state) => {
      return (incidentFinding(exportedSuspicion({ state: of })).metadata as { labels?: string[] }).labels;
    };
    expect(labelsOf({ ...state, exercise: { scale: 60 } })).toEqual(['exercise']);
    expect(labelsOf(state)).toBeUndefined();
  });

  it('says of each finding the techniques of that one', () => {
    const { detail } = exportedFinding();
    const other = exportedFinding({ findingId: 'f2', detail: detail && { ...detail, attacks: [] } });
    const { attacks, finding_info_list: infos } = incidentFinding(
      exportedSuspicion({ findings: [exportedFinding(), other] }),
    );
    const [first, second] = infos as { attacks?: object[] }[];
    expect(attacks).toHaveLength(3);
    expect([first?.attacks, second?.attacks]).toEqual([attacks, undefined]);
  });

  it.each([
    [10, 5],
    [9, 5],
    [8.9, 4],
    [7, 4],
    [6.9, 3],
    [4, 3],
    [3.9, 2],
    [1.1, 2],
    [1, 1],
    [0, 1],
  ])('severity %d of 10 is %d', (severity, id) => {
    const findings = [exportedFinding({ severity: 0 }), exportedFinding({ severity })];
    expect(incidentFinding(exportedSuspicion({ findings })).severity_id).toBe(id);
  });
});
