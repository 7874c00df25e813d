import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EvidencePack, verifyPack } from '../../domain/audit/pack.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { readCampaign } from '../../store/campaigns.ts';
import { claimDelivery, settleDelivery } from '../../store/deliveries.ts';
import { appendEvents } from '../../store/events.ts';
import { exportEvidence } from '../../store/evidence-pack.ts';
import { keepFile } from '../../store/files.ts';
import { acceptIntake } from '../../store/intake.ts';
import { openStore } from '../../store/open.ts';
import { closeStore, pingStore, type Store } from '../../store/store.ts';
import { startMongo, type TestMongo, testKeyring } from '../support/mongo.ts';
import { obligationOf, planOf, reportedEvent } from '../support/plans.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const ID = 'TOC-2026-0001';
const SPOKEN = 'Ada Quill';

let mongo: TestMongo;
let store: Store;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('evidence');
  const bytes = Buffer.from('{"finding":"of Ada"}');
  const evidence = await keepFile(store, bytes, { mediaType: 'application/json', source: 'aws-guardduty', keptAt: T0 });
  const head = { at: T0, by: 'dpo', key: 'k' };
  // Numbers, umlauts, empty objects and undefined must come out of BSON as they went in, or hashes would not hold.
  const plan = planOf(T0, { obligations: [obligationOf('art33', T0, { because: 'Größe: 1.5 · 10^9' })] });
  const events: BreachEvent[] = [
    reportedEvent(ID, T0),
    { ...head, type: 'evidence-added', data: { evidence, systems: [] } },
    {
      ...head,
      type: 'facts-amended',
      data: { changed: { peopleConcerned: 3_000_000_000, contextScore: undefined } },
      personal: { narrative: {}, reasons: SPOKEN },
    },
    { ...head, type: 'planned', data: { plan, changes: [] } },
    {
      ...head,
      type: 'facts-amended',
      data: { changed: {} },
      personal: { narrative: { summary: 'New.' }, reasons: 'More known.' },
    },
  ];
  await appendEvents(store, ID, 1, events);
  await appendEvents(store, ID, 1, events);
  await claimDelivery(store, { key: 'd', breachId: ID, channel: 'email', purpose: 'warning', at: T0 });
  await settleDelivery(store, 'd', 'refused', T0, `no mailbox of ${SPOKEN}`);
});
afterAll(() => mongo.stop());

const exported = async (open: boolean) =>
  EvidencePack.parse(JSON.parse(JSON.stringify(await exportEvidence(store, ID, { at: T0, open }))));

describe('an exported evidence pack', () => {
  it('holds when it is opened, and shows the words', async () => {
    const pack = await exported(true);
    expect(verifyPack(pack)).toEqual({ ok: true, findings: [], uncovered: [] });
    expect(pack.opened?.map((w) => w.seq)).toEqual([1, 3, 5]);
    expect(JSON.stringify(pack.opened)).toContain(SPOKEN);
    const contents = pack.files.map((f) => Buffer.from(f.base64 ?? '', 'base64').toString());
    expect(contents).toEqual(['{"finding":"of Ada"}']);
    expect(pack.deliveries).toMatchObject([{ key: 'd', status: 'refused', detail: `no mailbox of ${SPOKEN}` }]);
    const sent = pack.deliveries.map((delivery) => ({ ...delivery, status: 'sent' as const }));
    expect(verifyPack({ ...pack, deliveries: sent }).ok).toBe(false);
  });
  it('holds when it is sealed, and shows no words', async () => {
    const pack = await exported(false);
    expect(verifyPack(pack)).toEqual({ ok: true, findings: [], uncovered: [] });
    expect(JSON.stringify(pack)).not.toContain(SPOKEN);
    // The file names Ada: only its SHA-256 is there.
    expect(pack.files).toEqual([expect.objectContaining({ bytes: 20, base64: null })]);
  });
  it('shows what was edited or removed in the database behind the engine', async () => {
    const events = store.connection.db?.collection('events');
    const second = await events?.findOne({ breachId: ID, seq: 2 });
    await events?.updateOne({ breachId: ID, seq: 4 }, { $set: { 'data.plan.conclusion.art33': 'unlikely' } });
    expect(verifyPack(await exported(true)).findings.map((f) => f.seq)).toEqual([4]);
    await events?.updateOne({ breachId: ID, seq: 4 }, { $set: { 'data.plan.conclusion.art33': 'high-risk' } });
    await events?.deleteOne({ breachId: ID, seq: 2 });
    expect(verifyPack(await exported(true)).findings).toContainEqual(expect.objectContaining({ seq: 3 }));
    if (second != null) await events?.insertOne(second);
    expect(verifyPack(await exported(true)).ok).toBe(true);
  });
  it('is not made of a breach that is not there', async () => {
    await expect(exportEvidence(store, 'TOC-2026-9999', { at: T0, open: false })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a database that does not answer', () => {
  it('is `unavailable` within seconds, for what reads, what writes and what opens', async () => {
    const other = await startMongo({ own: true });
    const lost = await other.open('lost');
    const uri = other.uri('lost');
    await pingStore(lost);
    await other.stopServer();
    const intake = {
      kind: 'report',
      scope: 's',
      key: 'k',
      bodySha256: 'aa',
      receivedAt: T0,
      correlation: null,
    } as const;
    const results = await Promise.allSettled([
      pingStore(lost),
      readCampaign(lost, ID, 1),
      acceptIntake(lost, { ...intake, exercise: null, payload: {} }, true),
      claimDelivery(lost, { key: 'd', breachId: ID, channel: 'email', purpose: 'warning', at: T0 }),
      openStore({ uri: uri.replace('://', '://user:hunter2@'), keyring: testKeyring() }),
    ]);
    await closeStore(lost);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
      expect(String(result.status === 'rejected' && result.reason)).not.toMatch(/hunter2|127\.0\.0\.1/);
    }
  });
});
