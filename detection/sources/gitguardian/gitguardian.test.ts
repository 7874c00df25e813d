import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { verifyRequest } from '../../verify/verifier.ts';
import { gitguardian } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('gitguardian') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (event: unknown) => findingOf(gitguardian, event);
const withIncident = (patch: Json) => {
  const event = fixture('incident-triggered');
  return { ...event, incident: { ...(event.incident as Json), ...patch } };
};

describe('gitguardian', () => {
  it('reads an incident: which secret, where, by whom, since when, whether it works', () => {
    expect(read(fixture('incident-triggered'))).toMatchObject({
      ...{ findingId: '3171', correlation: 'gitguardian/3171', type: 'postgresql_credentials' },
      firstSeenAt: '2026-11-20T22:10:00.000Z',
      lastSeenAt: null,
      observedAt: '2026-11-20T22:12:30.000Z',
      updatedAt: '2026-11-20T22:12:31.163Z',
      ...{ severity: 8, severityWord: 'unknown', count: 2, status: 'new', sample: false, unread: [] },
      title: 'PostgreSQL Credentials in example-org/claims',
      description:
        'A new incident has been detected. Validity: valid. Source: open to everybody. Where: config/app.env. ' +
        'Commit: d670460b4b4aece5915caf5c68d12f560a9fe300',
      actor: { users: ['k.berg@example.com'] },
      resources: [
        { kind: 'repository', names: ['example-org/claims', 'https://github.example.com/example-org/claims'] },
      ],
      dataClasses: ['PostgreSQL Credentials'],
    });
  });

  it('takes a severity that nobody set from whether the secret works, and one that somebody set as it is', () => {
    expect(read(withIncident({ validity: 'invalid' })).severity).toBe(3);
    expect(read(withIncident({ validity: 'no_checker' })).severity).toBe(7);
    expect(read(withIncident({ severity: 'critical', validity: 'invalid' })).severity).toBe(9.5);
    expect(read(withIncident({ severity: 'dreadful' }))).toMatchObject({
      severity: 7,
      unread: [{ field: 'severity' }],
    });
  });

  it('says what was ignored and what was resolved', () => {
    expect(read(fixture('severity-changed'))).toMatchObject({
      ...{ severity: 3, status: 'archived', description: 'Validity: no_checker. Ignored as: test_credential' },
      ...{ updatedAt: '2026-11-21T08:00:00.000Z', unread: [] },
    });
    expect(read(withIncident({ status: 'RESOLVED' })).status).toBe('resolved');
    expect(read({ ...fixture('incident-triggered'), action: 'incident_regression' }).status).toBe('updated');
  });

  it('reads a new occurrence that comes without its incident as the same finding', () => {
    const { incident: _, ...alone } = fixture('incident-triggered');
    expect(read({ ...alone, action: 'new_occurrence' })).toMatchObject({ findingId: '3171', status: 'updated' });
  });

  it('takes a used honeytoken for an intruder', () => {
    expect(read(fixture('honeytoken-triggered'))).toMatchObject({
      ...{ findingId: 'honeytoken/d45a123f-0000-4bbb-abc1-0000000000a1', type: 'HoneytokenTriggered', severity: 9 },
      firstSeenAt: '2026-11-20T22:11:00.000Z',
      lastSeenAt: '2026-11-20T22:12:00.000Z',
      actor: { ips: ['203.0.113.9'] },
      resources: [{ kind: 'other', tags: ['system=claims'] }],
      ...{ count: 2, unread: [] },
    });
  });

  it('leaves other events aside', () => {
    expect(whyNotForUs(gitguardian, { action: 'member_joined', timestamp: 'x', member: {} })).toMatch(/no incident/);
  });

  it('takes what is signed with the time and the token', async () => {
    const trust = { now: '2026-11-20T22:12:40.000Z', secrets: ['the-token'] };
    const timestamp = String(Date.parse(trust.now) / 1_000);
    const body = Buffer.from(JSON.stringify(fixture('incident-triggered')));
    const sign = (key: string) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
    const sent = (key: string) => ({ headers: { 'gitguardian-signature': sign(key), timestamp }, body });
    await verifyRequest(gitguardian.verify, sent(`${timestamp}the-token`), trust);
    await expect(verifyRequest(gitguardian.verify, sent('the-token'), trust)).rejects.toMatchObject({
      code: 'bad-signature',
    });
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(gitguardian, fixture(name), [
      ...['occurrence', 'occurrence.date', 'action', 'incident.id', 'incident', 'triggered_at', 'honeytoken_event'],
    ]);
  });

  eachSample('gitguardian')('reads the sample %s', (_name, event) => {
    expect(read(event).unread).toEqual([]);
  });
});
