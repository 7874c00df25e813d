/** Raw alerts are erased by the policy: those that belong to a breach, or that nobody has looked at, are not. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createVerificationActivities } from '../../activities/verification.ts';
import { loadPolicy } from '../../config/policy.ts';
import { DAY_MS, plusMs } from '../../domain/time.ts';
import { countsOf } from '../../store/alert-counts.ts';
import { findingsOf } from '../../store/alert-findings.ts';
import { alertsOf } from '../../store/alert-record.ts';
import { eraseAlerts } from '../../store/alert-retention.ts';
import { toldOf } from '../../store/alert-told.ts';
import { unknownOf } from '../../store/alert-unknown.ts';
import { alertElsewhere, alertFixture, NOW, POLICY_DIR, TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const send = async (raw: string) =>
  String((await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw })).json.reference);
const finding = (patch: Record<string, unknown>) => JSON.stringify({ ...alertFixture().detail, ...patch });

it('erases after the policy’s days what belongs to no breach, and a dead letter once it was looked at', async () => {
  const policy = loadPolicy(POLICY_DIR);
  const days = policy.organisation.retention?.alertsDays ?? 0;
  expect(days).toBeGreaterThan(1);
  const low = { type: 'Recon:EC2/Portscan', severity: 2, ...alertElsewhere('far') };
  const [opened, , unseen, seen] = [
    await send(finding({ id: 'opens' })),
    await send(finding({ id: 'low-1', ...low })),
    await send('{"unseen": '),
    await send('{"seen": '),
  ];
  await api.judgeAlerts();
  await api.call('auditor', 'GET', `/alerts/${seen}`);
  const left = async () => (await alertsOf(api.store).find().toArray()).map(({ _id }) => _id).toSorted();
  const channels = { email: () => ({}) } as never;
  const { verifyRecord } = createVerificationActivities({
    ...{ store: api.store, channels, publicUrl: api.publicUrl, clock: () => api.now },
    policy,
  });
  const all = await left();
  api.now = plusMs(NOW, days * DAY_MS);
  await verifyRecord();
  expect(await left()).toEqual(all);

  api.now = plusMs(NOW, days * DAY_MS + 1);
  const fresh = await send(finding({ id: 'fresh', ...low }));
  await toldOf(api.store).updateOne({}, { $set: { lastAt: plusMs(NOW, -1) } });
  await verifyRecord();
  expect(await left()).toEqual([opened, unseen, fresh].toSorted());
  // What the breach was told is told anew then.
  expect(await toldOf(api.store).countDocuments()).toBe(0);
});

it('keeps what a legal hold names, with its findings and numbers, as long as the hold stands', async () => {
  const { store } = api;
  for (const rows of [alertsOf(store), findingsOf(store), unknownOf(store), countsOf(store)]) await rows.deleteMany({});
  const low = (id: string) => finding({ id, type: 'Recon:EC2/Portscan', severity: 2, ...alertElsewhere(id) });
  const days = ['before', 'within', 'after'];
  const references: string[] = [];
  for (const [n, id] of days.entries()) {
    api.now = plusMs(NOW, n * DAY_MS);
    references.push(await send(low(id)));
    await api.judgeAlerts();
  }
  const left = async () => ({
    alerts: (await alertsOf(store).find().toArray()).map(({ _id }) => references.indexOf(_id)).toSorted(),
    findings: await findingsOf(store).countDocuments(),
    unknown: await unknownOf(store).countDocuments(),
    hours: await countsOf(store).countDocuments(),
  });
  const held = { id: 'audit', owner: 'Legal', reason: 'Asked for by a court.' };
  const [from, until] = [plusMs(NOW, 1), plusMs(NOW, DAY_MS + 1)];
  const end = plusMs(NOW, 100 * DAY_MS);
  const all = await left();
  expect(all).toEqual({ alerts: [0, 1, 2], findings: 3, unknown: 6, hours: 3 });
  expect(await eraseAlerts(store, end, [{ ...held, source: 'all', from: NOW }])).toBe(0);
  expect(await left()).toEqual(all);
  await eraseAlerts(store, end, [{ ...held, source: 'aws-guardduty', from, until }]);
  expect(await left()).toEqual({ alerts: [1], findings: 1, unknown: 2, hours: 2 });
  await eraseAlerts(store, end, [{ ...held, source: 'okta', from }]);
  expect(await left()).toEqual({ alerts: [], findings: 0, unknown: 0, hours: 0 });
});
