import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { AnswerCounts, Counts } from '../communication/standing.ts';
import type { Plan } from '../plan/types.ts';
import { type ClosingPoint, closingPoints, closingPointsOf07, closingPointsOf08 } from './closing-gate.ts';
import type { CommandBody, LookedUp } from './commands.ts';
import { evolve } from './evolve.ts';
import type { BreachState } from './state.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const ART33 = 'gdpr-art33-1-authority';
const SHA = 'a'.repeat(64);

const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: '' };
const planned = (change: Partial<Plan> = {}): CommandBody => ({ type: 'apply-plan', plan: planOf(NOW, change) });
const toldTo = (suppliers: number, customers = 0): Partial<Plan> => ({
  counterparties: { suppliers, customers, version: 'v' },
});
const unreleasedTo = (suppliers: number, customers = 0): Partial<Plan> => ({
  counterparties: { suppliers, customers, version: 'v', release: { responders: false, byPolicy: {} } },
});
const counted = (counts: Counts, misuse?: number): CommandBody => {
  const answers: AnswerCounts = { customers: 0, acknowledged: 0, lastAt: null, misuse: misuse ?? 0 };
  return {
    ...{ type: 'communication-progressed', communication: 'notices', version: 'v', settled: false, counts },
    ...{ nextAt: null, head: { page: 1, hash: 'h1' }, ...(misuse !== undefined && { answers }) },
  };
};
const task = (text: string): CommandBody => ({ type: 'add-task', text, owner: null, due: null });
const draft = (campaign: number): CommandBody => ({
  ...{ type: 'draft-campaign', campaign, listId: `l${campaign}`, recipients: 3, contentHash: 'h' },
});
const sent = (campaign: number): CommandBody[] => [
  draft(campaign),
  { type: 'approve-campaign', campaign, contentHash: 'h', reasons: '' },
];
const finished = (campaign: number, counts: { sent: number; refused: number; uncertain: number }): CommandBody[] => [
  ...sent(campaign),
  {
    ...{ type: 'communication-progressed', communication: `campaign/${campaign}`, version: '', settled: true },
    ...{ counts: { total: 9, ...counts }, nextAt: null, head: { page: 1, hash: 'c1' } },
  },
  { type: 'campaign-finished', campaign, counts: { total: 9, ...counts } },
];
const filed = (change: object): CommandBody[] => [
  planned({ obligations: [obligationOf(ART33, T0)] }),
  { type: 'approve-filing', obligation: ART33, stage: 'initial', sha256: SHA },
  {
    ...{ type: 'file', obligation: ART33, filedAt: NOW, receipt: 'R', reasons: '', stage: 'initial', sha256: SHA },
    ...{ openFields: 0, ...change },
  },
  planned({ obligations: [obligationOf(ART33, T0)] }),
];

let keys = 0;
const ENGINE = ['apply-plan', 'communication-progressed', 'campaign-finished'];
function breachAfter(...commands: CommandBody[]): BreachState {
  return commands.reduce(
    (state, body) => {
      keys += 1;
      const by = ENGINE.includes(body.type) ? 'engine' : 'dpo';
      return accepted(state, commandOf(body, { at: NOW, by, key: `k${keys}` })).state;
    },
    evolve(null, reportedEvent('TOC-2026-0001', T0)),
  );
}
const pointsOf = (state: BreachState, looked?: LookedUp) => closingPoints(state, 'resolved', looked);
const names = (points: readonly ClosingPoint[]) => points.map(({ point }) => point);

/** A breach of which everybody concerned with the register has said all there is. */
const documented = (registerDuty: ReturnType<typeof obligationOf>): CommandBody[] => [
  aware,
  planned({ obligations: [registerDuty] }),
  {
    ...{ type: 'amend-facts', facts: { peopleConcerned: 3 }, reasons: 'Logs.' },
    narrative: { consequences: 'Fraud.', measures: 'Locked.' },
  },
  { type: 'decide-risk', conclusion: 'unlikely', reasons: 'Logs.' },
  planned({ obligations: [registerDuty] }),
];
const register = (change: object = {}) =>
  obligationOf('art33-5', null, {
    ...{ recipient: 'ourselves; shown to the authority on request', article: 'GDPR Art. 33(5)', startsFrom: null },
    ...change,
  });

describe('a point says how much it is, where it is mended, and whether reasons let it pass', () => {
  it.each<[what: string, commands: CommandBody[], says: string, rest: Partial<ClosingPoint>]>([
    [
      'a campaign that is being sent',
      [...sent(1)],
      'Campaign 1 is still being sent',
      { point: 'campaign-unfinished/1', place: '/campaigns/1', communication: 'campaign/1', mayPass: false },
    ],
    [
      'a letter that waits for approval',
      [draft(1)],
      'Campaign 1 waits for approval',
      { point: 'campaign-waiting/1', place: '/campaigns/1', communication: 'campaign/1', mayPass: true },
    ],
    [
      'one answer that speaks of misuse',
      [planned(toldTo(1)), counted({ total: 1, acknowledged: 1 }, 1)],
      '1 answer speaks of misuse',
      { point: 'misuse', place: '/notices?notices=misuse#notices', count: 1, mayPass: true },
    ],
    [
      'an answer of misuse to a notice that another one followed',
      [planned(toldTo(1)), counted({ total: 1, superseded: 1 }, 1)],
      '1 answer speaks of misuse',
      { point: 'misuse', count: 1 },
    ],
    [
      'two answers that speak of misuse',
      [planned(toldTo(2)), counted({ total: 2, acknowledged: 2 }, 2)],
      '2 answers speak of misuse',
      { point: 'misuse', count: 2 },
    ],
    [
      'answers whose misuse nobody counted',
      [planned(toldTo(1)), counted({ total: 1, acknowledged: 1 })],
      'was not counted yet',
      { point: 'misuse', count: null },
    ],
    [
      'one supplier to whom nothing was released',
      [planned(unreleasedTo(1))],
      '1 supplier or customer is not told',
      { point: 'notices-unreleased', place: '/release', count: 1, mayPass: true },
    ],
    [
      'several to whom nothing was released',
      [planned(unreleasedTo(1, 2))],
      '3 suppliers and customers are not told',
      { point: 'notices-unreleased', count: 3 },
    ],
    [
      'notices without an answer, however far each has come',
      [
        planned(toldTo(6)),
        counted({ total: 63, planned: 1, deferred: 2, sent: 4, reminded: 8, escalated: 16, expired: 32 }, 0),
      ],
      '63 suppliers and customers have not answered',
      {
        ...{ point: 'notices-unanswered/notices', place: '/notices?notices=open#notices', count: 63 },
        ...{ communication: 'notices', mayPass: true },
      },
    ],
    [
      'one notice without an answer',
      [planned(toldTo(1)), counted({ total: 1, deferred: 1 }, 0)],
      '1 supplier or customer have not answered',
      { count: 1 },
    ],
    [
      'notices that were refused or failed',
      [planned(toldTo(3)), counted({ total: 3, refused: 1, failed: 2 }, 0)],
      '3 suppliers and customers were not reached by mail',
      { point: 'deliveries-refused/notices', place: '/notices?notices=unreached#notices', count: 3 },
    ],
    [
      'a notice that may have left',
      [planned(toldTo(1)), counted({ total: 1, uncertain: 1 }, 0)],
      'may have got a letter or not',
      { point: 'deliveries-uncertain/notices', place: '/notices?notices=uncertain#notices', count: 1 },
    ],
    [
      'one letter of a campaign that came back',
      finished(1, { sent: 8, refused: 1, uncertain: 0 }),
      '1 person of campaign 1 were not reached by mail',
      { point: 'deliveries-refused/campaign/1', place: '/campaigns/1', communication: 'campaign/1', count: 1 },
    ],
    [
      'letters of a campaign that may have left',
      finished(1, { sent: 6, refused: 0, uncertain: 3 }),
      '3 people of campaign 1 may have got a letter or not',
      { point: 'deliveries-uncertain/campaign/1', place: '/campaigns/1', communication: 'campaign/1', count: 3 },
    ],
    ['one task', [task('Call the bank')], '1 task is open', { point: 'tasks-open', place: '/work', count: 1 }],
    ['two tasks', [task('Call'), task('Write')], '2 tasks are open', { count: 2, mayPass: true }],
    [
      'places whose law is not modelled',
      [
        planned({
          coverage: [
            { place: 'DE', why: ['established'], roles: { controller: 'modelled' } },
            { place: 'AQ', why: ['residents'], roles: { controller: 'not-modelled' } },
            { place: 'FK', why: ['register'], roles: { processor: 'not-modelled' } },
          ],
        }),
      ],
      'The law of AQ, FK is not modelled here',
      { point: 'law-not-modelled', place: '/severity#places', places: ['AQ', 'FK'], mayPass: true },
    ],
  ])('%s', (_, commands, says, rest) => {
    const state = breachAfter(aware, planned(), ...commands);
    expect(pointsOf(state)).toEqual([expect.objectContaining({ ...rest, says: expect.stringContaining(says) })]);
  });

  it('a decision that facts have passed, for each article by itself', () => {
    const decide = { type: 'decide-risk', articles: ['art34'], conclusion: 'unlikely', reasons: 'x' } as const;
    const amend = { type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'x' } as const;
    const state = breachAfter(aware, planned(), decide, amend, planned());
    expect(pointsOf(state)).toEqual([
      expect.objectContaining({
        ...{ point: 'decision-reopened/art34', article: 'art34', place: '/severity#art34', mayPass: true },
        says: expect.stringContaining('GDPR Art. 34'),
      }),
    ]);
  });

  it('a gap that nobody explained, in hours', () => {
    const looked = { standings: {}, behind: [], gapHours: 60 };
    expect(pointsOf(breachAfter(aware, planned()), looked)).toEqual([
      expect.objectContaining({
        ...{ point: 'gap-unexplained', place: '/known#aware', count: 60, mayPass: true },
        says: expect.stringContaining('60 hours'),
      }),
    ]);
  });

  it.each<[string, number | null, string]>([
    ['one field', 1, 'left 1 mandatory field open'],
    ['three fields', 3, 'left 3 mandatory fields open'],
    ['nobody knows how many fields', null, 'Nobody knows whether the filing of GDPR Art. 33(1)'],
  ])('a filing that left open: %s', (_, openFields, says) => {
    expect(pointsOf(breachAfter(aware, ...filed({ openFields })))).toEqual([
      {
        ...{ point: `filing-incomplete/${ART33}`, code: 'filing-incomplete', mayPass: true, obligation: ART33 },
        ...{ place: `/filings/${ART33}`, count: openFields, says: expect.stringContaining(says) },
      },
    ]);
  });

  it('a filing by which fewer were told than are concerned, with how many are left', () => {
    const [point, ...others] = pointsOf(breachAfter(aware, ...filed({ people: { told: 30, concerned: 100 } })));
    expect(others).toEqual([]);
    expect(point).toMatchObject({
      ...{ point: `filing-incomplete/${ART33}`, count: 70, people: { told: 30, concerned: 100 } },
      says: expect.stringContaining('30 of about 100 people were told'),
    });
    // Only the sum of several tellings is the most that it can be.
    expect(point?.says).not.toContain('at most');
  });

  it('a filing whose receipt is not here', () => {
    expect(pointsOf(breachAfter(aware, ...filed({ receipt: '' })))).toMatchObject([
      {
        ...{ point: `receipt-missing/${ART33}`, place: `/filings/${ART33}#filed`, obligation: ART33, count: 1 },
        mayPass: true,
      },
    ]);
  });

  it('what the entry of the register does not say, with the page on which it is said', () => {
    expect(pointsOf(breachAfter(aware, planned({ obligations: [register()] })))).toEqual([
      {
        ...{ point: 'register-gaps', code: 'register-gaps', mayPass: true, obligation: 'art33-5' },
        ...{ place: '/filings/art33-5', parts: ['people', 'consequences', 'measures', 'art33', 'art34'] },
        says: expect.stringContaining('(GDPR Art. 33(5)) does not say yet: people, consequences'),
      },
    ]);
  });
});

describe('nothing is in the way', () => {
  it.each<[string, CommandBody[]]>([
    ['of an entry of the register that says all', documented(register())],
    ['of an entry that no law asks for', [aware, planned({ obligations: [register({ applies: 'would-be' })] })]],
    [
      'of a letter that another one took the place of',
      [aware, planned(), draft(1), ...finished(2, { sent: 9, refused: 0, uncertain: 0 })],
    ],
    ['of notices that nobody has answered or counted', [aware, planned(toldTo(1)), counted({ total: 0 })]],
  ])('%s', (_, commands) => {
    expect(pointsOf(breachAfter(...commands))).toEqual([]);
  });

  it('of the older of two letters that wait: the newer one is what people are to read', () => {
    expect(names(pointsOf(breachAfter(aware, planned(), draft(1), draft(2))))).toEqual(['campaign-waiting/2']);
  });

  it('of letters that came back and that somebody has dealt with', () => {
    const back = breachAfter(aware, planned(), ...finished(1, { sent: 7, refused: 2, uncertain: 0 }));
    const settle = { type: 'settle-signs', sign: 'unreached', count: 2, campaign: 1, reasons: 'By phone.' } as const;
    const settled = accepted(back, commandOf(settle, { at: NOW })).state;
    expect([names(pointsOf(back)), names(pointsOf(settled))]).toEqual([['deliveries-refused/campaign/1'], []]);
  });
});

describe('of what was no breach', () => {
  it('a campaign that is being sent is in the way too', () => {
    expect(names(closingPoints(breachAfter(...sent(1)), 'not-a-breach'))).toEqual(['campaign-unfinished/1']);
  });
});

describe('histories', () => {
  const misused = breachAfter(aware, planned(toldTo(2)), counted({ total: 2, sent: 1, acknowledged: 1 }, 1));

  it('of version 0.7 hold as no breach what was closed over all but signs of misuse and running campaigns', () => {
    expect(names(closingPoints(misused, 'not-a-breach'))).toEqual(['misuse', 'notices-unanswered/notices']);
    expect(names(closingPointsOf07(misused, 'not-a-breach'))).toEqual(['misuse']);
    const sending = breachAfter(aware, planned(), task('Call'), ...sent(1));
    expect(names(closingPointsOf07(sending, 'not-a-breach'))).toEqual(['campaign-unfinished/1']);
  });

  it('of version 0.7 were asked for a release as long as nothing had stopped or held up the notices', () => {
    const waits = breachAfter(aware, planned(unreleasedTo(2)));
    const { notices } = waits.communications;
    if (notices === undefined) throw new Error('no notices');
    const held: BreachState = { ...waits, communications: { notices: { ...notices, status: 'paused' } } };
    expect([waits, held].map((state) => names(pointsOf(state)))).toEqual([
      ['notices-unreleased'],
      ['notices-unreleased'],
    ]);
    expect(names(closingPointsOf07(waits, 'resolved'))).toEqual(['notices-unreleased']);
    expect(names(closingPointsOf07(held, 'resolved'))).toEqual([]);
  });

  it('of versions 0.7 and 0.8 were asked for all but what came later', () => {
    const amend = { type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'x' } as const;
    const decide = { type: 'decide-risk', conclusion: 'unlikely', reasons: 'x' } as const;
    const coverage = [{ place: 'AQ', why: ['residents'], roles: { controller: 'not-modelled' } }] as const;
    const state = breachAfter(
      ...[aware, planned(), decide, amend, draft(1), task('Call')],
      planned({ coverage: coverage.map((each) => ({ ...each, why: [...each.why] })) }),
    );
    const looked = { standings: {}, behind: [], gapHours: 60 };
    const later = ['campaign-waiting/1', 'decision-reopened/art33', 'decision-reopened/art34', 'law-not-modelled'];
    expect(names(pointsOf(state, looked))).toEqual([...later, 'gap-unexplained', 'tasks-open']);
    expect(names(closingPointsOf08(state, 'resolved', looked))).toEqual(['gap-unexplained', 'tasks-open']);
    expect(names(closingPointsOf07(state, 'resolved', looked))).toEqual(['tasks-open']);
  });
});
