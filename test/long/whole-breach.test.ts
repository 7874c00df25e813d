import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Accepted } from '../../cli/output/accepted.ts';
import type { BreachView } from '../../cli/output/view.ts';
import { toInstant } from '../../domain/time.ts';
import { mailsOf, outcomeOf, type Played, play } from '../support/exercise.ts';
import { bytesOfLogs, bytesOfTemporal, personalDataIn } from '../support/personal-data.ts';
import { openTemporal } from '../support/running-temporal.ts';
import { type RunningTocsin, startTocsin, steadyClient, type TocsinProcess } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

/** 72 hours in six minutes: neither four restarts nor a busy machine must let a limit pass. */
const SCALE = 720;

/** `kill-matrix.test.ts` kills each of them at every moment. */
const MOMENTS: [TocsinProcess, RegExp][] = [
  ['worker', /nothing leaves without approval/],
  ['temporal', /has not answered/],
  ['mongod', /48 hours left/],
  ['api', /The DPO approved/],
];

let tocsin: RunningTocsin;
let played: Played;
const kills = new Map<TocsinProcess, Promise<void>>();
beforeAll(async () => {
  tocsin = await startTocsin();
  played = await play(tocsin, SCALE, (text) => {
    for (const [process, moment] of MOMENTS)
      if (moment.test(text) && !kills.has(process)) kills.set(process, tocsin.kill(process));
  });
  await Promise.all(kills.values());
});
afterAll(async () => {
  await tocsin?.stop();
});

const perMessage = async (breachId: string, kind: string): Promise<number[]> => {
  const ids = (await mailsOf(tocsin)).flatMap((mail) => mail.headers['message-id'] ?? []);
  const own = ids.filter((id) => id.includes(breachId) && id.includes(kind));
  return [...new Set(own)].map((id) => own.filter((other) => other === id).length);
};

describe('the whole breach on real servers, with kill -9 of each of them in its middle', () => {
  it('ends closed, with every duty filed in time and everybody told', () => {
    expect([...kills.keys()].sort()).toEqual(['api', 'mongod', 'temporal', 'worker']);
    expect(outcomeOf(played)).toMatchObject({
      status: 'closed',
      obligations: expect.arrayContaining([
        ['gdpr-art33-1-authority', 'filed', false, expect.arrayContaining(['48-hours-left', '24-hours-left'])],
        ['gdpr-art33-2-processor-to-controller', 'filed', false, expect.anything()],
        ['gdpr-art34-1-data-subject', 'filed', false, expect.anything()],
      ]),
      notices: ['finished', { total: 5, acknowledged: 5 }],
      campaigns: [[1, 'finished', { total: 25, sent: 25, refused: 0, uncertain: 0 }]],
      risk: [
        ['high-risk', false],
        ['high-risk', false],
      ],
      awareness: 2,
      evidence: 1,
    });
  });

  it('sent every notice and every letter once', async () => {
    expect(await perMessage(played.breachId, 'campaign')).toEqual(Array(25).fill(1));
    const notices = await perMessage(played.breachId, 'notice');
    expect(new Set(notices)).toEqual(new Set([1]));
    expect(notices.length).toBeGreaterThanOrEqual(5);
  });
});

describe('a second start', () => {
  it('goes on with the running clocks, at the same addresses and with the same tokens', async () => {
    const client = steadyClient(tocsin.url, tocsin.tokens.dpo);
    const report = { title: 'Laptop left on a train', systems: ['support-console'], awareAt: toInstant(Date.now()) };
    const { breachId } = await client.send<Accepted>('POST', '/incidents', report);
    const running = async () => {
      // It appears within seconds of its report.
      const view = await client.get<BreachView>(`/breaches/${breachId}`).catch(() => null);
      return Object.values(view?.obligations ?? {}).flatMap((o) => (o.status === 'running' ? [o.id] : []));
    };
    await until(async () => (await running()).includes('gdpr-art33-1-authority'), 'the clock of a report');
    const before = await running();
    await tocsin.restart();
    expect(await running()).toEqual(before);
    const temporal = await openTemporal(tocsin);
    const open: string[] = [];
    for await (const info of temporal.client.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
      open.push(info.workflowId);
    }
    await temporal.close();
    expect(open.filter((id) => id === `breach/${breachId}/clocks`)).toHaveLength(1);
  });
});

describe('personal data', () => {
  it('is nowhere in the stored histories, search attributes or memos of Temporal', async () => {
    const { client, close } = await openTemporal(tocsin);
    const ids: string[] = [];
    let text = '';
    for await (const info of client.workflow.list()) {
      const { raw } = await client.workflow.getHandle(info.workflowId, info.runId).describe();
      const history = await client.workflow.getHandle(info.workflowId, info.runId).fetchHistory();
      // Payload bytes as text, so that what lies in them in clear is found.
      text += JSON.stringify([raw, history], (_, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
      );
      ids.push(info.workflowId);
    }
    await close();
    const { breachId } = played;
    const own = ['', '/clocks', '/notices', '/campaign/1'].map((part) => `breach/${breachId}${part}`);
    expect(ids).toEqual(expect.arrayContaining(own));
    expect(text).toContain(breachId);
    expect(personalDataIn(Buffer.from(text))).toEqual([]);
  });

  it('is nowhere in the files of Temporal, the logs and what was printed', () => {
    for (const bytes of [bytesOfTemporal(tocsin.dataDir), bytesOfLogs(tocsin.dataDir)]) {
      expect(bytes.includes(played.breachId)).toBe(true);
      expect(personalDataIn(bytes)).toEqual([]);
    }
    expect(personalDataIn(Buffer.from(tocsin.printed()))).toEqual([]);
  });
});
