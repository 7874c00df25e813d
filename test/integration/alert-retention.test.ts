/** Raw alerts are erased by the policy: those that belong to a breach, or that nobody has looked at, are not. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createVerificationActivities } from '../../activities/verification.ts';
import { loadPolicy } from '../../config/policy.ts';
import { DAY_MS, plusMs } from '../../domain/time.ts';
import { alertsOf } from '../../store/alert-record.ts';
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
  await verifyRecord();
  expect(await left()).toEqual([opened, unseen, fresh].toSorted());
});
