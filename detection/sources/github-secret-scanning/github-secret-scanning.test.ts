import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { verifyRequest } from '../../verify/verifier.ts';
import { githubSecretScanning } from './index.ts';

type Json = Record<string, Record<string, unknown>>;
const fixtures = fixturesOf('github-secret-scanning') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (delivery: unknown) => findingOf(githubSecretScanning, delivery);
const withAlert = (name: string, patch: object) => ({ ...fixture(name), alert: { ...fixture(name).alert, ...patch } });

describe('github-secret-scanning', () => {
  it('reads a secret that works and was pushed past the protection', () => {
    expect(read(fixture('created'))).toEqual({
      source: 'github-secret-scanning',
      vendor: 'GitHub',
      product: 'GitHub secret scanning',
      findingId: '186853000/42',
      correlation: 'github-secret-scanning/186853000/42',
      firstSeenAt: '2026-11-20T22:10:00.000Z',
      lastSeenAt: null,
      observedAt: '2026-11-20T22:12:30.000Z',
      updatedAt: '2026-11-20T22:12:30.000Z',
      severity: 8,
      severityWord: 'active',
      type: 'postgres_connection_string',
      title: 'PostgreSQL Connection String in example-org/claims',
      description: 'Validity: active. Pushed past the protection: yes',
      actor: { users: ['kberg'], ips: [], processes: [] },
      resources: [
        {
          kind: 'repository',
          names: ['example-org/claims', 'https://github.example.com/example-org/claims', '186853000'],
          ...{ region: null, account: 'example-org', tags: [], dataClasses: [] },
        },
      ],
      tactics: [],
      count: null,
      dataClasses: ['PostgreSQL Connection String'],
      ...{ status: 'new', sample: false, unread: [] },
    });
  });

  it('takes what lies open to everybody for worse, and what no longer works for low', () => {
    expect(read(fixture('publicly-leaked'))).toMatchObject({ severity: 8, status: 'updated', unread: [] });
    expect(read(withAlert('publicly-leaked', { validity: 'active' })).severity).toBe(9.5);
    expect(read(fixture('resolved'))).toMatchObject({ severity: 5, status: 'resolved', unread: [] });
    expect(read(withAlert('created', { validity: 'inactive' })).severity).toBe(3);
    expect(read(withAlert('created', { validity: null })).severity).toBe(7);
    expect(read(withAlert('resolved', { resolution: 'false_positive' })).severity).toBe(1);
  });

  it('says where the secret lies, as the same finding', () => {
    expect(read(fixture('location'))).toMatchObject({
      findingId: read(fixture('created')).findingId,
      description: 'Validity: active. Where: config/app.env:12. Commit: f14d7debf9775f957cf4f1e8176da0786431f700',
    });
  });

  it('never holds the secret', () => {
    const alert = { secret: 'postgres://app:hunter2@db.example.com' };
    expect(JSON.stringify(read(withAlert('created', alert)))).not.toMatch(/hunter2/);
  });

  it('reads what the API lists the same as what a webhook sends', () => {
    const { alert, repository } = fixture('created');
    const listed = findingsOf(githubSecretScanning, [{ ...alert, repository }]);
    expect(listed).toEqual([read(fixture('created'))]);
  });

  it('leaves other events of a webhook aside, and says what they are', () => {
    const why = (body: unknown) => whyNotForUs(githubSecretScanning, body);
    expect(why({ zen: 'Keep it simple.', hook_id: 1, hook: {} })).toMatch(/webhook was made/);
    expect(why({ action: 'created', alert: { number: 1, security_advisory: { ghsa_id: 'x' } } })).toMatch(/Dependabot/);
    expect(why({ action: 'created', alert: { number: 1, rule: { id: 'js/x' }, tool: {} } })).toMatch(/code scanning/);
    expect(why({ ref: 'refs/heads/main', commits: [] })).toMatch(/no alert of secret scanning/);
  });

  it('takes deliveries that GitHub signed, over their very bytes', async () => {
    const trust = { now: '2026-11-20T22:13:00.000Z', secrets: ['the-secret'] };
    const body = Buffer.from(JSON.stringify(fixture('created')));
    const signature = `sha256=${createHmac('sha256', 'the-secret').update(body).digest('hex')}`;
    const headers = { 'x-hub-signature-256': signature };
    await verifyRequest(githubSecretScanning.verify, { headers, body }, trust);
    const other = { headers, body: Buffer.concat([body, Buffer.from(' ')]) };
    await expect(verifyRequest(githubSecretScanning.verify, other, trust)).rejects.toMatchObject({
      code: 'bad-signature',
    });
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(githubSecretScanning, fixture(name), [
      ...['push_protection_bypassed_at', 'updated_at', 'resolved_at', 'repository'],
    ]);
  });

  eachSample('github-secret-scanning')('reads the sample %s', (_name, delivery) => {
    expect(read(delivery).unread).toEqual([]);
  });
});
