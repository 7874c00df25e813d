import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { CoveredPlace } from '../plan/types.ts';
import type { BreachEvent } from './events.ts';
import { foldEvents } from './evolve.ts';
import type { BreachState, ObligationState, TargetState } from './state.ts';
import { breachView, clockRows, registerEntry } from './views.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const DUE = '2026-11-27T08:00:00.000Z';
const AFTER = '2026-11-27T20:00:00.000Z';
const ART33 = 'gdpr-art33-1-authority';
const ART34 = 'gdpr-art34-1-people';

const head = { at: T0, by: 'dpo', key: 'k' };
const plan = planOf(T0, {
  obligations: [
    obligationOf(ART33, T0),
    obligationOf(ART34, null, { article: 'GDPR Art. 34(1)', title: 'Tell the people', applies: 'does-not-apply' }),
  ],
  counterparties: { suppliers: 1, customers: 0, version: 'fjord' },
});
const told: BreachEvent[] = [
  reportedEvent('TOC-2026-0001', T0),
  { ...head, type: 'awareness-recorded', data: { awareAt: T0 }, personal: { reasons: '' } },
  { ...head, type: 'planned', data: { plan, changes: [] } },
];

function stateAfter(...more: BreachEvent[]) {
  const state = foldEvents([...told, ...more]);
  if (state === null) throw new Error('no events');
  return state;
}

describe('clock rows', () => {
  it('show every obligation with its clock, or without one where it does not apply', () => {
    expect(clockRows(stateAfter())).toEqual([
      {
        breachId: 'TOC-2026-0001',
        breachTitle: 'Session stolen',
        obligation: ART33,
        article: 'GDPR Art. 33(1)',
        title: 'Notify the supervisory authority',
        recipient: 'supervisory authority',
        role: 'controller',
        regime: 'GDPR',
        stage: 'initial',
        start: T0,
        due: DUE,
        latest: DUE,
        basis: 'law',
        status: 'running',
        endedAt: null,
        exercise: false,
      },
      expect.objectContaining({ obligation: ART34, article: 'GDPR Art. 34(1)', due: null, status: 'does-not-apply' }),
    ]);
  });
  it('keep an obligation that was filed when newer plans no longer have it, in the words of the last that had', () => {
    const filed: BreachEvent = {
      ...head,
      type: 'filed',
      data: { obligation: ART33, filedAt: T0, late: false },
      personal: { receipt: 'R-1', reasons: '' },
    };
    const without: BreachEvent = { ...head, type: 'planned', data: { plan: planOf(T0), changes: [] } };
    const state = stateAfter(filed, without, without);
    expect(clockRows(state)).toContainEqual(
      expect.objectContaining({ obligation: ART33, article: 'GDPR Art. 33(1)', status: 'filed' }),
    );
    const kept = { obligation: ART33, article: 'GDPR Art. 33(1)', recipient: 'supervisory authority', receipt: 'R-1' };
    expect(registerEntry(state).filings).toEqual([expect.objectContaining(kept)]);
  });
});

describe('the register entry', () => {
  const state = stateAfter(
    {
      ...head,
      type: 'facts-amended',
      data: { changed: { peopleConcerned: 120 } },
      personal: {
        narrative: { consequences: 'Mail could be read.', measures: 'Sessions ended.' },
        reasons: 'Counted.',
      },
    },
    {
      ...head,
      type: 'risk-decided',
      data: { conclusion: 'risk', proposed: 'high-risk' },
      personal: { reasons: 'Few people.' },
    },
    {
      ...head,
      type: 'filed',
      data: { obligation: ART33, filedAt: AFTER, late: true },
      personal: { receipt: 'DE-77', reasons: 'Logs came late.' },
    },
    {
      ...head,
      type: 'communication-progressed',
      data: {
        ...{ communication: 'notices', version: 'fjord', settled: true, counts: { total: 1, acknowledged: 1 } },
        ...{ head: { page: 3, hash: 'ab' }, nextAt: null },
      },
    },
    // Of before there were ledgers.
    {
      ...head,
      type: 'notice-acknowledged',
      data: { counterparty: 'fjord', round: 1, acknowledgedAt: AFTER },
      personal: { answers: { holdsData: 'yes', misuse: 'no', answeredBy: 'Ole Nord' } },
    },
    { ...head, type: 'campaign-drafted', data: { campaign: 1, listId: 'list-1', recipients: 3, contentHash: 'c' } },
    { ...head, type: 'campaign-approved', data: { campaign: 1, contentHash: 'c' }, personal: { reasons: '' } },
    {
      ...head,
      type: 'campaign-finished',
      data: { campaign: 1, counts: { total: 3, sent: 2, refused: 1, uncertain: 0 } },
    },
    { ...head, type: 'closed', data: { outcome: 'resolved' }, personal: { reasons: 'Nothing left to do.' } },
  );
  const entry = registerEntry(state);

  it('has facts, effects and remedial action', () => {
    expect(entry.facts).toMatchObject({
      title: 'Session stolen',
      peopleConcerned: 120,
      roles: ['controller'],
      countries: ['DE'],
    });
    expect(entry.effects).toMatchObject({
      consequences: 'Mail could be read.',
      severity: { level: 'very-high', se: 400 },
    });
    expect(entry.remedialAction).toBe('Sessions ended.');
    expect(entry.policyVersion).toBe('sha256:test');
  });
  it('has Art. 33 and Art. 34 apart, proposed and decided, with approver and reasons', () => {
    const { proposed } = planOf(T0).articles;
    const decided = {
      art33: { notify: 'yes', because: 'A risk is not ruled out.' },
      art34: { notify: 'no', because: 'It is not high.' },
    } as const;
    const [offered33, offered34] = [proposed.art33, proposed.art34].map((p) => ({ conclusion: 'high-risk', ...p }));
    const before = stateAfter({ ...head, type: 'planned', data: { plan: planOf(T0), changes: [] } });
    expect(registerEntry(before).articles?.art34).toEqual({ proposed: offered34, decided: null });
    const decision = (article: 'art33' | 'art34', by: string, reasons: string): BreachEvent => ({
      ...{ ...head, by, type: 'risk-decided', data: { article, conclusion: 'risk', proposed: 'high-risk' } },
      personal: { reasons },
    });
    const after = stateAfter(
      decision('art33', 'dpo', 'Few people.'),
      decision('art34', 'deputy', 'Nothing to be done with it.'),
      {
        ...head,
        type: 'planned',
        data: { plan: { ...planOf(T0), articles: { proposed, decided } }, changes: [] },
      },
    );
    const rest = { conclusion: 'risk', at: T0, reopened: false };
    const articles = {
      art33: { proposed: offered33, decided: { ...decided.art33, ...rest, by: 'dpo', reasons: 'Few people.' } },
      art34: {
        proposed: offered34,
        decided: { ...decided.art34, ...rest, by: 'deputy', reasons: 'Nothing to be done with it.' },
      },
    };
    expect(registerEntry(after).articles).toEqual(articles);
    expect(breachView(after).assessment).toMatchObject({
      score: { se: 400 },
      risk: { proposed: 'high-risk' },
      ...articles,
    });
    expect(registerEntry(after).decisions.map(({ what, by }) => [what, by])).toEqual([
      ['art33', 'dpo'],
      ['art34', 'deputy'],
    ]);
  });

  it('has every decision with its reasons, and the filing with receipt and reasons for the delay', () => {
    expect(entry.decisions).toEqual([
      // The event is of before decisions were made per article: it means both.
      { what: 'art33', outcome: 'risk', by: 'dpo', at: T0, reasons: 'Few people.' },
      { what: 'art34', outcome: 'risk', by: 'dpo', at: T0, reasons: 'Few people.' },
      { what: 'closed', outcome: 'resolved', by: 'dpo', at: T0, reasons: 'Nothing left to do.' },
    ]);
    expect(entry.filings).toEqual([
      {
        obligation: ART33,
        article: 'GDPR Art. 33(1)',
        recipient: 'supervisory authority',
        due: DUE,
        filedAt: AFTER,
        late: true,
        receipt: 'DE-77',
        reasons: 'Logs came late.',
      },
    ]);
  });
  it('names the newest receipt of a filing with how many versions there are, and what it was closed over', () => {
    const { obligations } = state;
    const duty = obligations[ART33];
    if (duty?.filed == null) throw new Error('not filed');
    const version = (receipt: string, stage: 'initial' | 'final') => ({ ...duty.filed, receipt, stage }) as never;
    const versions = [version('DE-77', 'initial'), version('DE-78', 'final')];
    const over = [{ point: 'misuse', reasons: 'Called.' }];
    const closed = { ...state.closed, over } as typeof state.closed;
    const many = { ...state, closed, obligations: { ...obligations, [ART33]: { ...duty, versions } } };
    expect(registerEntry(many).filings).toMatchObject([{ receipt: 'DE-78', versions: 2, filedAt: AFTER }]);
    expect(registerEntry(many).decisions.at(-1)).toMatchObject({ reasons: 'Nothing left to do.', over });
  });
  it('says how many were told, and leaves the name of who answered to the ledger', () => {
    expect(entry.notices).toEqual({ total: 1, acknowledged: 1 });
    expect(entry.campaigns).toEqual([
      expect.objectContaining({
        number: 1,
        approvedBy: 'dpo',
        counts: { total: 3, sent: 2, refused: 1, uncertain: 0 },
      }),
    ]);
    expect(JSON.stringify(entry)).not.toContain('Ole Nord');
  });
  it('keeps the reasons for not notifying', () => {
    const waived: BreachEvent = {
      ...head,
      type: 'obligation-waived',
      data: { obligation: ART33 },
      personal: { reasons: 'Data was encrypted.' },
    };
    expect(registerEntry(stateAfter(waived)).decisions).toEqual([
      { what: 'waived', outcome: ART33, by: null, at: null, reasons: 'Data was encrypted.' },
    ]);
  });
});

describe('the clocks of targets of the organisation', () => {
  const planned = planOf(T0, {
    targets: [
      obligationOf('organisation-take', T0, { regime: 'organisation', title: 'Take it' }),
      obligationOf('organisation-triage', null, { regime: 'organisation' }),
    ],
  });
  const rows = (status?: TargetState['status']) => {
    const target = (id: string) => (status === undefined ? {} : { [id]: { id, status, fired: [] } });
    const targets = { ...target('organisation-take'), ...target('organisation-triage') };
    return clockRows({ ...stateAfter(), plan: planned, obligations: {}, targets, exercise: { scale: 60 } });
  };

  it('are rows while they run or are overdue, without a role of the law', () => {
    expect(rows('running')).toEqual([
      {
        ...{ breachId: 'TOC-2026-0001', breachTitle: 'Session stolen', obligation: 'organisation-take' },
        ...{ article: 'GDPR Art. 33(1)', title: 'Take it', recipient: 'supervisory authority', role: null },
        ...{ regime: 'organisation', stage: null, start: T0, due: DUE, latest: DUE, basis: 'law' },
        ...{ status: 'running', endedAt: null, exercise: true },
      },
    ]);
    expect(rows('overdue').map(({ obligation, status }) => [obligation, status])).toEqual([
      ['organisation-take', 'overdue'],
    ]);
  });

  it('are none once met, nor before the breach has them', () => {
    expect([rows('met'), rows()]).toEqual([[], []]);
    const { targets: _, ...before } = { ...stateAfter(), plan: planned, obligations: {} };
    expect([clockRows(before), clockRows({ ...before, plan: null })]).toEqual([[], []]);
  });
});

describe('what a duty’s row says once it is over', () => {
  const row = (change: Partial<ObligationState>, more: Partial<BreachState> = {}) => {
    const state = stateAfter();
    const duty = { ...(state.obligations[ART33] as ObligationState), ...change };
    return clockRows({ ...state, obligations: { [ART33]: duty }, ...more })[0];
  };
  it('is when it was waived, where that is known', () => {
    expect(row({ status: 'waived', waivedAt: AFTER })?.endedAt).toBe(AFTER);
    expect(row({ status: 'waived' })?.endedAt).toBeNull();
    // Taken up again.
    expect(row({ status: 'running', waivedAt: AFTER })?.endedAt).toBeNull();
  });

  it('is its id alone, where no plan and nothing of before knows it', () => {
    expect(row({}, { plan: null, exercise: { scale: 1 } })).toMatchObject({
      ...{ article: ART33, title: ART33, recipient: '', role: null, regime: '', stage: null },
      ...{ start: null, due: null, latest: null, basis: null, exercise: true },
    });
  });
});

describe('a register entry of what is not assessed, or only in part', () => {
  const { plan: _, ...rest } = stateAfter();
  const unplanned: BreachState = { ...rest, plan: null, obligations: {}, communications: {} };

  it('says so, and never that nothing was found', () => {
    expect(registerEntry(unplanned)).toMatchObject({
      ...{ articles: null, policyVersion: null, notices: null, exercise: false },
      effects: { severity: null },
    });
    expect(breachView(unplanned).assessment).toBeNull();
    expect(registerEntry({ ...unplanned, exercise: { scale: 60 } }).exercise).toBe(true);
    // A plan of the first version drew no conclusions.
    const { articles: __, ...earliest } = plan;
    expect(registerEntry({ ...stateAfter(), plan: earliest as typeof plan }).articles).toBeNull();
  });

  it('names the places whose law was not modelled, and is silent where all were', () => {
    const place = (code: string, controller: 'modelled' | 'not-modelled'): CoveredPlace => {
      return { place: code, why: [], roles: { controller } };
    };
    const covering = (coverage: CoveredPlace[]) => registerEntry({ ...stateAfter(), plan: { ...plan, coverage } });
    expect(covering([place('BO', 'not-modelled'), place('DE', 'modelled')]).lawsNotModelled).toEqual(['BO']);
    expect(covering([place('DE', 'modelled')])).not.toHaveProperty('lawsNotModelled');
    expect(registerEntry(unplanned)).not.toHaveProperty('lawsNotModelled');
  });

  it('has each closing, and why it was opened again in between, before the closing that stands', () => {
    const closing = (by: string) => ({ outcome: 'resolved', at: AFTER, by, reasons: `By ${by}.` }) as const;
    const reopened = [{ closing: closing('dpo'), at: AFTER, by: 'deputy', reasons: 'A supplier called.' }];
    const { decisions } = registerEntry({ ...unplanned, reopened, closed: closing('deputy') });
    expect(decisions).toEqual([
      { what: 'closed', outcome: 'resolved', by: 'dpo', at: AFTER, reasons: 'By dpo.' },
      { what: 'reopened', outcome: '', by: 'deputy', at: AFTER, reasons: 'A supplier called.' },
      { what: 'closed', outcome: 'resolved', by: 'deputy', at: AFTER, reasons: 'By deputy.' },
    ]);
    expect(registerEntry({ ...unplanned, reopened }).decisions).toHaveLength(2);
  });

  it('gives the reasons for a difference of the articles with those of the decision', () => {
    const decision = { conclusion: 'risk', proposed: 'risk', by: 'dpo', at: T0, reopened: false } as const;
    const art34 = { ...decision, reasons: 'Few people.', difference: 'Keys were changed.' };
    const { decisions } = registerEntry({ ...unplanned, risk: { art33: null, art34 } });
    expect(decisions).toMatchObject([{ what: 'art34', reasons: 'Few people.\nKeys were changed.' }]);
  });

  it('says of a filing how many people were told, where somebody counted', () => {
    const filed = { at: AFTER, late: false, receipt: 'R', reasons: '' };
    const version = { number: 1, stage: 'complete', sha256: null, channel: '', by: 'dpo', ...filed } as const;
    const entry = (people?: { told: number; concerned: number }) => {
      const versions = [{ ...version, ...(people && { people }) }];
      const duty: ObligationState = { id: ART34, status: 'filed', fired: [], filed, versions, waivedBecause: null };
      return registerEntry({ ...unplanned, obligations: { [ART34]: duty } }).filings[0];
    };
    expect(entry({ told: 3, concerned: 4 })).toMatchObject({
      ...{ article: ART34, recipient: '', due: null, people: { told: 3, concerned: 4, atMost: false } },
    });
    expect(entry()).not.toHaveProperty('people');
    expect(entry()).not.toHaveProperty('versions');
  });
});
