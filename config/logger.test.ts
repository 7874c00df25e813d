import { describe, expect, it } from '@jest/globals';
import type { SdkComponent } from '@temporalio/common';
import { TocsinError } from '../domain/errors.ts';
import { createLogger, type Log } from './logger.ts';
import { temporalLogger } from './temporal-logger.ts';

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
    expect(last()).toMatchObject({
      ...{ workflowId: 'breach/TOC-2026-0001', runId: '01a2-77', errorType: 'TMPRL1100' },
      ...{ at: target, msg: 'Failing workflow task' },
    });
    const error = 'Status { code: Unavailable, message: "tcp connect error to zoe" }';
    log.warn('gRPC call poll_workflow_task_queue retried 6 times', { sdkComponent: 'core', target, error });
    expect(last()).toMatchObject({ errorType: 'Unavailable' });
    expect(last().workflowId).toBeUndefined();
    expect(lines.join()).not.toMatch(/zoe|Zoë/);
  });
});
