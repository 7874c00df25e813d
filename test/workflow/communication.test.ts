import { describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type { CommandBody } from '../../domain/breach/commands.ts';
import type { CommunicationName } from '../../domain/communication/standing.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs, toMs } from '../../domain/time.ts';
import {
  type CommunicationInput,
  commandUpdate,
  endSignal,
  nudgeSignal,
  orderSignal,
  QUEUES,
  stateQuery,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { Memory } from '../support/memory.ts';
import { noticeTo, reportedEvent } from '../support/plans.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

const time = useTimeSkipping();

let number = 0;
const MISUSE = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana' } as const;
const NO_MISUSE = { ...MISUSE, misuse: 'no' } as const;
const CAMPAIGN: CommandBody[] = [
  { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 1_200, contentHash: 'h' },
  { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' },
];
const control = (verb: 'resume' | 'stop', communication: CommunicationName = 'notices'): CommandBody => ({
  ...{ type: `${verb}-communication`, communication, reasons: 'Because.' },
});
const pause = (communication: CommunicationName = 'notices'): CommandBody => ({
  ...{ type: 'pause-communication', communication, because: 'asked', reasons: 'A typo.' },
});
const amend = (peopleConcerned: number): CommandBody => ({
  ...{ type: 'amend-facts', facts: { peopleConcerned }, narrative: {}, reasons: 'Counted.' },
});

const { now } = time;

/** A breach with its ledgers in memory; its notices begin with the awareness. */
async function open(memory = new Memory(now)) {
  number += 1;
  const breachId = `TOC-2026-${2000 + number}`;
  const at = await now();
  time.route(breachId, memory);
  const id = workflowId.breach(breachId);
  await time.env.client.workflow.start(WORKFLOWS.breach, {
    ...{ workflowId: id, taskQueue: QUEUES.decisions, args: [{ reported: reportedEvent(breachId, at) }] },
  });
  let key = 0;
  const ask = async (...bodies: CommandBody[]) => {
    for (const body of bodies) {
      key += 1;
      const args: [never] = [{ ...body, by: 'dpo', role: 'dpo', key: `ask-${key}`, breachId } as never];
      await time.env.client.workflow.getHandle(id).executeUpdate(commandUpdate, { updateId: `ask-${key}`, args });
    }
  };
  const child = (name: CommunicationName = 'notices') =>
    time.env.client.workflow.getHandle(workflowId.communication(breachId, name));
  const answer = async (answers: typeof MISUSE | typeof NO_MISUSE, counterparty = 'fjord') => {
    memory.notices.acknowledge(counterparty, await now(), answers);
    await child().signal(nudgeSignal);
  };
  const aware = () => ask({ type: 'record-awareness', awareAt: at, reasons: '' });
  const sent = () =>
    memory.sent.map(({ step, contact, at: when }) => {
      return `${step} ${contact} ${Math.round((toMs(when) - toMs(at)) / HOUR_MS)}`;
    });
  /** One communication alone, as its breach starts it. */
  const begin = (change: Partial<CommunicationInput> = {}) => {
    const input: CommunicationInput = {
      ...{ breachId, communication: 'notices', listId: null, exercise: null, because: null, turn: 0, told: 'all' },
      ...change,
    };
    const workflow = { workflowId: child(input.communication).workflowId, taskQueue: QUEUES.decisions, args: [input] };
    return time.env.client.workflow.start(WORKFLOWS.communication, workflow);
  };
  const standing = (name: CommunicationName = 'notices') => memory.state().communications[name];
  return { memory, breachId, ask, aware, answer, child, sent, begin, standing, id };
}

/** Without the clock being skipped meanwhile: of several that wait for each other, one would run out of its time. */
async function ended(handle: WorkflowHandle): Promise<void> {
  await until(async () => {
    try {
      return (await handle.describe()).status.name === 'COMPLETED';
    } catch (error) {
      // It is about to be started.
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  });
}

describe('a notice', () => {
  it('nobody answers is sent, reminded, escalated to the second contact, reminded to both, and expires', async () => {
    const { aware, sent, standing } = await open();
    await aware();
    await time.sleep(31 * 24 * HOUR_MS);
    expect(sent()).toEqual([
      ...['first first 0', 'reminder first 12', 'reminder first 24', 'escalation second 24'],
      ...['reminder first 48', 'reminder second 48'],
    ]);
    expect(standing()).toMatchObject({ status: 'finished', counts: { total: 1, expired: 1 } });
  });

  it('that is answered brings no more mail, and the last answer ends the workflow', async () => {
    const { aware, answer, sent, standing, child } = await open();
    await aware();
    await time.sleep(13 * HOUR_MS);
    await answer(NO_MISUSE);
    await ended(child());
    await time.sleep(100 * HOUR_MS);
    expect(sent()).toEqual(['first first 0', 'reminder first 12']);
    expect(standing()).toMatchObject({ status: 'finished', counts: { total: 1, acknowledged: 1 } });
  });

  it.each(['refused', 'failed'] as const)(
    'whose first letter is %s goes to the second contact at once',
    async (how) => {
      const { aware, memory, sent } = await open();
      memory.deliver = (_, { contact }) => (contact === 'first' ? how : 'sent');
      await aware();
      await time.sleep(HOUR_MS);
      expect(sent()).toEqual(['first first 0', 'escalation second 0']);
    },
  );
});

describe('signs of misuse', () => {
  it('make somebody call, once', async () => {
    const { aware, answer, memory, child } = await open();
    memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('gull', at)];
    await aware();
    await time.sleep(HOUR_MS);
    await answer(MISUSE);
    await time.sleep(40 * HOUR_MS);
    await child().signal(nudgeSignal);
    await time.sleep(HOUR_MS);
    expect(memory.misuse).toEqual([expect.objectContaining({ counterparty: 'fjord', round: 1 })]);
  });

  it('that one party sees again while the first is being told are told too, by the last to answer', async () => {
    const { aware, answer, memory, child } = await open();
    const [count, warn] = [memory.countLedger, memory.warnOfMisuse];
    let signs = 1;
    memory.countLedger = async (request) => {
      const standing = await count(request);
      return { ...standing, misuse: standing.misuse.map((sign) => ({ ...sign, signs })) };
    };
    memory.warnOfMisuse = async (request) => {
      if (signs === 1) throw new Error('The mail server is away.');
      await warn(request);
    };
    await aware();
    await time.sleep(HOUR_MS);
    await answer(MISUSE);
    await time.sleep(MINUTE_MS);
    signs = 2;
    await child().signal(nudgeSignal);
    await ended(child());
    expect(memory.misuse.map((told) => told.signs).toSorted()).toEqual([1, 2]);
    Object.assign(memory, { countLedger: count, warnOfMisuse: warn });
  });

  it('of the last to answer are told though the mail server is away, and hold up nothing', async () => {
    const { aware, answer, memory, child, ask, standing } = await open();
    const warn = memory.warnOfMisuse;
    memory.warnOfMisuse = async () => {
      throw new Error('The mail server is away.');
    };
    await aware();
    await time.sleep(HOUR_MS);
    await answer(MISUSE);
    await until(() => standing()?.status === 'finished');
    // The breach has told it to end, and goes on meanwhile: another is to be told, by the same workflow.
    memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('gull', at)];
    await ask(amend(1));
    await until(() => memory.sent.some(({ counterparty }) => counterparty === 'gull'));
    expect(memory.misuse).toEqual([]);
    memory.warnOfMisuse = warn;
    await time.sleep(5 * MINUTE_MS);
    expect(memory.misuse).toHaveLength(1);
    expect((await child().describe()).status.name).toBe('RUNNING');
    expect(memory.sent.filter(({ counterparty }) => counterparty === 'fjord')).toHaveLength(1);
  });
});

describe('a person who controls it', () => {
  it('pauses: nothing leaves; resumes: what is due leaves at once, and missed reminders as one', async () => {
    const { aware, ask, sent, standing } = await open();
    await aware();
    await time.sleep(HOUR_MS);
    await ask(pause());
    await time.sleep(49 * HOUR_MS);
    expect(sent()).toEqual(['first first 0']);
    expect(standing()).toMatchObject({ status: 'paused', because: 'asked' });
    await ask(control('resume'));
    await until(() => sent().length === 3);
    expect(sent().slice(1)).toEqual(['reminder first 50', 'escalation second 50']);
    expect(standing()?.status).toBe('running');
  });

  it('stops: nothing leaves any more, and the ledger keeps what was done', async () => {
    const { aware, ask, sent, standing, child } = await open();
    await aware();
    await time.sleep(HOUR_MS);
    await ask(control('stop'));
    await ended(child());
    await time.sleep(60 * HOUR_MS);
    expect(sent()).toEqual(['first first 0']);
    expect(standing()).toMatchObject({ status: 'stopped', counts: { total: 1, sent: 1 }, nextAt: null });
  });

  it('is asked before others are told that a stop did not know of', async () => {
    const { aware, ask, memory, standing } = await open();
    await aware();
    await time.sleep(HOUR_MS);
    await ask(control('stop'));
    memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('gull', at)];
    await ask(amend(1));
    await time.sleep(HOUR_MS);
    expect(standing()).toMatchObject({ status: 'paused', because: 'changed-after-stop' });
    expect(memory.sent.map(({ counterparty }) => counterparty)).toEqual(['fjord']);
    await ask(control('resume'));
    await until(() => memory.sent.some(({ counterparty }) => counterparty === 'gull'));
  });

  it('resumes what paused by itself before its breach could answer that: it goes on', async () => {
    const { ask, aware, memory, id } = await open();
    const breach = time.env.client.workflow.getHandle(id);
    await aware();
    await time.sleep(HOUR_MS);
    // While the database is away, the breach decides and cannot reach it.
    memory.appendError = new Error('MongoDB is away.');
    memory.stop = () => 'refusals';
    await time.sleep(12 * HOUR_MS);
    const state = await breach.query(stateQuery);
    expect(state.communications.notices).toMatchObject({ status: 'paused', because: 'refusals' });
    memory.stop = () => null;
    // It is answered once it is stored.
    const resumed = ask(control('resume'));
    await until(async () => (await breach.query(stateQuery)).communications.notices?.status === 'running');
    memory.appendError = null;
    await resumed;
    await time.sleep(MINUTE_MS);
    expect(memory.sent.map(({ step }) => step)).toEqual(['first', 'reminder']);
  });
});

describe('others who are to be told in the middle', () => {
  it('are told, one who is not concerned any more is left alone, and nobody is told twice', async () => {
    const { aware, ask, memory, standing } = await open();
    memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('heron', at)];
    await aware();
    await time.sleep(HOUR_MS);
    memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('gull', at)];
    await ask(amend(1));
    await time.sleep(12 * HOUR_MS);
    await ask(amend(2));
    await time.sleep(HOUR_MS);
    expect(memory.sent.map(({ counterparty, step }) => `${counterparty} ${step}`).toSorted()).toEqual([
      ...['fjord first', 'fjord reminder', 'gull first', 'gull reminder', 'heron first'],
    ]);
    expect(standing()?.counts).toMatchObject({ total: 3, withdrawn: 1, reminded: 2 });
  });

  it('begin anew what had finished', async () => {
    const { aware, ask, answer, memory, standing, child } = await open();
    await aware();
    await time.sleep(HOUR_MS);
    await answer(NO_MISUSE);
    await ended(child());
    await until(() => standing()?.status === 'finished');
    memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('gull', at)];
    await ask(amend(1));
    await time.sleep(HOUR_MS);
    expect(memory.sent.map(({ counterparty }) => counterparty)).toEqual(['fjord', 'gull']);
    expect(standing()?.status).toBe('running');
  });
});

describe('a mail server', () => {
  it('that is away is waited for, with ever longer pauses, and nobody is asked', async () => {
    const { aware, memory, sent, child } = await open();
    memory.stop = () => 'outage';
    await aware();
    await time.sleep(3 * HOUR_MS);
    const { historyLength } = await child().describe();
    // Its history grows by some 25 events a minute then, and is renewed in the end.
    expect(historyLength).toBeLessThan(3 * 60 * 30);
    expect(memory.pauses).toEqual([]);
    memory.stop = () => null;
    await time.sleep(2 * MINUTE_MS);
    expect(sent()).toEqual(['first first 3']);
  });

  it('that is busy makes it pause, say so, and go on after five minutes', async () => {
    const { aware, memory, standing } = await open();
    memory.stop = () => 'busy';
    await aware();
    await time.sleep(4 * MINUTE_MS);
    expect(standing()).toMatchObject({ status: 'paused', because: 'busy' });
    expect(memory.pauses).toEqual([expect.objectContaining({ communication: 'notices', because: 'busy' })]);
    memory.stop = () => null;
    await time.sleep(2 * MINUTE_MS);
    expect([standing()?.status, memory.sent.length]).toEqual(['running', 1]);
  });

  it('that is busy does not end the pause that a person asks for meanwhile', async () => {
    const { aware, ask, memory, standing } = await open();
    memory.stop = () => 'busy';
    await aware();
    await time.sleep(MINUTE_MS);
    memory.stop = () => null;
    await ask(pause());
    await time.sleep(HOUR_MS);
    expect([standing()?.because, memory.sent.length]).toEqual(['asked', 0]);
    await ask(control('resume'));
    await until(() => memory.sent.length > 0);
  });

  it.each(['connections-lost', 'refusals'] as const)(
    'that gives %s makes it pause until a person resumes',
    async (why) => {
      const { aware, ask, memory, standing } = await open();
      memory.stop = () => why;
      await aware();
      await time.sleep(HOUR_MS);
      memory.stop = () => null;
      await time.sleep(30 * HOUR_MS);
      expect(standing()).toMatchObject({ status: 'paused', because: why });
      expect([memory.pauses.length, memory.sent.length]).toEqual([1, 0]);
      await ask(control('resume'));
      await until(() => memory.sent.length > 0);
    },
  );
});

describe('a ledger', () => {
  it('that says something is due, where nothing is found to do, is not asked again and again', async () => {
    const { aware, memory } = await open();
    const work = memory.workPage;
    let pages = 0;
    memory.workPage = async () => {
      pages += 1;
      return { acted: 0, isMore: false, stopped: null };
    };
    await aware();
    await time.sleep(10 * MINUTE_MS);
    expect(pages).toBeLessThan(100);
    memory.workPage = work;
    await time.sleep(2 * MINUTE_MS);
    expect(memory.sent).toHaveLength(1);
  });

  it('that cannot be worked for good does not end the workflow: somebody mends it, and it goes on', async () => {
    const { aware, memory, child } = await open();
    const work = memory.workPage;
    memory.workPage = async () => {
      throw ApplicationFailure.nonRetryable('Other content is stored there.', 'conflict');
    };
    await aware();
    await time.sleep(HOUR_MS);
    expect((await child().describe()).status.name).toBe('RUNNING');
    memory.workPage = work;
    await child().signal(nudgeSignal);
    await until(() => memory.sent.length > 0);
  });
});

describe('a campaign', () => {
  it('is sent page by page, and says so to its breach when everybody is settled', async () => {
    const { aware, ask, memory, standing, child } = await open();
    await aware();
    await ask(...CAMPAIGN);
    await ended(child('campaign/1'));
    expect(memory.pages.filter(({ communication }) => communication === 'campaign/1')).toHaveLength(3);
    await until(() => standing('campaign/1')?.status === 'finished');
    expect(standing('campaign/1')?.counts).toEqual({ total: 1_200, sent: 1_200 });
    await until(() => memory.state().campaigns[0]?.counts?.sent === 1_200);
    expect(memory.state().campaigns[0]?.status).toBe('finished');
  });

  it('sleeps until those are tried again whose servers said "not now", and ends with them', async () => {
    const { aware, ask, memory, child } = await open();
    memory.letters = { total: 3, left: 3 };
    const again = plusMs(await now(), 30 * MINUTE_MS);
    const [work, count] = [memory.workPage, memory.countLedger];
    const tries: Instant[] = [];
    memory.workPage = async (request) => {
      if (request.communication === 'notices' || !request.slots.includes(0)) return work(request);
      tries.push(await now());
      memory.letters.left = tries.length > 1 ? 0 : 1;
      return { acted: 1, isMore: false, stopped: null };
    };
    memory.countLedger = async (request) => {
      const counted = await count(request);
      const isWaiting = request.communication !== 'notices' && memory.letters.left === 1;
      return isWaiting ? { ...counted, nextAt: again } : counted;
    };
    await aware();
    await ask(...CAMPAIGN);
    await time.sleep(HOUR_MS);
    await ended(child('campaign/1'));
    expect(tries.map((at) => Math.round((toMs(at) - toMs(again)) / MINUTE_MS))).toEqual([-30, 0]);
  });

  it('that is stopped by a person is stopped in the breach too, which can be closed then', async () => {
    const { aware, ask, memory, child, standing } = await open();
    memory.stop = () => 'outage';
    await aware();
    await ask(...CAMPAIGN);
    await until(() => memory.pages.some(({ communication }) => communication === 'campaign/1'));
    await ask(control('stop', 'campaign/1'));
    memory.stop = () => null;
    await ended(child('campaign/1'));
    expect([standing('campaign/1')?.status, memory.state().campaigns[0]?.status]).toEqual(['stopped', 'stopped']);
    await ask({ type: 'close', outcome: 'not-a-breach', reasons: 'A test.', over: OVER_NOTICES });
  });

  it('of 20 pages keeps no command of a person waiting', async () => {
    const { aware, ask, memory, child } = await open();
    memory.letters = { total: 10_000, left: 10_000 };
    const work = memory.workPage;
    memory.workPage = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return work(request);
    };
    await aware();
    await ask(...CAMPAIGN);
    await until(() => memory.letters.left < 9_000);
    await ask(amend(1), amend(2));
    expect(memory.state().facts.peopleConcerned).toBe(2);
    expect(memory.letters.left).toBeGreaterThan(0);
    // An attempt that takes a moment would run out of its time once the clock is skipped.
    memory.workPage = work;
    await ended(child('campaign/1'));
    expect(memory.letters.left).toBe(0);
  });
});

/** Each nudge makes the history longer; a warning that waits for its next try is given up only as time goes on. */
async function nudgeUntilRenewed(handle: WorkflowHandle, first: string): Promise<void> {
  for (let tries = 0; (await handle.describe()).runId === first; tries += 1) {
    if (tries > 50) throw new Error('It was not renewed.');
    await handle.signal(nudgeSignal);
    await time.sleep(MINUTE_MS);
  }
}

async function sleepUntilEnded(handle: WorkflowHandle): Promise<void> {
  for (let days = 0; (await handle.describe()).status.name === 'RUNNING'; days += 1) {
    if (days > 100) throw new Error('It did not end.');
    await time.sleep(24 * HOUR_MS);
  }
}

describe('a communication whose history has grown long', () => {
  it('of notices goes on in a new run, with its answers and orders, and tells nobody twice', async () => {
    const { begin, child, memory, answer, sent } = await open();
    memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('gull', at)];
    const plan = memory.planLedger;
    let plans = 0;
    memory.planLedger = async (request) => {
      plans += 1;
      return plan(request);
    };
    const { firstExecutionRunId: first } = await begin({ renewAfter: 40 });
    // Time is skipped only while it waits for its next step.
    await until(() => sent().length >= 2);
    await time.sleep(25 * HOUR_MS);
    await answer(NO_MISUSE);
    expect((await child().describe()).runId).not.toBe(first);
    await child().signal(orderSignal, { because: 'asked', turn: 1, told: 'all' });
    await time.sleep(30 * HOUR_MS);
    await child().signal(orderSignal, { because: null, turn: 2, told: 'all' });
    await until(() => sent().length >= 10);
    await sleepUntilEnded(child());
    expect(sent().toSorted()).toEqual(
      [
        ...['first first 0', 'first first 0', 'reminder first 12', 'reminder first 12'],
        ...['reminder first 24', 'reminder first 24', 'escalation second 24', 'escalation second 24'],
        ...['reminder first 55', 'reminder second 55'],
      ].toSorted(),
    );
    expect(plans).toBe(1);
  });

  it('of letters goes on with the next page', async () => {
    const { begin, child, memory } = await open();
    memory.letters = { total: 10_000, left: 10_000 };
    const { firstExecutionRunId: first } = await begin({
      ...{ communication: 'campaign/1', listId: 'l1', told: '', renewAfter: 50 },
    });
    await ended(child('campaign/1'));
    expect((await child('campaign/1').describe()).runId).not.toBe(first);
    expect(memory.pages).toHaveLength(20);
  });

  it('takes its own pause along, and the warning of it that could not leave yet', async () => {
    const { begin, child, memory } = await open();
    const warn = memory.warnOfPause;
    let tries = 0;
    memory.warnOfPause = async () => {
      tries += 1;
      throw new Error('The mail server is away.');
    };
    memory.stop = () => 'refusals';
    const { firstExecutionRunId: first } = await begin({ renewAfter: 40 });
    await until(() => tries > 0);
    await nudgeUntilRenewed(child(), first);
    memory.stop = () => null;
    memory.warnOfPause = warn;
    await time.sleep(HOUR_MS);
    expect([memory.pauses.length, memory.sent.length]).toEqual([1, 0]);
    await child().signal(orderSignal, { because: null, turn: 2, told: 'all' });
    await until(() => memory.sent.length > 0);
    await child().signal(endSignal, { why: 'test over' });
    await ended(child());
  });

  it('that was told to end ends in the new run', async () => {
    const { begin, child, memory, answer } = await open();
    const warn = memory.warnOfMisuse;
    memory.warnOfMisuse = async () => {
      throw new Error('The mail server is away.');
    };
    const { firstExecutionRunId: first } = await begin({ renewAfter: 40 });
    await until(() => memory.sent.length > 0);
    await answer(MISUSE);
    await child().signal(endSignal, { why: 'test over' });
    await nudgeUntilRenewed(child(), first);
    memory.warnOfMisuse = warn;
    await sleepUntilEnded(child());
    expect([memory.misuse.length, memory.sent.length]).toEqual([1, 1]);
  });
});
