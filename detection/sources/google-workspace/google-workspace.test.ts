import { describe, expect, it } from '@jest/globals';
import { loadRuleEvaluators } from '../../../config/detection.ts';
import { eachSample, expectTolerance, findingOf, findingsOf, fixturesOf } from '../../../test/support/alert-sources.ts';
import { googleWorkspace } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('google-workspace') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(googleWorkspace, alert);
const named = (alert: unknown) => read(alert).resources.map(({ kind, names, account }) => [kind, names, account]);

describe('google-workspace', () => {
  it('reads a DLP alert: what data, who gave it to whom, and what was not done about it', () => {
    expect(read(fixture('alert-dlp'))).toMatchObject({
      ...{ product: 'Data Loss Prevention', findingId: '91840a82-0000-46d7-95ec-625c1cf0c300' },
      firstSeenAt: '2026-11-20T21:10:00.194Z',
      lastSeenAt: '2026-11-20T22:05:00.000Z',
      observedAt: '2026-11-20T22:12:30.436Z',
      updatedAt: '2026-11-20T22:30:00.100Z',
      ...{ severity: 8, severityWord: 'HIGH', type: 'Data Loss Prevention', status: 'updated', sample: false },
      title: 'Data Loss Prevention: Patients leave the house',
      description:
        'Trigger: DRIVE_SHARE. To: someone@partner.example.net. Actions: ALERT, not DRIVE_BLOCK_EXTERNAL_SHARING',
      actor: { users: ['k.berg@example.com'] },
      dataClasses: ['GERMANY_IDENTITY_CARD_NUMBER', 'Patient number'],
      unread: [],
    });
    expect(named(fixture('alert-dlp'))).toEqual([
      ['identity', ['k.berg@example.com'], 'C0example'],
      ['document', ['1AbCdEf0000', 'Patients 2026'], 'C0example'],
      ['saas', ['DRIVE'], 'C0example'],
    ]);
  });

  it('reads an alert the same in a message of Pub/Sub, in a list and bare', () => {
    const alert = fixture('alert-leaked-password');
    const data = Buffer.from(JSON.stringify(alert)).toString('base64');
    const message = { message: { data, messageId: '7', attributes: {} }, subscription: 'projects/p/subscriptions/s' };
    expect(read(message)).toEqual(read(alert));
    expect(findingsOf(googleWorkspace, { alerts: [alert, fixture('alert-dlp')] })[0]).toEqual(read(alert));
    expect(read(alert)).toMatchObject({
      ...{ severity: 5, type: 'Leaked password', status: 'new', unread: [] },
      actor: { users: ['m.lund@example.com'], ips: ['203.0.113.9'] },
      resources: [{ kind: 'identity', names: ['m.lund@example.com'] }],
    });
  });

  it('names every mailbox that a message came to, and says what was closed or deleted', () => {
    const alert = fixture('alert-phishing');
    expect(named(alert).map(([kind, names]) => [kind, names])).toEqual([
      ['mailbox', ['claims@example.com']],
      ['mailbox', ['k.berg@example.com']],
    ]);
    expect(read(alert)).toMatchObject({ status: 'resolved', updatedAt: '2026-11-21T08:00:00.000Z', unread: [] });
    expect(read({ ...alert, deleted: true }).status).toBe('archived');
    expect(named({ ...alert, data: {} })).toEqual([['tenant', ['C0example'], null]]);
  });

  it('takes an alert without a severity, as old ones are, for high', () => {
    const alert = { ...fixture('alert-dlp'), metadata: undefined };
    expect(read(alert)).toMatchObject({ severity: 7 });
    expect(read(alert).unread.map(({ field }) => field)).toEqual(['metadata.severity', 'severity']);
  });

  it('reads an activity as one finding of its worst event', () => {
    expect(read(fixture('activity-drive'))).toMatchObject({
      ...{ product: 'drive', findingId: '-5300000000000000001', severity: 6, type: 'change_document_visibility' },
      ...{ firstSeenAt: '2026-11-20T21:10:00.123Z', count: 2, unread: [] },
      title: 'change_document_visibility: Patients 2026',
      description: 'people_with_link. Given to someone@partner.example.net',
      actor: { users: ['k.berg@example.com'], ips: ['198.51.100.7'] },
    });
    expect(named(fixture('activity-drive')).map(([kind, names]) => [kind, names])).toEqual([
      ['document', ['1AbCdEf0000', 'Patients 2026']],
      ['identity', ['m.lund@example.com']],
    ]);
  });

  it('reads an event that a collector wrote by itself, and opens a suspicion of an export of everything', () => {
    const { events: _, ...around } = fixture('activity-drive');
    const event = {
      type: 'CUSTOMER_TAKEOUT',
      name: 'CUSTOMER_TAKEOUT_CREATED',
      parameters: { USER_EMAIL: 'k@example.com' },
    };
    const finding = read({ ...around, ...event });
    expect(finding).toMatchObject({ type: 'CUSTOMER_TAKEOUT_CREATED', severity: 6, unread: [] });
    expect(finding.resources).toMatchObject([{ kind: 'identity', names: ['k@example.com'] }]);
    expect(loadRuleEvaluators('policy').get('google-workspace')?.(finding, []).rule).toBe('export-of-everything');
  });

  it('reads the match of a rule with the severity that the rule has', () => {
    expect(read(fixture('activity-rule'))).toMatchObject({
      ...{ severity: 8, type: 'rule_match', title: 'rule_match: Patients leave the house', unread: [] },
      dataClasses: ['Patient number'],
    });
    const list = { kind: 'admin#reports#activities', items: [fixture('activity-rule'), fixture('activity-drive')] };
    expect(findingsOf(googleWorkspace, list).map(({ severity }) => severity)).toEqual([8, 6]);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(googleWorkspace, fixture(name), ['endTime', 'updateTime']);
  });

  eachSample('google-workspace')('reads the sample %s', (_name, alert) => {
    expect(read(alert).unread).toEqual([]);
  });
});
