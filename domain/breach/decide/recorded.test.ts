import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../../test/support/plans.ts';
import type { CommandBody } from '../commands.ts';
import { decide, decideAsIn, decideUnexplained } from '../decide.ts';
import { evolve } from '../evolve.ts';
import type { BreachState } from '../state.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const reported: BreachState = evolve(null, reportedEvent('TOC-2026-0001', NOW));
const asked = (body: CommandBody, by = 'user:7', more: object = {}) => ({
  ...commandOf(body, { at: NOW, by, key: 'asked' }),
  ...more,
});
const having = (...bodies: CommandBody[]): BreachState =>
  bodies.reduce((state, body, i) => {
    const by = body.type === 'apply-plan' ? 'engine' : 'dpo';
    return accepted(state, commandOf(body, { at: NOW, by, key: `k${i}` })).state;
  }, reported);
const task: CommandBody = { type: 'add-task', text: 'Call', owner: null, due: null };
const note: CommandBody = { type: 'add-note', text: 'She was there.', privileged: true };
const call: CommandBody = { type: 'log-call', calledAt: NOW, partner: 'Dana', said: 'It is shut.' };
const words: CommandBody = { type: 'add-words', text: 'I found it.' };
const waive: CommandBody = { type: 'waive-obligation', obligation: 'duty', reasons: 'No risk.' };
const evidence = { file: 'f', sha256: 'f', bytes: 1, mediaType: 'application/json', source: 'probe' };
const reasons = 'Because it is so.';

describe('what somebody gives is on record with the event', () => {
  it.each<[string, BreachState, CommandBody, object[]]>([
    ['a hand-over', reported, { type: 'hand-over', to: 'user:2', reasons }, [{ personal: { reasons } }]],
    [
      'findings that are moved',
      reported,
      { type: 'move-findings', findings: ['a'], to: 'TOC-2026-0002', opened: false, evidence, reasons },
      [{ personal: { reasons } }],
    ],
    [
      'a dismissal, and the closing by it',
      reported,
      { type: 'triage', outcome: 'dismissed', into: null, reasons },
      [
        { type: 'triaged', personal: { reasons } },
        { type: 'closed', personal: { reasons } },
      ],
    ],
    [
      'a task that is given to somebody',
      having(task),
      { type: 'assign-task', task: 1, owner: 'dpo', reasons },
      [{ data: { task: 1, owner: 'dpo' }, personal: { reasons } }],
    ],
    [
      'a task that is done',
      having(task),
      { type: 'finish-task', task: 1, reasons },
      [{ data: { task: 1 }, personal: { reasons } }],
    ],
    [
      'a task that is dropped',
      having(task),
      { type: 'drop-task', task: 1, reasons },
      [{ data: { task: 1 }, personal: { reasons } }],
    ],
    ['a note', having(note), note, [{ data: { note: 2, privileged: true }, personal: { text: 'She was there.' } }]],
    [
      'a call',
      having(call),
      call,
      [{ data: { call: 2, calledAt: NOW }, personal: { partner: 'Dana', said: 'It is shut.' } }],
    ],
    [
      'words of whoever reported',
      { ...reported, reporter: { by: 'user:7' }, reporting: { words: 3, files: 0, questions: [] } },
      words,
      [{ data: { words: 4 }, personal: { text: 'I found it.' } }],
    ],
    [
      'facts, and the duties that they take up again',
      having(
        {
          type: 'apply-plan',
          plan: planOf(NOW, { obligations: [obligationOf('duty', NOW), obligationOf('open', NOW)] }),
        },
        waive,
      ),
      { type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons },
      [
        { type: 'facts-amended', personal: { narrative: {}, reasons } },
        { type: 'obligation-resumed', data: { obligation: 'duty', why: 'facts-changed' }, personal: { reasons } },
      ],
    ],
  ])('%s', (_, state, body, events) => {
    const head = { at: NOW, by: 'user:7', key: 'asked' };
    expect(accepted(state, asked(body)).events).toEqual(
      events.map((event) => expect.objectContaining({ ...head, ...event })),
    );
  });
});

describe('a refusal says in its words', () => {
  const messageOf = (state: BreachState, command: ReturnType<typeof asked>) => {
    const decision = decide(state, command);
    return decision.ok ? 'accepted' : decision.message;
  };

  it.each([
    ['merged', 'TOC-2026-0002', /merging/],
    ['dismissed', null, /dismissing/],
  ] as const)('for what reasons are missing: %s', (outcome, into, said) => {
    expect(messageOf(reported, asked({ type: 'triage', outcome, into, reasons: '' }))).toMatch(said);
  });

  it.each([
    ['high-risk', 'risk', /Art\. 33.* a risk that is high, and this says that it is not high/],
    ['risk', 'high-risk', /Art\. 33.* a risk that is not high, and this says that it is high/],
  ] as const)('how two decisions differ: %s and %s', (first, second, said) => {
    const plan: CommandBody = { type: 'apply-plan', plan: planOf(NOW) };
    const decided = having(plan, { type: 'decide-risk', articles: ['art33'], conclusion: first, reasons });
    const other: CommandBody = { type: 'decide-risk', articles: ['art34'], conclusion: second, reasons };
    expect(messageOf(decided, asked(other))).toMatch(said);
  });

  it.each([
    [1, /approve a notice\./],
    [60, /approve notices to 60 suppliers and customers\./],
  ])('what a token alone does not let leave: %i', (suppliers, said) => {
    const counterparties = { suppliers, customers: 0, version: 'v' };
    const fourEyes = { campaigns: true, moreReceiversThan: 0, exercises: false };
    const plan: CommandBody = { type: 'apply-plan', plan: planOf(NOW, { counterparties, fourEyes }) };
    const pause = { type: 'pause-communication', communication: 'notices', because: 'asked', reasons } as const;
    const resume: CommandBody = { type: 'resume-communication', communication: 'notices', reasons };
    const state = having({ type: 'record-awareness', awareAt: NOW, reasons: '' }, plan, pause);
    expect(messageOf(state, asked(resume, 'dpo', { isPerson: false }))).toMatch(said);
  });

  it('how many people a letter goes to', () => {
    const drafted = having({ type: 'draft-campaign', campaign: 1, listId: 'l', recipients: 3, contentHash: 'h' });
    const approve: CommandBody = { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons };
    expect(messageOf(drafted, asked(approve, 'dpo', { isPerson: false }))).toContain('a letter to 3 people');
  });
});

describe('by the rules of an earlier version', () => {
  const close: CommandBody = { type: 'close', outcome: 'not-a-breach', reasons };
  const decideRisk: CommandBody = { type: 'decide-risk', articles: ['art33'], conclusion: 'risk', reasons };
  const assessed = having({ type: 'apply-plan', plan: planOf(NOW) });
  const closed = having(close);

  it.each<[string, object, BreachState, object]>([
    ['whose role may not', { role: 'responder' }, assessed, { code: 'forbidden' }],
    ['who looked at an earlier event', { ifSeq: 1 }, assessed, { code: 'stale', members: { seq: assessed.seq } }],
    ['of a closed breach', {}, closed, { code: 'breach-closed' }],
  ])('one %s closes and decides nothing', (_, more, state, refusal) => {
    expect(decideAsIn('0.8', state, asked(close, 'dpo', more))).toMatchObject({ ok: false, ...refusal });
    expect(decideUnexplained(state, asked(decideRisk, 'dpo', more))).toMatchObject({ ok: false, ...refusal });
  });

  it('who, when and under which key is on record as ever, and all else is decided as today', () => {
    const head = { at: NOW, by: 'user:7', key: 'asked' };
    expect(decideAsIn('0.8', assessed, asked(close))).toMatchObject({ ok: true, events: [head] });
    expect(decideUnexplained(assessed, asked(decideRisk))).toMatchObject({ ok: true, events: [head] });
    expect(decideAsIn('0.8', assessed, asked(task))).toEqual(decide(assessed, asked(task)));
    expect(decideUnexplained(assessed, asked(task))).toEqual(decide(assessed, asked(task)));
  });
});
