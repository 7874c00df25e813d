import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import { TocsinError } from '../../domain/errors.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { duesOf, mailIdsOf, type RunningBreach, reportBreach, rungsOf, viewOf } from '../support/lost-and-found.ts';
import { openTemporal, type RunningTemporal } from '../support/running-temporal.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

/** A breach on real servers: its closing is refused, mended, done, taken back and done again. */

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
