import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findingKey } from '../../finding.ts';
import { awsGuardduty } from './index.ts';

const read = (path: string | URL): Record<string, unknown> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const fixture = (name: string) => read(new URL(`./fixtures/${name}.json`, import.meta.url));

describe('aws-guardduty', () => {
  it('reads an EventBridge envelope', () => {
    expect(awsGuardduty.read(fixture('envelope-s3-exfiltration'))).toEqual({
      source: 'aws-guardduty',
      findingId: 'b0c1d2e3f4a5968778695a4b3c2d1e0f',
      correlation: 'aws-guardduty/210987654321/b0c1d2e3f4a5968778695a4b3c2d1e0f',
      occurredAt: '2026-11-20T21:10:00.000Z',
      updatedAt: '2026-11-20T22:15:02.404Z',
      severity: 8,
      type: 'Exfiltration:S3/AnomalousBehavior',
      title: 'The user ticket-export read objects in an unusual way.',
      resources: [
        '210987654321',
        'AIDAEXAMPLE0000000',
        'AKIAEXAMPLE0000000',
        'arn:aws:s3:::nordlys-tickets',
        'nordlys-tickets',
        'ticket-export',
      ],
      sample: false,
    });
  });

  it('gives the same finding bare and enveloped', () => {
    const envelope = fixture('envelope-s3-exfiltration');
    expect(awsGuardduty.read(envelope.detail)).toEqual(awsGuardduty.read(envelope));
  });

  it('reads times without offset as UTC', () => {
    const finding = awsGuardduty.read(fixture('bare-medium-space-times'));
    expect(finding.occurredAt).toBe('2026-02-25T20:40:06.000Z');
    expect(findingKey(finding)).toBe('0123456789abcdef0123456789abcdef@2026-02-25T20:41:00.500Z');
    expect(finding.resources).toContain('billing-1');
    expect(finding.resources).toContain('arn:aws:rds:eu-central-1:210987654321:db:billing-1');
  });

  it.each([
    ['severity', { severity: 'high' }, 'severity'],
    ['a day that does not exist', { updatedAt: '2026-13-45T00:00:00Z' }, 'updatedAt'],
    ['an hour that does not exist', { updatedAt: '2026-11-24T24:00:00Z' }, 'updatedAt'],
    ['a year that does not exist', { createdAt: '0000-01-01T00:00:00+23:59' }, 'createdAt'],
    ['no id', { id: undefined }, 'id'],
    ['an id with a path in it', { id: '../x' }, 'id'],
    ['a bucket list that is none', { resource: { s3BucketDetails: 'x' } }, 'resource.s3BucketDetails'],
  ])('names the field at fault: %s', (_name, patch, field) => {
    const bare = { ...fixture('bare-medium-space-times'), ...patch };
    expect(() => awsGuardduty.read(bare)).toThrow(
      expect.objectContaining({ code: 'content-refused', field }) as unknown as Error,
    );
    const enveloped = { 'detail-type': 'GuardDuty Finding', detail: bare };
    expect(() => awsGuardduty.read(enveloped)).toThrow(
      expect.objectContaining({ code: 'content-refused', field: `detail.${field}` }) as unknown as Error,
    );
  });

  it('refuses the envelope of another service', () => {
    expect(() => awsGuardduty.read({ 'detail-type': 'EC2 Spot Interruption', detail: {} })).toThrow(/detail-type/);
  });

  it.each([null, [], 'x', 1])('refuses %p', (body) => {
    expect(() => awsGuardduty.read(body)).toThrow(
      expect.objectContaining({ code: 'content-refused' }) as unknown as Error,
    );
  });
});

/** Vendor samples for trying things on, beside the project where they are; skipped elsewhere. */
const samples = '../shared/alerts/aws-guardduty';
const present = existsSync(samples);
(present ? describe : describe.skip)('aws-guardduty samples', () => {
  it.each(present ? readdirSync(samples) : ['none'])('reads %s', (file) => {
    expect(awsGuardduty.read(read(`${samples}/${file}`)).resources.length).toBeGreaterThan(0);
  });
});
