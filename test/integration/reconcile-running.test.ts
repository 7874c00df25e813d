import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT, runTocsin } from '../support/checkout.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { mailsOf } from '../support/exercise.ts';
import { duesOf, mailIdsOf, type RunningBreach, reportBreach, rungsOf } from '../support/lost-and-found.ts';
import { openTemporal, type RunningTemporal } from '../support/running-temporal.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

let tocsin: RunningTocsin;
let temporal: RunningTemporal;
let breach: RunningBreach;
beforeAll(async () => {
  tocsin = await startTocsin();
  temporal = await openTemporal(tocsin);
  breach = await reportBreach(tocsin, temporal);
});
afterAll(async () => {
  await temporal?.close();
  await tocsin?.stop();
});

const client = () => steadyClient(tocsin.url, tocsin.tokens.dpo);
const terminate = (id: string) => temporal.client.workflow.getHandle(id).terminate('by hand');
const areRunning = async (...ids: string[]) => (await Promise.all(ids.map(temporal.isRunning))).every((is) => is);
const ready = async () => (await (await fetch(`${tocsin.url}/health/ready`)).json()) as Record<string, unknown>;
const reconcile = () =>
  runTocsin(ROOT, ['reconcile'], { ...process.env, TOCSIN_DATA_DIR: tocsin.dataDir, NODE_OPTIONS: '' });

describe('the schedule', () => {
  it('is there, once, and compares', async () => {
    const schedules = async () =>
      (await Array.fromAsync(temporal.client.schedule.list())).map((each) => each.scheduleId);
    await until(async () => (await schedules()).length > 2, 'the schedules');
    expect((await schedules()).toSorted()).toEqual(['anchor', 'reconcile', 'verification']);
    expect(await ready()).toMatchObject({ status: 'ok', reconcile: { state: 'ok', open: 0, mended: 0 } });
  });
});

describe('workflows that were ended by hand', () => {
  it('are back at once by the command line, which then finds nothing more', async () => {
    const { breachId, ids } = breach;
    const dues = await duesOf(client(), breachId);
    const schedule = temporal.client.schedule.getHandle('reconcile');
    await schedule.pause();
    const turns = "WorkflowType = 'reconcile' AND ExecutionStatus = 'Running'";
    const isDone = async () => (await temporal.client.workflow.count(turns)).count === 0;
    await until(async () => (await schedule.describe()).state.paused && (await isDone()), 'the end of the last turn');
    await terminate(ids.clocks);
    const query = `WorkflowId = '${ids.clocks}' AND ExecutionStatus = 'Running'`;
    await until(async () => (await temporal.client.workflow.count(query)).count === 0, 'its end in the list');
    const found = await reconcile();
    expect(found).toMatchObject({
      exit: 0,
      json: { ok: true, findings: [{ kind: 'missing', breachId, workflow: 'clocks', mendedAt: expect.any(String) }] },
    });
    expect(await temporal.dues(breachId)).toEqual(dues);
    await schedule.unpause();
    expect(await reconcile()).toMatchObject({ exit: 0, json: { ok: true, findings: [] } });
  });

  it('are back with the same instants, no rung fires twice, and DPO and deputy are told once each', async () => {
    const { breachId, ids } = breach;
    const [dues, rungs] = [await duesOf(client(), breachId), await rungsOf(client(), breachId)];
    expect(dues.length).toBeGreaterThan(1);
    const begunFor = async () => (await temporal.client.workflow.getHandle(ids.breach).describe()).memo;
    const memo = await begunFor();
    for (const id of Object.values(ids)) await terminate(id);
    await until(() => areRunning(...Object.values(ids)), 'all three', 120_000);
    expect(memo).toEqual({ intake: expect.any(String) });
    expect(await begunFor()).toEqual(memo);
    expect(await temporal.dues(breachId)).toEqual(dues);
    expect(await duesOf(client(), breachId)).toEqual(dues);
    expect(await rungsOf(client(), breachId)).toEqual(rungs);
    const told = async () =>
      (await mailsOf(tocsin)).filter(({ text }) =>
        text.includes(`${breachId}: the workflow of the breach did not run`),
      );
    await until(async () => (await told()).length > 1, 'the mails of it');
    await temporal.client.schedule.getHandle('reconcile').trigger();
    await until(
      async () => Number(((await ready()) as { reconcile: { mended: number } }).reconcile.mended) >= 3,
      'the record of it',
    );
    const receivers = (await told()).flatMap(({ to }) => to.map(({ address }) => address));
    expect(receivers.toSorted()).toEqual(['dpo-deputy@example.org', 'dpo@example.org']);
    const warnings = await mailIdsOf(tocsin, breachId, 'warning');
    expect(warnings).toEqual([...new Set(warnings)]);
  });

  it('after a closing stay ended', async () => {
    const other = await reportBreach(tocsin, temporal);
    const close = { outcome: 'not-a-breach', reasons: 'A test of ours.', over: OVER_NOTICES };
    await client().send('POST', `/breaches/${other.breachId}/closing`, close);
    await until(async () => !(await temporal.isRunning(other.ids.breach)), 'the end of the breach');
    expect(await reconcile()).toMatchObject({ exit: 0, json: { findings: [] } });
    expect(await areRunning(other.ids.breach)).toBe(false);
  });
});
