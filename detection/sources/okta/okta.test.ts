import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { answerChallenge } from '../../verify/challenge.ts';
import { verifyRequest } from '../../verify/verifier.ts';
import { okta } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('okta') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (event: unknown) => findingOf(okta, event);

describe('okta', () => {
  it('reads a sign-in that Okta holds for risky and let through', () => {
    expect(read(fixture('event-hook-risky-sign-in'))).toEqual({
      source: 'okta',
      vendor: 'Okta',
      product: 'Okta',
      findingId: 'f1d0b993-0000-11ed-a688-db22c99ef600',
      correlation: 'okta/session/102o1x2Zb0R0000000000aaaa',
      firstSeenAt: '2026-11-20T21:05:32.159Z',
      lastSeenAt: '2026-11-20T21:05:32.159Z',
      observedAt: '2026-11-20T21:05:32.159Z',
      updatedAt: '2026-11-20T21:05:32.159Z',
      severity: 6,
      severityWord: 'INFO',
      type: 'user.session.start',
      title: 'User login to Okta',
      description: 'SUCCESS. Risk: reasons=Anomalous Location, level=HIGH',
      actor: { users: ['k.berg@example.com'], ips: ['203.0.113.9', '198.51.100.30'], processes: [] },
      resources: [
        {
          ...{ kind: 'saas', names: ['Example CRM', 'CRM', '0oa1gfdgh1234567k000'], region: null, account: null },
          ...{ tags: [], dataClasses: [] },
        },
      ],
      ...{ tactics: [], count: null, dataClasses: [], status: 'new', sample: false, unread: [] },
    });
  });

  it('takes stolen passwords and threats for severe whatever the level of the log, and everyday events for low', () => {
    const breached = fixture('breached-credential');
    expect(read(breached)).toMatchObject({ severity: 8, type: 'security.breached_credential.detected', unread: [] });
    expect(read(breached).correlation).toBe(`okta/${breached.uuid as string}`);
    expect(read({ ...breached, eventType: 'user.session.end', severity: 'INFO' }).severity).toBe(1);
    expect(read({ ...breached, eventType: 'a.new.type', severity: 'WARN' }).severity).toBe(4);
    expect(read({ ...breached, eventType: 'a.new.type', severity: 'PANIC' })).toMatchObject({
      severity: 7,
      unread: [{ field: 'severity' }],
    });
  });

  it('takes a risky sign-in that was denied for what its level says', () => {
    const event = ((fixture('event-hook-risky-sign-in').data as Json).events as Json[])[0];
    expect(read({ ...event, outcome: { result: 'DENY' } }).severity).toBe(1);
  });

  it('names the user and not Okta where Okta itself saw a threat, also by EventBridge', () => {
    expect(read(fixture('threat-in-event-bridge'))).toMatchObject({
      ...{ severity: 4, description: 'DENY. Password Spray', unread: [] },
      actor: { users: [], ips: ['203.0.113.66'] },
      resources: [{ kind: 'identity', names: ['m.lund@example.com', 'M. Lund', '00u1'] }],
    });
    const detail = fixture('threat-in-event-bridge').detail as Json;
    expect(read({ ...detail, outcome: { result: 'ALLOW' } }).severity).toBe(7);
  });

  it('takes the address of a client for no user, and what all sign-ins go through for no thing', () => {
    const event = ((fixture('event-hook-risky-sign-in').data as Json).events as Json[])[0];
    const target = [
      { type: 'AuthenticatorEnrollment', displayName: 'Password', id: 'lae1', alternateId: 'unknown' },
      { type: 'URL Pattern', id: '/api/v1/logs' },
      { type: 'AppUser', displayName: 'M. Lund', id: '0ua1', alternateId: 'm.lund@example.com' },
    ];
    const actor = { type: 'IP address', id: '203.0.113.9', alternateId: 'unknown', displayName: '203.0.113.9' };
    expect(read({ ...event, actor, target })).toMatchObject({
      actor: { users: [], ips: ['203.0.113.9', '198.51.100.30'] },
      resources: [{ kind: 'identity', names: ['m.lund@example.com', 'M. Lund', '0ua1'] }],
    });
  });

  it('reads every event of a hook, the same as bare and as the API lists them', () => {
    const hook = fixture('event-hook-risky-sign-in');
    const [event] = (hook.data as Json).events as Json[];
    const events = [event, fixture('breached-credential')];
    const bare = findingsOf(okta, events);
    expect(findingsOf(okta, { ...hook, data: { events } })).toEqual(bare);
    expect(bare.map(({ severity }) => severity)).toEqual([6, 8]);
    expect(whyNotForUs(okta, { ...hook, data: { events: [] } })).toMatch(/empty/);
  });

  it('answers the one-time challenge, and takes the secret in authorization', async () => {
    const headers = { 'x-okta-verification-challenge': 'abc-1' };
    const asked = { method: 'GET', headers, query: {}, body: Buffer.alloc(0) };
    expect(answerChallenge(okta.challenge, asked)?.body).toBe('{"verification":"abc-1"}');
    const trust = { now: '2026-11-20T21:06:00.000Z', secrets: ['the-secret'] };
    const sent = (authorization: string) => ({ headers: { authorization }, body: Buffer.from('{}') });
    await verifyRequest(okta.verify, sent('the-secret'), trust);
    await expect(verifyRequest(okta.verify, sent('another'), trust)).rejects.toMatchObject({ code: 'bad-signature' });
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(okta, fixture(name), ['data', 'data.events']);
  });

  eachSample('okta')('reads the sample %s', (_name, event) => {
    expect(read(event).unread).toEqual([]);
  });
});
