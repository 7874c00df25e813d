import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { dataConverter } from '../../config/codec.ts';
import { toInstant } from '../../domain/time.ts';
import { serverPath } from '../../local/servers.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { commandUpdate, QUEUES, WORKFLOWS, workflowId } from '../../workflows/messages.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';
import { copyCheckout, ROOT, removeCheckout, runTocsin, startWorkerOf, stopWorker } from '../support/checkout.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { reportedEvent } from '../support/plans.ts';

const BREACH = 'TOC-2026-0001';
const ID = workflowId.breach(BREACH);
const keyringText = (byte: string) =>
  JSON.stringify({
    current: 'k1',
    keys: { k1: Buffer.from(`${byte}123456789abcdef0123456789abcdef`).toString('base64') },
  });

let mongo: TestMongo;
let temporal: TestWorkflowEnvironment;
let env: NodeJS.ProcessEnv;
const workers: ChildProcess[] = [];
const copies: string[] = [];

beforeAll(async () => {
  const keyring = parseKeyring(keyringText('0'));
  [mongo, temporal] = await Promise.all([
    startMongo(),
    TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path: serverPath('temporal') },
        extraArgs: ['--log-level', 'error'],
      },
      client: { dataConverter: dataConverter(keyring, 'default') },
    }),
  ]);
  await mongo.open('deploys', keyring);
  env = {
    ...process.env,
    NODE_OPTIONS: '',
    TOCSIN_KEYRING: keyringText('0'),
    MONGODB_URI: mongo.uri('deploys'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    TEMPORAL_ADDRESS: temporal.address,
    LOG_LEVEL: 'silent',
  };
  workers.push(await startWorkerOf(ROOT, { ...env, TOCSIN_BUILD_ID: 'one' }));
});

afterAll(async () => {
  await Promise.all(workers.map(stopWorker));
  await temporal.teardown();
  await mongo.stop();
  copies.forEach(removeCheckout);
});

function anotherVersion(...changes: Parameters<typeof copyCheckout>[0]): string {
  const copy = copyCheckout(changes);
  copies.push(copy);
  return copy;
}

const handle = () => temporal.client.workflow.getHandle(ID);

function command(key: string, body: object) {
  return handle().executeUpdate(commandUpdate, {
    updateId: key,
    args: [{ ...body, by: 'dpo', role: 'dpo', key, breachId: BREACH } as never],
  });
}

describe('a version of the workers', () => {
  it('gets the work once it is promoted, and again is no harm', async () => {
    const promoted = await runTocsin(ROOT, ['worker', 'promote', '--build', 'one'], env);
    expect(promoted).toMatchObject({ exit: 0, json: { buildId: 'one', before: null, changed: true } });
    const again = await runTocsin(ROOT, ['worker', 'promote'], { ...env, TOCSIN_BUILD_ID: 'one' });
    expect(again).toMatchObject({ exit: 0, json: { changed: false } });
    const now = toInstant(Date.now());
    const start = { workflowId: ID, taskQueue: QUEUES.decisions, args: [{ reported: reportedEvent(BREACH, now) }] };
    await temporal.client.workflow.start(WORKFLOWS.breach, start);
    const aware = { type: 'record-awareness', awareAt: now, reasons: '' };
    await expect(command('aware', aware)).resolves.toMatchObject({ seq: expect.any(Number) });
  });

  it('that nobody runs is not promoted: the work stays where it is', async () => {
    const refused = await runTocsin(ROOT, ['worker', 'promote', '--build', 'nine', '--wait', '0'], env);
    expect(refused).toMatchObject({ exit: 2, json: { error: { code: 'not-found', field: 'build' } } });
    expect(refused.text).toMatch(/No worker of build nine polls.*stays with build one.*knows: one\./);
  });
});

describe('the check of a container', () => {
  it('finds a worker that has a version', async () => {
    const check = spawn(process.execPath, ['config/health.ts', 'worker'], { cwd: ROOT, env });
    expect(await once(check, 'exit')).toEqual([0, null]);
  });
});

describe('tocsin worker verify, while a breach is open', () => {
  it('lets the code pass that the breach runs on', async () => {
    const { exit, json } = await runTocsin(ROOT, ['worker', 'verify'], env);
    expect({ exit, json }).toMatchObject({ exit: 0, json: { ok: true, failures: [], isPartial: false } });
    expect(json.types).toMatchObject({ breach: { replayed: 1, failed: 0 } });
  });

  it('refuses code in which two commands are swapped, and names the breach that would stop', async () => {
    const swapped = anotherVersion({
      file: 'workflows/activities.ts',
      from: 'export const { appendEvents, makePlan }',
      to: 'export const { appendEvents: makePlan, makePlan: appendEvents }',
    });
    const { exit, json } = await runTocsin(swapped, ['worker', 'verify'], env);
    expect({ exit, ok: json.ok }).toEqual({ exit: 1, ok: false });
    const failure = { workflowId: ID, workflowType: 'breach', errorType: 'DeterminismViolationError' };
    expect(json.failures).toEqual(
      expect.arrayContaining([expect.objectContaining({ ...failure, reason: expect.stringContaining('makePlan') })]),
    );
  });

  it('refuses a keyring that cannot read the histories, at once where the database is known', async () => {
    const other = { ...env, TOCSIN_KEYRING: keyringText('x') };
    const known = await runTocsin(ROOT, ['worker', 'verify'], other);
    expect(known).toMatchObject({ exit: 2, json: { error: { code: 'bad-input', field: 'TOCSIN_KEYRING' } } });
    const { exit, json } = await runTocsin(ROOT, ['worker', 'verify'], { ...other, MONGODB_URI: '' });
    expect(exit).toBe(1);
    expect(json.failures).toEqual(
      expect.arrayContaining([expect.objectContaining({ reason: expect.stringContaining('TOCSIN_KEYRING') })]),
    );
  });

  it('replays as many as it is asked to, and says that there are more', async () => {
    const now = toInstant(Date.now());
    const another = 'TOC-2026-0002';
    await temporal.client.workflow.start(WORKFLOWS.breach, {
      ...{ workflowId: workflowId.breach(another), taskQueue: QUEUES.decisions },
      args: [{ reported: reportedEvent(another, now) }],
    });
    const { json } = await runTocsin(ROOT, ['worker', 'verify', '--limit', '1'], env);
    expect(json).toMatchObject({ ok: true, isPartial: true });
  });
});

describe('a deploy', () => {
  it('takes the open breach along to the new version', async () => {
    const next = anotherVersion({
      file: 'workflows/index.ts',
      from: "export { breach } from './breach.ts';",
      to:
        "export { breach } from './breach.ts';\n" +
        "export async function addedInTwo(): Promise<string> { return 'two'; }",
    });
    workers.push(await startWorkerOf(next, { ...env, TOCSIN_BUILD_ID: 'two' }));
    await command('amend', { type: 'amend-facts', facts: { peopleConcerned: 9 }, narrative: {}, reasons: 'Counted.' });
    expect(await buildOf(ID)).toBe('one');

    const promoted = await runTocsin(next, ['worker', 'promote', '--build', 'two'], env);
    expect(promoted).toMatchObject({ exit: 0, json: { before: 'one', changed: true } });
    await Promise.all(workers.splice(0, 1).map(stopWorker));
    await command('again', {
      type: 'amend-facts',
      facts: { peopleConcerned: 12 },
      narrative: {},
      reasons: 'Recounted.',
    });
    expect(await buildOf(ID)).toBe('two');
    const added = { workflowId: 'added', taskQueue: QUEUES.decisions };
    expect(await temporal.client.workflow.execute('addedInTwo', added)).toBe('two');
  });
});

describe('search attributes', () => {
  it('are known to Temporal since the first worker started', async () => {
    const { customAttributes } = await temporal.connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    const names = Object.values(SEARCH_ATTRIBUTES).map(({ name }) => name);
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(names));
  });
});

/** The build whose worker did the last step of a workflow. */
async function buildOf(id: string): Promise<string | undefined> {
  const { raw } = await temporal.client.workflow.getHandle(id).describe();
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined;
}
