import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { dataConverter } from '../../config/codec.ts';
import { createLogger } from '../../config/logger.ts';
import { SECOND_MS, toInstant } from '../../domain/time.ts';
import { createGateway } from '../../intake/gateway.ts';
import { serverPath } from '../../local/servers.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { retrySignal, workflowId } from '../../workflows/messages.ts';
import { TestApi } from '../support/api.ts';
import { copyCheckout, ROOT, removeCheckout, startWorkerOf, stopWorker } from '../support/checkout.ts';
import { releaseBy } from '../support/release.ts';
import { SmtpSink } from '../support/smtp.ts';

type Line = Record<string, unknown> & { msg: string };

const KEYRING = JSON.stringify({
  current: 'k1',
  keys: { k1: Buffer.from('0123456789abcdef0123456789abcdef').toString('base64') },
});
const TITLE = 'A laptop of Zoë Ångström is gone';

/** As long as other tests wait for what no event tells them. */
const PATIENCE_MS = 180 * SECOND_MS;

/** The lines of one process. */
class Heard {
  readonly lines: Line[] = [];
  readonly #arrivals = new EventEmitter();

  readonly take = (line: string): void => {
    if (!line.startsWith('{')) return;
    this.lines.push(JSON.parse(line));
    this.#arrivals.emit('line');
  };

  /** The first line like this, once it is there. @throws Error that says what was waited for, in vain */
  async line(like: Partial<Line>): Promise<Line> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = this.lines.find((line) => Object.entries(like).every(([name, value]) => line[name] === value));
      if (found !== undefined) return found;
      await once(this.#arrivals, 'line', { signal }).catch(() => {
        throw new Error(`No line like ${JSON.stringify(like)} in ${PATIENCE_MS / SECOND_MS} s.`);
      });
    }
  }
}

const RELEASE = '/breaches/:breachId/release';
/** The API as the DPO asks it. */
const dpo = {
  get: async <T>(path: string) => (await api.call('dpo', 'GET', path)).json as T,
  send: async <T>(method: 'POST', path: string, body: unknown) =>
    (await api.call('dpo', method, path, { body: body as object })).json as T,
};
const [apiLog, worker] = [new Heard(), new Heard()];
let temporal: TestWorkflowEnvironment;
let smtp: SmtpSink;
let api: TestApi;
let process1: ChildProcess;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const keyring = parseKeyring(KEYRING);
  [temporal, smtp] = await Promise.all([
    TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path: serverPath('temporal') },
        extraArgs: ['--log-level', 'error'],
      },
      client: { dataConverter: dataConverter(keyring, 'default') },
    }),
    SmtpSink.start(),
  ]);
  api = await TestApi.start({
    keyring,
    temporal: createGateway(temporal.client, Date.now),
    log: createLogger('api', 'info', { write: apiLog.take }),
  });
  api.now = toInstant(Date.now());
  env = {
    ...process.env,
    NODE_OPTIONS: '',
    TOCSIN_KEYRING: KEYRING,
    MONGODB_URI: api.mongodbUri,
    SMTP_URL: smtp.url,
    TEMPORAL_ADDRESS: temporal.address,
    LOG_LEVEL: 'info',
  };
  process1 = await startWorkerOf(ROOT, env, worker.take);
});

afterAll(async () => {
  await stopWorker(process1);
  await api.stop();
  await temporal.teardown();
  await smtp.stop();
});

describe('a request', () => {
  let breachId: string;

  it('is found by its id in the lines of the API and the worker, down to the mail that went out for it', async () => {
    const report = { title: TITLE, systems: ['tickets'], awareAt: api.now };
    breachId = await api.report(report);
    const { reqId, intake } = await apiLog.line({ msg: 'a report was taken in', breachId });
    expect(await apiLog.line({ msg: 'answered', reqId })).toMatchObject({ route: '/incidents', status: 202 });
    expect([reqId, intake]).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), expect.any(String)]);

    const ids = { breachId, workflowId: workflowId.breach(breachId), runId: expect.any(String) };
    const recorded = await worker.line({ msg: 'a request is on record', reqId });
    expect(recorded).toMatchObject({ ...ids, level: 'info', activityType: 'appendEvents', seq: expect.any(Number) });

    await releaseBy(dpo, breachId);
    const { reqId: released } = await apiLog.line({ msg: 'answered', method: 'POST', route: RELEASE, breachId });
    const notice = await worker.line({ msg: 'a notice was offered to the mail server', reqId: released });
    expect(notice).toMatchObject({
      breachId,
      workflowId: workflowId.communication(breachId, 'notices'),
      status: 'sent',
    });
    const mail = smtp.mails.find(({ to }) => to === 'dana@fjord.example');
    expect(mail?.raw).toMatch(new RegExp(`^Message-ID: <${notice.messageId}@`, 'im'));
    expect(mail?.raw).not.toContain(released);
  });

  it('on a breach that runs is found too', async () => {
    const facts = { facts: { peopleConcerned: 9 }, reasons: 'Counted.' };
    const answer = await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body: facts });
    expect(answer.status).toBe(200);
    const { reqId } = await apiLog.line({ msg: 'answered', method: 'PATCH', breachId });
    expect(await worker.line({ msg: 'a request is on record', reqId })).toMatchObject({ breachId });
  });

  it('of a workflow that cannot go on with the code that runs leads to errors that name it, each time', async () => {
    await stopWorker(process1);
    const swapped = copyCheckout([
      {
        file: 'workflows/activities.ts',
        from: 'export const { appendEvents, makePlan }',
        to: 'export const { appendEvents: makePlan, makePlan: appendEvents }',
      },
    ]);
    const broken = new Heard();
    process1 = await startWorkerOf(swapped, env, broken.take);
    try {
      await temporal.client.workflow.getHandle(workflowId.breach(breachId)).signal(retrySignal);
      const who = {
        breachId,
        workflowId: workflowId.breach(breachId),
        runId: expect.any(String),
        errorType: 'TMPRL1100',
      };
      const failing = await broken.line({ msg: 'Failing workflow task', breachId });
      expect(failing).toMatchObject({ ...who, level: 'error', at: expect.stringContaining('workflow') });
      const again = await broken.line({ msg: 'a workflow is tried again after its task failed', breachId });
      expect(again).toMatchObject({ ...who, level: 'error', attempt: 2 });
    } finally {
      removeCheckout(swapped);
    }
    const all = [...apiLog.lines, ...worker.lines, ...broken.lines];
    expect(all.filter(({ msg }) => msg === 'no constant message')).toEqual([]);
    expect(JSON.stringify(all)).not.toMatch(/Zo|ngstr|laptop|dana|Okoro/);
  });
});
