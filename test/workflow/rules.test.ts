import { describe, expect, it } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { COMMANDS } from '../../domain/breach/decide.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { ERROR_CODES } from '../../domain/errors.ts';
import { Facts } from '../../domain/facts.ts';
import type { Asker } from '../../domain/roles.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import { commandSignal, commandUpdate, QUEUES, WORKFLOWS, workflowId } from '../../workflows/messages.ts';
import { ART33, Memory } from '../support/memory.ts';
import { reportedEvent } from '../support/plans.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

/** What the breach itself refuses, whoever asks: no page, no API and no CLI stands before it here. */
const time = useTimeSkipping();

const SHA = 'a'.repeat(64);
const EVIDENCE = { file: 'f', sha256: SHA, bytes: 1, mediaType: 'text/plain', source: 'web' };
const EARLIER = '2026-11-24T07:00:00.000Z';
type Reported = Partial<(BreachEvent & { type: 'reported' })['data']>;

let number = 0;
async function start(reported: Reported = {}) {
  number += 1;
  const breachId = `TOC-2026-${4000 + number}`;
  const at = await time.now();
  const memory = new Memory(time.now);
  time.route(breachId, memory);
  const event = reportedEvent(breachId, at);
  await time.env.client.workflow.start(WORKFLOWS.breach, {
    ...{ workflowId: workflowId.breach(breachId), taskQueue: QUEUES.decisions },
    args: [{ reported: { ...event, data: { ...event.data, ...reported } } }],
  });
  const handle = time.env.client.workflow.getHandle(workflowId.breach(breachId));
  await until(() => memory.types().includes('planned'), 'the first plan');
  let keys = 0;
  const send = async (body: CommandBody, head: object) => {
    keys += 1;
    const command = { ...body, breachId, ...head, key: `k-${keys}` } as never;
    return handle.executeUpdate(commandUpdate, { updateId: `k-${keys}`, args: [command] });
  };
  return {
    ...{ at, memory, handle, send, breachId },
    ask: (body: CommandBody, role: Asker = 'dpo') => send(body, { by: role, role }),
  };
}
/** With which code, at which field it was refused. */
async function refusalOf(asked: Promise<unknown>) {
  const error = await asked.then(
    () => 'accepted',
    (e: unknown) => e,
  );
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return error;
  const [field, members] = error.cause.details ?? [];
  return { code: error.cause.type, field, members };
}

const aware = (awareAt: Instant, reasons = ''): CommandBody => ({ type: 'record-awareness', awareAt, reasons });
const file = (filedAt: Instant, change: object = {}): CommandBody => ({
  ...{ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', reasons: '', stage: 'initial', sha256: SHA },
  ...change,
});
const approve: CommandBody = { type: 'approve-filing', obligation: ART33, stage: 'initial', sha256: SHA };
const draft = (campaign: number): CommandBody => {
  return { type: 'draft-campaign', campaign, listId: 'l1', recipients: 1_200, contentHash: `h${campaign}` };
};
const letters = (campaign: number, contentHash = `h${campaign}`): CommandBody => {
  return { type: 'approve-campaign', campaign, contentHash, reasons: '' };
};
const notices = { communication: 'notices', reasons: 'A typo.' } as const;
const stop: CommandBody = { type: 'stop-communication', ...notices };
const WAIVE: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'No risk.' };
const close: CommandBody = { type: 'close', outcome: 'resolved', reasons: 'Done.' };
const ANSWERED = [{ point: 'notices-unanswered/notices', reasons: 'By telephone.' }];
const SAW_MISUSE = {
  ...{ counts: { total: 1, acknowledged: 1 }, head: { page: 99, hash: 'h' } },
  answers: { customers: 0, acknowledged: 0, lastAt: null, misuse: 1 },
};

/**
 * `before`: what is accepted first, and milliseconds that pass in between. `by`: who asks; the DPO where nobody is
 * named.
 */
type Rule = {
  before?: (at: Instant) => (CommandBody | number)[];
  asked: (at: Instant) => CommandBody;
  by?: Asker;
  code: string;
  field: string;
  /** What the refusal names. */
  names?: object;
};
const known = (at: Instant) => [aware(at)];
const ready = (at: Instant) => [aware(at), approve];

/** One line for each rule of `decide`. */
const RULES: Record<string, Rule> = {
  'a filing that nobody approved': { before: known, asked: file, code: 'not-approved', field: 'document' },
  'a filing that names no document': {
    before: known,
    asked: (at) => file(at, { stage: undefined, sha256: undefined }),
    ...{ code: 'not-approved', field: 'elsewhere' },
  },
  'a filing made elsewhere without reasons': {
    ...{ before: known, asked: (at) => file(at, { elsewhere: true }) },
    ...{ code: 'reasons-missing', field: 'reasons', names: { why: 'elsewhere' } },
  },
  'a filing dated ahead': {
    ...{ before: ready, asked: (at) => file(plusMs(at, HOUR_MS)) },
    ...{ code: 'conflict', field: 'filedAt', names: { why: 'future' } },
  },
  'a filing dated before its approval': {
    before: (at) => [aware(plusMs(at, -3 * HOUR_MS)), approve],
    asked: (at) => file(plusMs(at, -HOUR_MS)),
    ...{ code: 'conflict', field: 'filedAt', names: { why: 'approval' } },
  },
  'a filing dated before the awareness': {
    before: (at) => [...ready(at), 3 * HOUR_MS, aware(plusMs(at, 2 * HOUR_MS), 'Only then.')],
    asked: (at) => file(plusMs(at, HOUR_MS)),
    ...{ code: 'conflict', field: 'filedAt', names: { why: 'awareness' } },
  },
  'a late filing without reasons': {
    ...{ before: (at) => [...ready(at), 80 * HOUR_MS], asked: (at) => file(plusMs(at, 79 * HOUR_MS)) },
    ...{ code: 'reasons-missing', field: 'reasons', names: { why: 'late' } },
  },
  'a filing of no duty of it': {
    ...{ before: known, asked: (at) => file(at, { obligation: 'no-such' }) },
    ...{ code: 'unknown-obligation', field: 'obligation' },
  },
  'a filing of a waived duty': {
    before: (at) => [...ready(at), WAIVE],
    ...{ asked: file, code: 'not-filable', field: 'obligation' },
  },
  'a follow-up of nothing': {
    ...{ before: known, asked: () => ({ ...approve, stage: 'follow-up' }) as CommandBody },
    ...{ code: 'not-filable', field: 'stage' },
  },
  'a filing before the awareness is recorded': {
    ...{ asked: (at) => file(at, { elsewhere: true, reasons: 'x' }), code: 'awareness-missing', field: 'obligation' },
  },
  'a campaign as a filing, before it has finished': {
    before: (at) => [aware(at), draft(1)],
    asked: (at) => file(at, { elsewhere: true, reasons: 'x', campaign: 1 }),
    ...{ code: 'not-found', field: 'campaign' },
  },
  'an awareness in the future': {
    ...{ asked: (at) => aware(plusMs(at, DAY_MS)), code: 'awareness-in-the-future', field: 'awareAt' },
  },
  'an awareness of years ago without reasons': {
    ...{ asked: (at) => aware(plusMs(at, -800 * DAY_MS)), code: 'reasons-missing', field: 'reasons' },
  },
  'a correction without reasons': {
    ...{ before: known, asked: (at) => aware(plusMs(at, -HOUR_MS)), code: 'reasons-missing', field: 'reasons' },
  },
  'an awareness by a reporter': { asked: aware, by: 'reporter', code: 'forbidden', field: 'role' },
  'a duty switched on by a deputy': {
    asked: () => ({ type: 'amend-facts', facts: { switchedOn: [ART33] }, narrative: {}, reasons: 'x' }),
    ...{ by: 'deputy', code: 'forbidden', field: 'facts.switchedOn' },
  },
  'a duty switched on that there is not': {
    asked: () => ({ type: 'amend-facts', facts: { switchedOn: ['no-such'] }, narrative: {}, reasons: 'x' }),
    ...{ code: 'unknown-obligation', field: 'obligation' },
  },
  'facts without reasons': {
    asked: () => ({ type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: '' }),
    ...{ code: 'reasons-missing', field: 'reasons' },
  },
  'a decision without reasons': {
    asked: () => ({ type: 'decide-risk', articles: ['art33'], conclusion: 'risk', reasons: '' }),
    ...{ code: 'reasons-missing', field: 'reasons' },
  },
  'a waiver without reasons': {
    ...{ before: known, asked: () => ({ ...WAIVE, reasons: '' }) as CommandBody },
    ...{ code: 'reasons-missing', field: 'reasons' },
  },
  'a waiver of what is waived': {
    before: (at) => [aware(at), WAIVE],
    ...{ asked: () => WAIVE, code: 'not-filable', field: 'obligation' },
  },
  'a waiver taken back without reasons': {
    ...{ before: known, asked: () => ({ type: 'resume-obligation', obligation: ART33, reasons: '' }) },
    ...{ code: 'reasons-missing', field: 'reasons' },
  },
  'a waiver taken back of no duty of it': {
    asked: () => ({ type: 'resume-obligation', obligation: 'no-such', reasons: 'x' }),
    ...{ code: 'unknown-obligation', field: 'obligation' },
  },
  'a campaign out of its turn': { asked: () => draft(2), code: 'conflict', field: 'campaign' },
  'letters that nobody drafted': { asked: () => letters(1), code: 'unknown-campaign', field: 'campaign' },
  'other letters than were drafted': {
    ...{ before: () => [draft(1)], asked: () => letters(1, 'other'), code: 'conflict', field: 'contentHash' },
  },
  'a second campaign to one list': {
    before: (at) => [aware(at), draft(1), letters(1), draft(2)],
    ...{ asked: () => letters(2), code: 'conflict', field: 'campaign' },
  },
  'a pause of nothing': {
    asked: () => ({ type: 'pause-communication', ...notices, because: 'asked' }),
    ...{ code: 'not-found', field: 'communication' },
  },
  'a pause without reasons': {
    before: known,
    asked: () => ({ type: 'pause-communication', communication: 'notices', because: 'asked', reasons: '' }),
    ...{ code: 'reasons-missing', field: 'reasons' },
  },
  'a stop without reasons': {
    ...{ before: known, asked: () => ({ ...stop, reasons: '' }) as CommandBody },
    ...{ code: 'reasons-missing', field: 'reasons' },
  },
  'what was stopped for good, resumed': {
    before: (at) => [aware(at), stop],
    asked: () => ({ type: 'resume-communication', ...notices }),
    ...{ code: 'conflict', field: 'communication' },
  },
  'a closing without reasons': {
    ...{ asked: () => ({ ...close, reasons: '' }) as CommandBody, code: 'reasons-missing', field: 'reasons' },
  },
  'a closing over a running clock': {
    ...{
      before: known,
      asked: () => close,
      code: 'clocks-still-running',
      field: 'breach',
      names: { obligations: [ART33] },
    },
  },
  'a closing as resolved without an awareness': {
    ...{ asked: () => close, code: 'awareness-missing', field: 'outcome' },
  },
  'a closing over notices that nobody answered': {
    ...{ before: (at) => [aware(at), WAIVE, HOUR_MS], asked: () => close, code: 'closing-blocked', field: 'over' },
    names: { points: ['notices-unanswered/notices'] },
  },
  'a closing over them with reasons for something else': {
    before: (at) => [aware(at), WAIVE, HOUR_MS],
    asked: () => ({ ...close, over: [{ point: 'misuse', reasons: 'None.' }] }) as CommandBody,
    ...{ code: 'closing-blocked', field: 'over', names: { points: ['notices-unanswered/notices'] } },
  },
  'what was found in the ledger just before': {
    before: (at) => [aware(at), WAIVE, HOUR_MS],
    asked: () =>
      ({ ...close, over: ANSWERED, looked: { standings: { notices: SAW_MISUSE }, behind: [] } }) as CommandBody,
    ...{ code: 'closing-blocked', field: 'over', names: { points: ['misuse'] } },
  },
  'a reopening of what is open': {
    ...{ before: known, asked: () => ({ type: 'reopen', reasons: 'x' }), code: 'conflict', field: 'breach' },
  },
  'a reopening without reasons': {
    ...{ asked: () => ({ type: 'reopen', reasons: '' }), code: 'reasons-missing', field: 'reasons' },
  },
  'a reopening by a responder': {
    ...{ asked: () => ({ type: 'reopen', reasons: 'x' }), by: 'responder', code: 'forbidden', field: 'role' },
  },
  'a filing by notices that are not all acknowledged': {
    before: known,
    asked: (at) => file(at, { sha256: undefined, stage: 'complete', notices: { page: 1, hash: '' } }),
    ...{ code: 'not-filable', field: 'obligation' },
  },
  'a closing by a responder': { asked: () => close, by: 'responder', code: 'forbidden', field: 'role' },
};

describe('a breach refuses, before anything of it enters its history', () => {
  it.each(Object.entries(RULES))('%s', async (_, { before, asked, by = 'dpo', code, field, names = {} }) => {
    const { at, memory, handle, ask } = await start();
    let accepted = 0;
    for (const step of before?.(at) ?? []) {
      if (typeof step === 'number') await time.sleep(step);
      else await ask(step);
      accepted += Number(typeof step !== 'number');
    }
    const refused = await refusalOf(ask(asked(at), by));
    expect(ERROR_CODES).toContain(code);
    expect(refused).toEqual({ code, field, members: expect.objectContaining(names) });
    const { events = [] } = await handle.fetchHistory();
    const updates = (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
    expect(updates).toHaveLength(accepted);
    const people = memory.stream.filter((event) => event.type !== 'reported' && event.by !== 'engine');
    expect(people).toHaveLength(accepted);
  });

  it('every command of somebody whose role may not ask it', async () => {
    const { send } = await start();
    for (const type of COMMANDS) {
      const refused = refusalOf(send({ type } as CommandBody, { by: 'auditor', role: 'auditor' }));
      expect([type, await refused]).toEqual([type, { code: 'forbidden', field: 'role', members: {} }]);
    }
  });

  it('what is asked in no role, whoever sends it', async () => {
    const { at, memory, send } = await start();
    for (const by of ['dpo', 'engine']) {
      const nameless = await refusalOf(send(aware(at), { by, role: undefined }));
      expect(nameless).toMatchObject({ code: 'forbidden', field: 'role' });
    }
    expect(memory.state().awareness).toEqual([]);
  });
});

describe('by signal, where no validator looks, a breach takes', () => {
  it('nothing that a person decides, that the same rules refuse, or that was asked of another breach', async () => {
    const { at, memory, handle, ask } = await start();
    const other = await start();
    const command = (key: string, body: CommandBody, head: object) => ({ ...body, key, ...head }) as never;
    const dpo = { by: 'dpo', role: 'dpo' };
    await handle.signal(commandSignal, command('aware', aware(at), { by: 'responder' }));
    await until(() => memory.types().includes('awareness-recorded'), 'the awareness');
    await ask(approve);
    const filedAt = await time.now();
    await handle.signal(commandSignal, command('decided', file(filedAt), dpo));
    await handle.signal(commandSignal, command('no-role', file(filedAt), { by: 'dpo' }));
    const elsewhere = { ...dpo, breachId: other.breachId };
    await handle.signal(commandSignal, command('copied', aware(plusMs(at, -HOUR_MS), 'x'), elsewhere));
    await handle.signal(
      commandSignal,
      command('reporter', aware(plusMs(at, -HOUR_MS), 'x'), { by: 'r', role: 'reporter' }),
    );
    const last: CommandBody = { type: 'add-evidence', evidence: EVIDENCE, systems: [] };
    await handle.signal(commandSignal, command('last', last, dpo));
    await until(() => memory.types().includes('evidence-added'), 'what was sent last');
    expect(memory.types().filter((type) => /^(filed|awareness-)/.test(type))).toEqual(['awareness-recorded']);
  });
});

describe('what was asked of one breach', () => {
  it('is refused by every other, and so is what names none', async () => {
    const [one, other] = [await start(), await start()];
    const dpo = { by: 'dpo', role: 'dpo' };
    const copied = other.send(aware(other.at), { ...dpo, breachId: one.breachId });
    expect(await refusalOf(copied)).toMatchObject({ code: 'forbidden', field: 'breach' });
    const nameless = other.send(aware(other.at), { ...dpo, breachId: undefined });
    expect(await refusalOf(nameless)).toMatchObject({ code: 'unavailable', field: 'breach' });
    expect(other.memory.state().awareness).toEqual([]);
  });
});

describe('a report, whoever starts its workflow', () => {
  const switching = Facts.parse({ systems: ['console'], switchedOn: [ART33] });

  it('switches on nothing where its role may not: the report is taken and what it says is kept beside it', async () => {
    const { at, memory } = await start({ role: 'reporter', facts: switching, suggested: { awareAt: EARLIER } });
    expect(memory.state()).toMatchObject({ status: 'suspected', awareness: [], facts: { switchedOn: [] } });
    expect(memory.state().suggested).toEqual({ awareAt: EARLIER, switchedOn: [ART33] });
    expect(memory.state().reportedAt).toBe(at);
  });

  it('of the DPO does', async () => {
    const { memory } = await start({ role: 'dpo', facts: switching });
    expect(memory.state().facts.switchedOn).toEqual([ART33]);
  });
});
