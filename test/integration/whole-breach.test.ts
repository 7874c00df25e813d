import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { Accepted } from '../../cli/output/accepted.ts';
import type { BreachView } from '../../cli/output/view.ts';
import { HOUR_MS, plusMs, toInstant } from '../../domain/time.ts';
import { mailsOf, outcomeOf, type Played, play } from '../support/exercise.ts';
import { openTemporal } from '../support/running-temporal.ts';
import { type RunningTocsin, startTocsin, steadyClient, type TocsinProcess } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

/** 72 hours in six minutes: neither four restarts nor a busy machine must let a limit pass. */
const SCALE = 720;

/** `test/long/kill-matrix.test.ts` kills each of them at every moment. */
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

describe('a report while Temporal is away', () => {
  it('is accepted, and its clock runs from the awareness once Temporal is back', async () => {
    const { dpo, responder } = tocsin.tokens;
    const pid = tocsin.pidOf('temporal');
    const awareAt = toInstant(Date.now() - 2 * HOUR_MS);
    // Frozen, not killed: the supervisor would have a successor up before the report is sent.
    process.kill(pid, 'SIGSTOP');
    let breachId: string | null;
    try {
      const report = { title: 'Laptop left on a train', systems: ['support-console'], awareAt };
      ({ breachId } = await steadyClient(tocsin.url, responder).send<Accepted>('POST', '/incidents', report));
      expect(breachId).toMatch(/^TOC-\d{4}-\d{4}-\w{3}$/);
      const health = await fetch(`${tocsin.url}/health/ready`);
      expect(health.status).toBe(503);
      expect((await fetch(`${tocsin.url}/health/live`)).status).toBe(200);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const client = steadyClient(tocsin.url, dpo);
    const clock = async () => {
      const view = await client.get<BreachView>(`/breaches/${breachId}`).catch(() => null);
      return view?.plan?.obligations.find((o) => o.id === 'gdpr-art33-1-authority')?.clock ?? null;
    };
    await until(async () => (await clock()) !== null, 'the clock of the report');
    expect(await clock()).toMatchObject({ start: awareAt, due: plusMs(awareAt, 72 * HOUR_MS) });
    await until(async () => (await fetch(`${tocsin.url}/health/ready`)).status === 200, 'readiness');
  });
});

describe('a second start', () => {
  it('goes on with the running clocks, at the same addresses and with the same tokens', async () => {
    const client = steadyClient(tocsin.url, tocsin.tokens.dpo);
    const realBreach = async () => {
      const { breaches } = await client.get<{ breaches: { breachId: string; exercise: boolean }[] }>('/breaches');
      return breaches.find((breach) => !breach.exercise)?.breachId;
    };
    const running = async () => {
      const view = await client.get<BreachView>(`/breaches/${await realBreach()}`);
      return Object.values(view.obligations).flatMap((o) => (o.status === 'running' ? [o.id] : []));
    };
    const before = await running();
    expect(before).toContain('gdpr-art33-1-authority');
    await tocsin.restart();
    expect(await running()).toEqual(before);
    const temporal = await openTemporal(tocsin);
    const open: string[] = [];
    for await (const info of temporal.client.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
      open.push(info.workflowId);
    }
    await temporal.close();
    const breachId = await realBreach();
    expect(open.filter((id) => id === `breach/${breachId}/clocks`)).toHaveLength(1);
  });
});

describe('personal data', () => {
  /** Names, addresses and words that the exercise put in. */
  const known = (): string[] => {
    const demo = new URL('../../local/demo/', import.meta.url);
    const people = readFileSync(new URL('people.csv', demo), 'utf8').split('\n').slice(1);
    const names = people.flatMap((line) => line.split(',').slice(0, 2)).filter((word) => word.length > 5);
    const register = parse(readFileSync(new URL('dataflow.yaml', demo), 'utf8'));
    const contacts = register.counterparties.flatMap((c: { contacts: { email: string }[] }) => c.contacts);
    const words = ['Foreign session', 'place she has never been', 'on a train'];
    return [...names, ...contacts.map((c: { email: string }) => c.email), ...words];
  };
  /** What files hold while others write: a journal of SQLite may be gone between its listing and its reading. */
  const bytesIn = (folder: string, isWanted = (_: string) => true) => {
    const files = readdirSync(folder)
      .filter(isWanted)
      .map((name) => join(folder, name));
    return Buffer.concat(
      files.map((file) => {
        try {
          return readFileSync(file);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
          return Buffer.alloc(0);
        }
      }),
    );
  };
  const found = (bytes: Buffer) => known().filter((word) => bytes.includes(word));

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
    expect(found(Buffer.from(text))).toEqual([]);
  });

  it('is nowhere in the files of Temporal', () => {
    const bytes = bytesIn(tocsin.dataDir, (name) => name.startsWith('temporal.db'));
    expect(bytes.includes(played.breachId)).toBe(true);
    expect(found(bytes)).toEqual([]);
  });

  it('is nowhere in the logs', () => {
    const bytes = bytesIn(join(tocsin.dataDir, 'logs'));
    expect(bytes.includes(played.breachId)).toBe(true);
    expect(found(bytes)).toEqual([]);
    expect(found(Buffer.from(tocsin.printed()))).toEqual([]);
  });
});
