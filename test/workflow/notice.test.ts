import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliverNoticeRequest, MisuseRequest } from '../../activities/types.ts';
import { HOUR_MS, toInstant } from '../../domain/time.ts';
import {
  acknowledgedSignal,
  endSignal,
  MISUSE,
  type NoticeInput,
  QUEUES,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { noticeTo } from '../support/plans.ts';
import { startTimeSkipping, type TimeSkipping } from '../support/timeskipping.ts';

let temporal: TimeSkipping;
let env: TimeSkipping['env'];
beforeAll(async () => {
  temporal = await startTimeSkipping();
  env = temporal.env;
});
afterAll(async () => {
  await temporal?.stop();
});

type Sent = { step: string; contact: string; hours: number };
let number = 0;

async function setUp(result: (request: DeliverNoticeRequest) => 'sent' | 'refused' | 'away' = () => 'sent') {
  number += 1;
  const started = await env.currentTimeMs();
  const breachId = `TOC-2026-${2000 + number}`;
  const sent: Sent[] = [];
  const misuse: MisuseRequest[] = [];
  const activities = {
    async warnOfMisuse(request: MisuseRequest) {
      misuse.push(request);
    },
    async deliverNotice(request: DeliverNoticeRequest) {
      const hours = Math.round(((await env.currentTimeMs()) - started) / HOUR_MS);
      sent.push({ step: request.step, contact: request.contact, hours });
      const became = result(request);
      if (became === 'away') throw new Error('The mail server is away.');
      return { result: became, contact: request.contact };
    },
  };
  const input: NoticeInput = { breachId, exercise: null, notice: noticeTo('fjord', toInstant(started)), deliveries: 0 };
  const begin = () =>
    env.client.workflow.start(WORKFLOWS.notice, {
      workflowId: workflowId.notice(breachId, 'fjord'),
      taskQueue: QUEUES.decisions,
      args: [input],
    });
  temporal.route(breachId, activities);
  return { begin, sent, misuse };
}

describe('a notice', () => {
  it('nobody answers is sent, reminded, escalated to the second contact, reminded to both, and expires', async () => {
    const { begin, sent } = await setUp();
    await (await begin()).result();
    expect(sent).toEqual([
      { step: 'first', contact: 'first', hours: 0 },
      { step: 'reminder', contact: 'first', hours: 12 },
      { step: 'reminder', contact: 'first', hours: 24 },
      { step: 'escalation', contact: 'second', hours: 24 },
      { step: 'reminder', contact: 'first', hours: 48 },
      { step: 'reminder', contact: 'second', hours: 48 },
    ]);
  });

  it('that is acknowledged brings no more mail', async () => {
    const { begin, sent } = await setUp();
    const handle = await begin();
    await env.sleep(13 * HOUR_MS);
    await handle.signal(acknowledgedSignal, { at: toInstant(0) });
    await handle.result();
    await env.sleep(100 * HOUR_MS);
    expect(sent.map((s) => s.step)).toEqual(['first', 'reminder']);
  });

  it('whose first contact takes nothing goes to the second when the next step is due, and is told so', async () => {
    const { begin, sent } = await setUp((r) => (r.contact === 'first' ? 'away' : 'sent'));
    const handle = await begin();
    await env.sleep(13 * HOUR_MS);
    await handle.signal(acknowledgedSignal, { at: toInstant(0) });
    await handle.result();
    expect(sent.filter((s) => s.contact === 'second')).toEqual([{ step: 'escalation', contact: 'second', hours: 12 }]);
  });

  it('answered with signs of misuse makes the DPO call', async () => {
    const { begin, misuse } = await setUp();
    const handle = await begin();
    await env.sleep(HOUR_MS);
    await handle.signal(endSignal, { why: MISUSE });
    await handle.result();
    expect(misuse).toEqual([expect.objectContaining({ counterparty: 'fjord', round: 1 })]);
  });

  it('whose first contact refuses for good goes to the second at once', async () => {
    const { begin, sent } = await setUp((r) => (r.contact === 'first' ? 'refused' : 'sent'));
    const handle = await begin();
    await env.sleep(HOUR_MS);
    await handle.signal(acknowledgedSignal, { at: toInstant(0) });
    await handle.result();
    expect(sent).toEqual([
      { step: 'first', contact: 'first', hours: 0 },
      { step: 'escalation', contact: 'second', hours: 0 },
    ]);
  });
});
