import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Accepted } from '../../cli/output/accepted.ts';
import type { BreachView } from '../../cli/output/view.ts';
import { readEnvironment, requireGiven } from '../../config/environment.ts';
import { EvidencePack } from '../../domain/audit/pack.ts';
import { verifyAnchor } from '../../domain/audit/verify-anchor.ts';
import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import { TocsinError } from '../../domain/errors.ts';
import { HOUR_MS, plusMs, toInstant } from '../../domain/time.ts';
import { environmentOfStart } from '../../local/environment.ts';
import { readSealedEvents } from '../../store/events.ts';
import { openStore } from '../../store/open.ts';
import { closeStore, type Store } from '../../store/store.ts';
import { ROOT, runTocsin } from '../support/checkout.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { mailsOf } from '../support/exercise.ts';
import { duesOf, mailIdsOf, type RunningBreach, reportBreach, rungsOf, viewOf } from '../support/lost-and-found.ts';
import { openTemporal, type RunningTemporal } from '../support/running-temporal.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';
import { TimestampAuthority } from '../support/timestamp-authority.ts';
import { until } from '../support/until.ts';

/**
 * Breaches on one running Tocsin, for a start takes long: what runs is compared with what should run, heads are taken
 * outside, and a closing is refused, done and taken back.
 */

let authority: TimestampAuthority;
let folder: string;
let tocsin: RunningTocsin;
let temporal: RunningTemporal;
let store: Store;
let breach: RunningBreach;
beforeAll(async () => {
  authority = await TimestampAuthority.start();
  folder = mkdtempSync(join(tmpdir(), 'tocsin-anchors-'));
  tocsin = await startTocsin({ env: { TIMESTAMP_URL: authority.url, ANCHOR_DIR: folder } });
  temporal = await openTemporal(tocsin);
  const env = readEnvironment(environmentOfStart(tocsin.dataDir, {}));
  const { mongodbUri: uri, keyring } = requireGiven(env, 'mongodbUri', 'keyring');
  store = await openStore({ uri, keyring });
  breach = await reportBreach(tocsin, temporal);
});
afterAll(async () => {
  if (store !== undefined) await closeStore(store);
  await temporal?.close();
  await tocsin?.stop();
  await authority?.stop();
  rmSync(folder, { recursive: true, force: true });
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

describe('a report while Temporal is away', () => {
  it('is accepted, and its clock runs from the awareness once Temporal is back', async () => {
    const pid = tocsin.pidOf('temporal');
    const awareAt = toInstant(Date.now() - 2 * HOUR_MS);
    // Frozen, not killed: the supervisor would have a successor up before the report is sent.
    process.kill(pid, 'SIGSTOP');
    let breachId: string | null;
    try {
      const report = { title: 'Laptop left on a train', awareAt };
      ({ breachId } = await client().send<Accepted>('POST', '/incidents', report));
      expect(breachId).toMatch(/^TOC-\d{4}-\d{4}-\w{3}$/);
      const health = await fetch(`${tocsin.url}/health/ready`);
      expect(health.status).toBe(503);
      expect((await fetch(`${tocsin.url}/health/live`)).status).toBe(200);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const clock = async () => {
      const view = await client()
        .get<BreachView>(`/breaches/${breachId}`)
        .catch(() => null);
      return view?.plan?.obligations.find((o) => o.id === 'gdpr-art33-1-authority')?.clock ?? null;
    };
    await until(async () => (await clock()) !== null, 'the clock of the report');
    expect(await clock()).toMatchObject({ start: awareAt, due: plusMs(awareAt, 72 * HOUR_MS) });
    await until(async () => (await fetch(`${tocsin.url}/health/ready`)).status === 200, 'readiness');
  });
});

const anchoring = async () => {
  const ready = (await (await fetch(`${tocsin.url}/health/ready`)).json()) as { anchoring: { state: string } };
  return ready.anchoring;
};
const page = async (path: string) => {
  const headers = { authorization: `Bearer ${tocsin.tokens.dpo}` };
  return (await fetch(`${tocsin.url}${path}`, { headers })).text();
};
const kept = () => readdirSync(folder);
const turns = async () => (await temporal.client.schedule.getHandle('anchor').describe()).info;

describe('the head of a breach', () => {
  it('is taken outside at once on its closing though the authority answers rubbish, and stamped later', async () => {
    const { breachId } = await client().send<{ breachId: string }>('POST', '/incidents', { title: 'A test of ours' });
    await until(async () => (await readSealedEvents(store, breachId)).length > 0, 'the report on record');
    const isIdle = async () => {
      const { numActionsTaken, runningActions } = await turns();
      return numActionsTaken > 0 && runningActions.length === 0;
    };
    await until(isIdle, 'the end of the first turn');
    const [before, begun] = [kept().length, (await turns()).numActionsTaken];
    authority.flaw = 'rubbish';
    const close = { outcome: 'not-a-breach', reasons: 'A test of ours.', over: OVER_NOTICES };
    await client().send('POST', `/breaches/${breachId}/closing`, close);
    await until(() => kept().length > before, 'the head in the directory');
    expect((await turns()).numActionsTaken).toBe(begun + 1);
    await until(async () => (await anchoring()).state === 'failing', 'its failure said');
    expect(await anchoring()).toMatchObject({ state: 'failing', failing: ['authority'] });
    expect(await page('/')).toContain('could not be taken outside by every way');
    authority.flaw = undefined;
    await until(() => kept().toSorted().at(-1)?.endsWith('.tst'), 'its time-stamp');
    await until(async () => (await anchoring()).state === 'ok', 'all well');
    const pack = EvidencePack.parse(await client().get(`/breaches/${breachId}/evidence`));
    const { findings, proof } = await verifyAnchor(pack, [authority.rootPem]);
    expect([findings, proof]).toEqual([[], expect.objectContaining({ isTrusted: true, at: expect.any(String) })]);
    // A rung that was under way may be recorded after the closing.
    const closing = pack.events.findLast(({ type }) => type === 'closed')?.seq;
    expect(proof?.covers).toBeGreaterThanOrEqual(closing ?? Number.POSITIVE_INFINITY);
    const audit = await page('/desk/audit');
    expect(audit).toMatch(/Time-stamping authority[\s\S]*Works[\s\S]*Directory[\s\S]*Works/);
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

const close = (body: object) => client().send('POST', `/breaches/${breach.breachId}/closing`, body);
const reopen = (reasons: string) => client().send('POST', `/breaches/${breach.breachId}/reopening`, { reasons });
const pointsOf = async () => {
  type Closing = { points: { resolved: ClosingPoint[] } };
  return (await client().get<Closing>(`/breaches/${breach.breachId}/closing`)).points.resolved;
};
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'accepted',
    (error: unknown) => (error instanceof TocsinError ? error.code : error),
  );

describe('a closing', () => {
  it('is refused, mended, done, taken back and done again, and no limit moves by it', async () => {
    const { breachId, ids } = breach;
    const resolved = { outcome: 'resolved', reasons: 'Contained.' };
    expect(await codeOf(close(resolved))).toBe('clocks-still-running');
    const [dues, rungs] = [await duesOf(client(), breachId), await rungsOf(client(), breachId)];
    expect(await codeOf(close({ outcome: 'not-a-breach', reasons: 'A test, we thought.', over: OVER_NOTICES }))).toBe(
      'accepted',
    );
    await until(async () => !(await temporal.isRunning(ids.breach)), 'the end of the breach');

    expect(await codeOf(reopen('The logs say otherwise.'))).toBe('accepted');
    await until(() => temporal.isRunning(ids.clocks), 'its clocks');
    await until(async () => (await viewOf(client(), breachId)).planIsStale === false, 'its plan');
    expect(await duesOf(client(), breachId)).toEqual(dues);
    expect(await temporal.dues(breachId)).toEqual(dues);
    expect((await rungsOf(client(), breachId)).filter((rung) => rungs.includes(rung))).toEqual(rungs);
    expect((await viewOf(client(), breachId)).communications.notices).toMatchObject({ because: 'reopened' });
    expect(await codeOf(reopen('Once more.'))).toBe('conflict');

    for (const { obligation } of (await pointsOf()).filter(({ code }) => code === 'duty-open')) {
      const waiver = { type: 'waive', obligation, reasons: 'No risk to anybody.' };
      await client().send('POST', `/breaches/${breachId}/decisions`, waiver);
    }
    await until(async () => (await pointsOf()).every(({ mayPass }) => mayPass), 'what no reasons let pass');
    expect(await codeOf(close(resolved))).toBe('closing-blocked');
    const over = (await pointsOf()).map(({ point }) => ({ point, reasons: 'By telephone.' }));
    expect(over.map(({ point }) => point)).toContain('notices-unanswered/notices');
    expect(await codeOf(close({ ...resolved, over }))).toBe('accepted');
    await until(async () => !(await temporal.isRunning(ids.breach)), 'the end of the breach');
    expect(await viewOf(client(), breachId)).toMatchObject({
      ...{ status: 'closed', closed: { outcome: 'resolved', over } },
      reopened: [{ closing: { outcome: 'not-a-breach' }, reasons: 'The logs say otherwise.' }],
    });
    const warnings = await mailIdsOf(tocsin, breachId, 'warning');
    expect(warnings).toEqual([...new Set(warnings)]);
  });
});
