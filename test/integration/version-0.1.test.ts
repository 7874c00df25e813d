import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listClocks, readBreach, rebuildOutdated } from '../../store/breaches.ts';
import { checkAllStreams } from '../../store/chain.ts';
import { readNoticeLink } from '../../store/crypto/links.ts';
import { listReports } from '../../store/intake.ts';
import { readNotice } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { loadDatabase, readTold } from '../support/version-0.1.ts';

const told = readTold();
const breaches = Object.entries(told.breaches);

let mongo: TestMongo;
let store: Store;
beforeAll(async () => {
  mongo = await startMongo();
  const keyring = await loadDatabase(mongo.uri('version'));
  store = await mongo.open('version', keyring);
  await rebuildOutdated(store);
});
afterAll(() => mongo?.stop());

describe('a database that version 0.1 wrote', () => {
  it('has streams that hold to their last event', async () => {
    const checks = await checkAllStreams(store);
    expect(checks.map(({ breachId, findings }) => [breachId, findings])).toEqual(
      breaches.map(([breachId]) => [breachId, []]),
    );
    for (const { breachId, verifiedTo } of checks)
      expect(verifiedTo).toBeGreaterThanOrEqual(told.breaches[breachId]?.seq ?? 1);
  });
  it.each(breaches)(
    'has the clocks of %s at the same instants, with the warnings that were given',
    async (id, before) => {
      const state = await readBreach(store, id);
      const { rows } = await listClocks(store, { breachId: id, statuses: ['running', 'overdue'], limit: 100 });
      const clocks = rows.map(({ obligation, status, due }) => {
        return { obligation, status, due, fired: state?.obligations[obligation]?.fired };
      });
      expect(state?.status).toBe(before.status);
      expect(clocks).toEqual(before.clocks);
    },
  );
  it.each(breaches)('says of the notices and campaigns of %s what it said then', async (id, before) => {
    const state = await readBreach(store, id);
    expect(state?.notices).toEqual(before.notices);
    expect(state?.campaigns).toEqual(before.campaigns);
  });
  it('has links that still open the notice they were sent with', async () => {
    for (const [, { links, records }] of breaches) {
      for (const [noticeId, path] of Object.entries(links)) {
        const token = path.replace('/n/', '');
        const before = records.find((r) => r.id === noticeId);
        const at = before && before.expiresAt < told.writtenAt ? before.answerBy : told.writtenAt;
        expect(await readNoticeLink(store.keyring, token, at)).toMatchObject({ noticeId });
        const { generation, acknowledgedAt, answers } = (await readNotice(store, noticeId)) ?? {};
        expect({ generation, acknowledgedAt, answers }).toEqual({
          generation: before?.generation,
          acknowledgedAt: before?.acknowledgedAt,
          answers: before?.answers,
        });
      }
    }
  });
  it('has its reports on file', async () => {
    const reports = await listReports(store, 'responder', { limit: 10 });
    expect(reports.map((report) => report.breachId).sort()).toEqual(breaches.map(([id]) => id));
  });
});
