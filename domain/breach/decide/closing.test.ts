import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../../test/support/plans.ts';
import type { AnswerCounts, LedgerStanding } from '../../communication/standing.ts';
import type { Plan } from '../../plan/types.ts';
import type { CommandBody } from '../commands.ts';
import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import type { BreachState } from '../state.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const LATER = '2026-11-25T10:00:00.000Z';
const ART33 = 'gdpr-art33-1-authority';

const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: '' };
const planned = (change: Partial<Plan> = {}): CommandBody => ({ type: 'apply-plan', plan: planOf(NOW, change) });
const running = planned({ obligations: [obligationOf(ART33, T0)] });
const sending: CommandBody[] = [
  { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 3, contentHash: 'h' },
  { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' },
];
const close = (change: object = {}): CommandBody => ({
  ...{ type: 'close', outcome: 'resolved', reasons: 'Done.' },
  ...change,
});
const asNoBreach = close({ outcome: 'not-a-breach' });
const reopen: CommandBody = { type: 'reopen', reasons: 'A supplier called.' };
const propose = (reasons = 'A supplier called.'): CommandBody => ({ type: 'propose-reopening', reasons });

function breachAfter(...commands: CommandBody[]): BreachState {
  return commands.reduce(
    (state, body, i) => accepted(state, asked(body, `k${i}`)).state,
    evolve(null, reportedEvent('TOC-2026-0001', T0)),
  );
}
const asked = (body: CommandBody, key = 'asked') => commandOf(body, { at: NOW, key });
const eventsOf = (state: BreachState, body: CommandBody) =>
  accepted(state, commandOf(body, { at: LATER, by: 'user:7' })).events;

describe('a closing is refused', () => {
  it.each<[string, CommandBody[], CommandBody, object]>([
    ['without reasons', [], close({ outcome: 'not-a-breach', reasons: '' }), { code: 'reasons-missing' }],
    [
      'while a clock runs, named by its law and its id',
      [aware, running],
      close(),
      {
        ...{ code: 'clocks-still-running', field: 'breach', members: { obligations: [ART33] } },
        message: expect.stringContaining(`GDPR Art. 33(1) (${ART33})`),
      },
    ],
    [
      'while it is not known what the newest facts ask for',
      [aware],
      close(),
      { code: 'conflict', field: 'breach', members: { why: 'assessed' } },
    ],
    [
      'while a campaign is being sent, also of what was no breach',
      sending,
      asNoBreach,
      {
        ...{ code: 'conflict', field: 'campaign', members: { why: 'campaign-sending' } },
        message: expect.stringContaining('Campaign 1 is still being sent'),
      },
    ],
    ['without an awareness', [planned()], close(), { code: 'awareness-missing', field: 'outcome' }],
    ['without an awareness, not even assessed', [], close(), { code: 'awareness-missing', field: 'outcome' }],
    [
      'over what is left, each named with what mends it',
      [aware, planned(), { type: 'add-task', text: 'Call the bank', owner: null, due: null }],
      close(),
      {
        ...{ code: 'closing-blocked', members: { points: ['tasks-open'] } },
        message: expect.stringContaining('tasks-open: 1 task is open'),
      },
    ],
  ])('%s', (_, commands, command, refusal) => {
    expect(decide(breachAfter(...commands), asked(command))).toMatchObject({ ok: false, ...refusal });
  });
});

describe('a closing', () => {
  it('as no breach waits neither for an awareness nor for what is being assessed', () => {
    for (const before of [[], [aware]]) {
      expect(breachAfter(...before, asNoBreach).closed).toMatchObject({ outcome: 'not-a-breach' });
    }
  });

  it('over nothing names nothing that was left open', () => {
    expect(eventsOf(breachAfter(aware, planned()), close())).toEqual([
      {
        ...{ type: 'closed', at: LATER, by: 'user:7', key: 'asked' },
        ...{ data: { outcome: 'resolved' }, personal: { reasons: 'Done.' } },
      },
    ]);
  });
});

describe('what a closing finds in the ledgers', () => {
  const answers: AnswerCounts = { customers: 0, acknowledged: 0, lastAt: null, misuse: 0 };
  const at = (page: number | null, more: Partial<LedgerStanding> = {}): LedgerStanding => ({
    ...{ counts: { total: 2, acknowledged: 2 }, head: page === null ? null : { page, hash: `h${page}` } },
    ...more,
  });
  /** Notices as the breach last heard of them. */
  const heard = (standing: LedgerStanding): BreachState => {
    const known = { status: 'running', because: null, turn: 0, nextAt: null, version: 'v', ...standing } as const;
    return { ...breachAfter(aware, planned()), communications: { notices: known } };
  };
  const misuseAside = { over: [{ point: 'misuse', reasons: 'By phone.' }] };
  const recorded = (known: LedgerStanding, standings: Record<string, LedgerStanding>) =>
    eventsOf(heard(known), close({ ...misuseAside, looked: { standings, behind: [] } }))
      .filter(({ type }) => type === 'communication-progressed')
      .map(({ data }) => data);

  it('and has not heard of yet is put on record, with nothing settled by it', () => {
    const found = at(5, { answers });
    expect(recorded(at(4, { answers }), { notices: found })).toEqual([
      { communication: 'notices', version: 'v', nextAt: null, settled: false, ...found },
    ]);
    // An earlier version counted the same page without its answers.
    expect(recorded(at(4), { notices: at(4, { answers }) })).toMatchObject([{ head: { page: 4 }, answers }]);
  });

  it.each<[string, LedgerStanding, Record<string, LedgerStanding>]>([
    ['is on record already', at(4, { answers }), { notices: at(4, { answers }) }],
    ['is on record with more', at(4, { answers }), { notices: at(4) }],
    ['is older than the record', at(4, { answers }), { notices: at(3, { answers }) }],
    ['is of a ledger without a page, as the record has it', at(null), { notices: at(null) }],
    ['is of a communication that the breach does not have', at(4, { answers }), { 'campaign/7': at(5) }],
  ])('and %s is no news', (_, known, standings) => {
    expect(recorded(known, standings)).toEqual([]);
  });
});

describe('opening again', () => {
  it('names the closing that it takes back, and is refused of what is open', () => {
    expect(eventsOf(breachAfter(asNoBreach), reopen)).toEqual([
      {
        ...{ type: 'reopened', at: LATER, by: 'user:7', key: 'asked' },
        ...{ data: { closedAt: NOW }, personal: { reasons: 'A supplier called.' } },
      },
    ]);
    expect(decide(breachAfter(), asked(reopen))).toMatchObject({ code: 'conflict', members: { why: 'not-closed' } });
  });
});

describe('proposing to open again', () => {
  const closed = breachAfter(asNoBreach);
  const proposedTo = (proposals: number): BreachState => {
    const head = { at: NOW, by: 'user:7', key: 'k', type: 'reopening-proposed', data: { closedAt: NOW } } as const;
    const events = Array.from({ length: proposals }, (_, i) => ({ ...head, personal: { reasons: `Call ${i + 1}` } }));
    return events.reduce<BreachState>(evolve, closed);
  };

  it('is on record with who learned what, and leaves it closed', () => {
    const [event, ...others] = eventsOf(closed, propose());
    expect(others).toEqual([]);
    expect(event).toEqual({
      ...{ type: 'reopening-proposed', at: LATER, by: 'user:7', key: 'asked' },
      ...{ data: { closedAt: NOW }, personal: { reasons: 'A supplier called.' } },
    });
    const twice = proposedTo(2);
    expect(twice.status).toBe('closed');
    expect(twice.closed).toMatchObject({
      ...{ outcome: 'not-a-breach', reasons: 'Done.' },
      proposals: [
        { at: NOW, by: 'user:7', reasons: 'Call 1' },
        { at: NOW, by: 'user:7', reasons: 'Call 2' },
      ],
    });
  });

  it('is taken fifty times of one closing, and then is a call', () => {
    expect(decide(proposedTo(49), asked(propose())).ok).toBe(true);
    expect(decide(proposedTo(50), asked(propose()))).toMatchObject({
      ...{ code: 'conflict', field: 'reasons', members: { why: 'full' } },
      message: expect.stringContaining('50 times'),
    });
  });

  it('needs reasons and a closing', () => {
    expect(decide(closed, asked(propose('')))).toMatchObject({ code: 'reasons-missing' });
    expect(decide(breachAfter(), asked(propose()))).toMatchObject({
      ...{ code: 'conflict', field: 'breach', members: { why: 'not-closed' } },
    });
  });
});
