import { describe, expect, it } from '@jest/globals';
import type { SdkComponent } from '@temporalio/common';
import { ACTIVITY_LINES } from '../activities/log-lines.ts';
import { TocsinError } from '../domain/errors.ts';
import { LINES } from '../workflows/log-lines.ts';
import { createLogger, type Log } from './logger.ts';
import { temporalLogger } from './temporal-logger.ts';
import { KNOWN } from './temporal-messages.ts';

function capture(level: 'trace' | 'info' = 'trace') {
  const lines: string[] = [];
  const logger = createLogger('worker', level, { write: (line) => lines.push(line) });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') };
}

const person = /Zo|ngstr|zoe/;

describe('the logger', () => {
  it('writes ids and codes under a constant message', () => {
    const { logger, last } = capture();
    const log: Log = logger;
    log.info({ breachId: 'TOC-2026-0001', counterparty: 'acme-mail', count: 3 }, 'notice delivered');
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      process: 'worker',
      pid: process.pid,
      breachId: 'TOC-2026-0001',
      counterparty: 'acme-mail',
      count: 3,
      msg: 'notice delivered',
    });
  });

  it('takes only constant messages and known fields, checked by the compiler', () => {
    const log: Log = capture().logger;
    const text: string = 'built at run time';
    // @ts-expect-error a string that is not a literal
    log.info({}, text);
    // @ts-expect-error a literal with something filled in
    log.info({}, `opened by ${text}`);
    // @ts-expect-error a field that is not on the list
    log.info({ email: text }, 'mail sent');
    const made = { breachId: text, email: text };
    // @ts-expect-error the same of an object that was made elsewhere
    log.info(made, 'mail sent');
  });

  it('drops what is not on the list, and withholds a value that is no id', () => {
    const { logger, last, lines } = capture();
    logger.info({ email: 'zoe@example.org', req: { body: 'Zoë' }, source: 'Zoë Ångström', role: 'zoe@x' }, 'mail sent');
    expect(last()).toMatchObject({ source: 'withheld', role: 'withheld', msg: 'mail sent' });
    expect(last()).not.toHaveProperty('req');
    expect(lines.join()).not.toMatch(person);
  });

  it('holds to it however a library calls it', () => {
    const { logger, lines } = capture();
    const error = Object.assign(new Error('no mailbox zoe@example.org'), { err: 'Zoë' });
    logger.error(error);
    logger.error({ err: error }, error.message);
    logger.info('mail to "%s"', 'Zoë');
    logger.info({ msg: 'Zoë', time: 'Zoë' });
    const child = logger.child({ reqId: 'req-1', user: 'Zoë' }).child({ route: '/alerts', user: 'Zoë' });
    child.warn({ user: 'Zoë' }, 'user Zoë is not known');
    child.warn('upload refused: Zoë');
    expect(lines).toHaveLength(6);
    expect(lines.join()).not.toMatch(/Zo|zoe/);
    expect(JSON.parse(lines[5] ?? '')).toMatchObject({ reqId: 'req-1', route: '/alerts', msg: 'upload refused' });
  });

  it('says of an error what it is and where it comes from, not what it says', () => {
    const { logger, last } = capture();
    logger.error({ error: new TocsinError('conflict', 'Zoë\n    at Zoë (/tmp/zoe.ts:1:1)') }, 'append failed');
    expect(last()).toMatchObject({ errorType: 'TocsinError', code: 'conflict', msg: 'append failed' });
    expect(last().at).toMatch(/^config\/logger\.test\.ts:\d+:\d+$/);
  });

  it('keeps to its level', () => {
    const { logger, lines } = capture('info');
    logger.debug({}, 'a detail');
    expect(lines).toEqual([]);
  });
});

describe("Temporal's logger", () => {
  it('keeps the ids of an event and drops its error text, token and payload', () => {
    const { logger, last, lines } = capture();
    temporalLogger(logger).warn('Activity failed', {
      sdkComponent: 'worker' satisfies `${SdkComponent}`,
      workflowId: 'breach/TOC-2026-0001/notice/acme-mail',
      workflowRunId: '0f1e',
      activityType: 'deliverNotice',
      attempt: 2,
      taskQueue: 'tocsin',
      taskToken: 'secret',
      error: new Error('no mailbox zoe@example.org'),
      payload: { name: 'Zoë' },
    });
    expect(last()).toMatchObject({
      level: 'warn',
      workflowId: 'breach/TOC-2026-0001/notice/acme-mail',
      runId: '0f1e',
      activityType: 'deliverNotice',
      attempt: 2,
      taskQueue: 'tocsin',
      errorType: 'Error',
      msg: 'Activity failed',
    });
    expect(lines.join()).not.toMatch(/zoe|Zoë|secret/);
  });

  it('cuts off what was filled into a text, and repeats nothing a workflow or an activity says', () => {
    const { logger, lines } = capture();
    const log = temporalLogger(logger);
    log.error('Error while processing ActivityTask.start: Zoë Ångström', { sdkComponent: 'worker' });
    log.info('Zoe Angstrom reported this', { sdkComponent: 'workflow', workflowId: 'breach/TOC-2026-0001' });
    log.log('INFO', 'Zoe Angstrom was told', { sdkComponent: 'activity' });
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      'Error while processing ActivityTask.start',
      'a workflow logged a line',
      'an activity logged a line',
    ]);
  });

  it('names the workflow of a run that the core says nothing else of, and the kind of what went wrong', () => {
    const { logger, lines, last } = capture('info');
    const log = temporalLogger(logger);
    log.trace('Creating workflow', { sdkComponent: 'worker', workflowId: 'breach/TOC-2026-0001', runId: '01a2-77' });
    const said = 'Failure { message: "[TMPRL1100] Nondeterminism error: Zoë Ångström", stack_trace: "" }';
    const target = 'temporalio_sdk_core::worker::workflow';
    log.warn('Failing workflow task', { sdkComponent: 'core', target, runId: '01a2-77', failure: said });
    const ids = { breachId: 'TOC-2026-0001', workflowId: 'breach/TOC-2026-0001', runId: '01a2-77' };
    expect(last()).toMatchObject({
      ...{ level: 'error', ...ids, errorType: 'TMPRL1100', at: target, msg: 'Failing workflow task' },
    });
    const error = 'Status { code: Unavailable, message: "tcp connect error to zoe" }';
    log.warn('gRPC call poll_workflow_task_queue retried 6 times', { sdkComponent: 'core', target, error });
    expect(last()).toMatchObject({ level: 'warn', errorType: 'Unavailable', msg: 'gRPC call (-) retried (-) times' });
    expect(last().workflowId).toBeUndefined();
    const thrown = 'Failure { failure_info: Some(ApplicationFailureInfo(ApplicationFailureInfo { type: "TypeError", x';
    log.warn('Failing workflow task', { sdkComponent: 'core', target, runId: '01a2-78', failure: thrown });
    expect(last()).toMatchObject({ runId: '01a2-78', errorType: 'TypeError' });
    const slow = '[TMPRL1104] 01a2b3c4-77:12:3 Workflow task duration exceeded 5 seconds.';
    log.warn(slow, { sdkComponent: 'core', target, attempt: 3 });
    expect(last()).toMatchObject({ runId: '01a2b3c4-77', errorType: 'TMPRL1104', attempt: 3 });
    expect(last().msg).toBe('Workflow task duration exceeded (-) seconds.');
    expect(lines.join()).not.toMatch(/zoe|Zoë/);
  });

  it('says at each further attempt that a task failed before, which the core says once', () => {
    const { logger, lines, last } = capture('info');
    const log = temporalLogger(logger);
    const takenUp = () =>
      log.trace('Creating workflow', { sdkComponent: 'worker', workflowId: 'breach/TOC-2026-0001', runId: '01a2-77' });
    takenUp();
    takenUp();
    expect(lines).toEqual([]);
    log.warn('Failing workflow task', { sdkComponent: 'core', runId: '01a2-77', failure: '[TMPRL1100] gone' });
    takenUp();
    takenUp();
    expect(lines).toHaveLength(3);
    const again = { level: 'error', workflowId: 'breach/TOC-2026-0001', errorType: 'TMPRL1100', attempt: 3 };
    expect(last()).toMatchObject({ ...again, msg: 'a workflow is tried again after its task failed' });
  });

  it('writes no text that it does not know, but what tells it from others', () => {
    const { logger, last, lines } = capture();
    const log = temporalLogger(logger);
    log.warn('Zoe Angstrom has a task that is too long', { sdkComponent: 'core', target: 'temporalio_sdk_core' });
    const { msg, digest, at } = last();
    expect({ msg, digest, at }).toEqual({
      msg: 'the core of the Temporal SDK says something that is not known here',
      digest: expect.stringMatching(/^[\da-f]{12}$/),
      at: 'temporalio_sdk_core',
    });
    log.warn('Something else', { sdkComponent: 'worker' });
    expect(last().digest).not.toBe(digest);
    logger.warn('Zoë');
    expect(last()).toMatchObject({ msg: 'no constant message', digest: expect.any(String) });
    expect(lines.join()).not.toMatch(/Zo/);
  });

  it('writes every text of the SDK that it knows, without what is filled in', () => {
    const { logger, lines } = capture();
    const log = temporalLogger(logger);
    for (const component of ['core', 'worker'] as const) {
      for (const text of KNOWN[component]) {
        log.warn(text.replaceAll('{}', 'Zoë Zoe'), { sdkComponent: component });
        const { msg, digest } = JSON.parse(lines.at(-1) ?? '');
        expect([text, msg, digest]).toEqual([text, expect.not.stringMatching(/not known|no constant/), undefined]);
      }
    }
    expect(lines.join()).not.toMatch(/Zo/);
  });

  it('writes what our own workflows and activities say, with the request that it is for', () => {
    const { logger, last } = capture();
    const log = temporalLogger(logger);
    const workflowId = 'breach/TOC-2026-0001';
    log.error(LINES.held, { sdkComponent: 'workflow', workflowId, code: 'conflict' });
    expect(last()).toMatchObject({ msg: LINES.held, breachId: 'TOC-2026-0001', code: 'conflict' });
    for (const line of ACTIVITY_LINES) log.info(line, { sdkComponent: 'activity', workflowId, reqId: 'r-1' });
    expect(last()).toMatchObject({ msg: [...ACTIVITY_LINES].at(-1), reqId: 'r-1', breachId: 'TOC-2026-0001' });
  });
});
