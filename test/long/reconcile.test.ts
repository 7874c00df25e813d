import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR_MS, toInstant } from '../../domain/time.ts';
import { cacheFolder } from '../../local/find.mjs';
import { retrySignal, standingQuery } from '../../workflows/messages.ts';
import { copyCheckout, ROOT, removeCheckout, runTocsin } from '../support/checkout.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { duesOf, mailIdsOf, type RunningBreach, reportBreach, rungsOf, viewOf } from '../support/lost-and-found.ts';
import { openTemporal, type RunningTemporal } from '../support/running-temporal.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

/** What point of the clock is promised: everything is back within it. */
const PROMISED_MS = 120_000;

let tocsin: RunningTocsin;
let temporal: RunningTemporal;
beforeAll(async () => {
  tocsin = await startTocsin({ env: { TOCSIN_SERVERS_DIR: cacheFolder() } });
  temporal = await openTemporal(tocsin);
}, 120_000);
afterAll(async () => {
  await temporal?.close();
  await tocsin?.stop();
}, 60_000);

const client = () => steadyClient(tocsin.url, tocsin.tokens.dpo);
const files = () => readdirSync(tocsin.dataDir).filter((name) => name.startsWith('temporal.db'));
const removeDatabase = () => {
  for (const name of files()) rmSync(join(tocsin.dataDir, name));
};

/** Everything about a breach that must be the same before and after. */
async function recordOf({ breachId }: RunningBreach) {
  const [dues, rungs] = [await duesOf(client(), breachId), await rungsOf(client(), breachId)];
  return { dues, rungs };
}

/** Its three workflows run, and its clocks run against what the record says. */
async function isBack({ breachId, ids }: RunningBreach, dues: string[]): Promise<boolean> {
  const running = await Promise.all(Object.values(ids).map(temporal.isRunning));
  return running.every((is) => is) && (await temporal.dues(breachId)).join() === dues.join();
}

async function expectNothingTwice({ breachId }: RunningBreach): Promise<void> {
  const rungs = await rungsOf(client(), breachId);
  expect(rungs).toEqual([...new Set(rungs)]);
  for (const kind of ['warning', 'notice']) {
    const ids = await mailIdsOf(tocsin, breachId, kind);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual([...new Set(ids)]);
  }
}

describe('a database of Temporal that is lost under a running worker', () => {
  it('costs no clock: all is back within two minutes, with the same instants and no rung fired twice', async () => {
    const one = await reportBreach(tocsin, temporal);
    const other = await reportBreach(tocsin, temporal, 2);
    const before = [await recordOf(one), await recordOf(other)];
    await temporal.close();
    // Stopped first, so that nothing is written after; its successor finds no file and begins an empty one.
    process.kill(tocsin.pidOf('temporal'), 'SIGSTOP');
    removeDatabase();
    await tocsin.kill('temporal');
    temporal = await openTemporal(tocsin);
    await until(() => isBack(one, before[0]?.dues ?? []), 'the first breach', PROMISED_MS);
    await until(() => isBack(other, before[1]?.dues ?? []), 'the second breach', PROMISED_MS);
    expect([await recordOf(one), await recordOf(other)]).toEqual(before);
    // What is asked of it is done, and moves its clocks.
    const awareAt = toInstant(Date.now() - 3 * HOUR_MS);
    await client().send('POST', `/breaches/${other.breachId}/awareness`, { awareAt, reasons: 'Seen earlier.' });
    await until(async () => isBack(other, await duesOf(client(), other.breachId)), 'the clocks that moved');
    await expectNothingTwice(one);
  }, 420_000);
});

describe('a database of Temporal that was restored from yesterday', () => {
  it('goes on from the record: what began since runs, what changed holds, what was closed has ended', async () => {
    const changed = await reportBreach(tocsin, temporal);
    const closed = await reportBreach(tocsin, temporal);
    await tocsin.halt();
    const copy = join(tocsin.dataDir, 'yesterday');
    mkdirSync(copy);
    for (const name of files()) cpSync(join(tocsin.dataDir, name), join(copy, name));
    await tocsin.restart();

    const begun = await reportBreach(tocsin, temporal);
    const fired = (await rungsOf(client(), changed.breachId)).length;
    const awareAt = toInstant(Date.now() - 60 * HOUR_MS);
    await client().send('POST', `/breaches/${changed.breachId}/awareness`, { awareAt, reasons: 'Seen earlier.' });
    await until(
      async () => (await rungsOf(client(), changed.breachId)).length > fired,
      'the rungs of the moved clocks',
    );
    const close = { outcome: 'not-a-breach', reasons: 'A test of ours.', over: OVER_NOTICES };
    await client().send('POST', `/breaches/${closed.breachId}/closing`, close);
    await until(async () => !(await temporal.isRunning(closed.ids.breach)), 'the end of the closed breach');
    const before = [await recordOf(changed), await recordOf(begun)];
    await temporal.close();

    await tocsin.halt();
    removeDatabase();
    for (const name of readdirSync(copy)) cpSync(join(copy, name), join(tocsin.dataDir, name));
    await tocsin.restart();
    temporal = await openTemporal(tocsin);
    await until(() => isBack(changed, before[0]?.dues ?? []), 'the breach that changed', PROMISED_MS);
    await until(() => isBack(begun, before[1]?.dues ?? []), 'the breach that began', PROMISED_MS);
    await until(async () => !(await temporal.isRunning(closed.ids.breach)), 'the end of the closed one', PROMISED_MS);
    expect(await temporal.isRunning(closed.ids.clocks)).toBe(false);
    const { seq } = await viewOf(client(), changed.breachId);
    const handle = temporal.client.workflow.getHandle(changed.ids.breach);
    expect((await handle.query(standingQuery)).saved).toBe(seq);
    expect([await recordOf(changed), await recordOf(begun)]).toEqual(before);
    for (const breach of [changed, begun]) await expectNothingTwice(breach);
    const amend = { facts: { peopleConcerned: 12 }, reasons: 'Counted.' };
    await client().send('PATCH', `/breaches/${changed.breachId}/facts`, amend);
  }, 600_000);
});

describe('a deploy that was not verified', () => {
  it('shows: a breach that its code can no longer take on is named until the version before is back', async () => {
    const breach = await reportBreach(tocsin, temporal);
    const swapped = copyCheckout([
      {
        file: 'workflows/activities.ts',
        from: 'export const { appendEvents, makePlan }',
        to: 'export const { appendEvents: makePlan, makePlan: appendEvents }',
      },
    ]);
    const reconcile = () =>
      runTocsin(ROOT, ['reconcile'], { ...process.env, TOCSIN_DATA_DIR: tocsin.dataDir, NODE_OPTIONS: '' });
    const isFailing = async () => {
      const { json } = await reconcile();
      const findings = json.findings as { kind: string; breachId: string }[];
      return findings.some(({ kind, breachId }) => kind === 'failing' && breachId === breach.breachId);
    };
    try {
      await temporal.close();
      await tocsin.restart(swapped);
      temporal = await openTemporal(tocsin);
      await temporal.client.workflow.getHandle(breach.ids.breach).signal(retrySignal);
      await until(isFailing, 'the finding', 180_000);
      await temporal.close();
      await tocsin.restart();
      temporal = await openTemporal(tocsin);
      await until(async () => !(await isFailing()), 'its end', 180_000);
    } finally {
      removeCheckout(swapped);
    }
  }, 600_000);
});
