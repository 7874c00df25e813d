import { describe, expect, it } from '@jest/globals';
import { breachAnswer } from '../../api/openapi/answers/breach.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { foldEvents } from '../../domain/breach/evolve.ts';
import { Facts } from '../../domain/facts.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import { renderList, sortRows, toRow } from './list.ts';
import { renderBreach } from './show.ts';
import { makeStyle } from './style.ts';
import { bothTimes } from './time.ts';
import type { BreachView, NoticesView } from './view.ts';

const REPORTED = '2026-11-24T08:20:00.000Z';
const NOW = '2026-11-24T14:20:00.000Z';
const ID = 'TOC-2026-0001';
const look = { now: NOW, zone: 'Europe/Berlin', style: makeStyle(false, {}) };
const head = { at: REPORTED, by: 'dpo' };

const planned = (): BreachEvent => {
  const obligations = [
    obligationOf('gdpr-art34-1-data-subject', null, {
      article: 'GDPR Art. 34(1)',
      applies: 'does-not-apply',
      because: 'The risk is not high.',
    }),
    obligationOf('gdpr-art33-1-authority', REPORTED),
  ];
  const plan = planOf(REPORTED, { obligations, counterparties: null });
  return { ...head, key: 'k2', type: 'planned', data: { plan, changes: [] } };
};
const aware: BreachEvent = {
  ...head,
  key: 'k1',
  type: 'awareness-recorded',
  data: { awareAt: REPORTED },
  personal: { reasons: '' },
};

function view(id: string, ...events: BreachEvent[]): BreachView {
  return viewOf(reportedEvent(id, REPORTED), ...events);
}

function viewOf(...events: BreachEvent[]): BreachView {
  const state = foldEvents(events);
  if (state === null) throw new Error('no state');
  return breachAnswer(state, 48);
}

describe('show', () => {
  const text = renderBreach(view(ID, aware, planned()), look);

  it('gives time left first, then local time with zone and UTC, and the command to copy', () => {
    expect(text).toContain('2 d 18 h 0 min  Fri 27 Nov 2026, 09:20 CET (08:20 UTC)');
    expect(text).toContain(
      `to file:\n  bin/tocsin draft ${ID} gdpr-art33-1-authority --out gdpr-art33-1-authority.json`,
    );
    expect(text).toContain('GDPR Art. 34(1) does not apply: The risk is not high.');
  });

  it('never says that no duty applies without what it looked at, and that the GDPR does not reach it', () => {
    const coverage = [{ place: 'HK', why: ['residents' as const], roles: { controller: 'no-duty' as const } }];
    const empty = planOf(REPORTED, { obligations: [], counterparties: null, coverage });
    const plan = { ...empty, articles: { ...empty.articles, outside: 'The GDPR does not reach this.' } };
    const none = view(ID, { ...head, by: 'engine', key: 'k3', type: 'planned', data: { plan, changes: [] } });
    const said = renderBreach(none, look);
    expect(said).toContain('No duty applies. Looked at: Hong Kong SAR China, as controller.');
    expect(said).toContain('The GDPR does not reach this.');
  });

  it('tells to take what nobody has, before all else', () => {
    const target = obligationOf('organisation-take', REPORTED, { regime: 'organisation' });
    const plan = planOf(REPORTED, { targets: [target], targetNames: ['take'] });
    const waiting = view(ID, { ...head, by: 'engine', key: 'k3', type: 'planned', data: { plan, changes: [] } });
    expect(waiting.targets?.['organisation-take']?.status).toBe('running');
    const [next] = renderBreach(waiting, look)
      .split('\n')
      .filter((line) => line.startsWith('next: '));
    expect(next).toContain(`bin/tocsin take ${ID}`);
  });

  it('gives the reasons of the severity, the proposal, and that nobody has decided', () => {
    expect(text).toContain('SEVERITY very-high  SE 4.00');
    expect(text).toContain('  Financial data.\nRISK\n  proposed high-risk: The score is very high.\n');
    expect(text).toContain('  Art. 33 (authority): not decided yet (notify: yes)\n  Art. 34 (people): not decided yet');
    expect(text).toContain(`next: bin/tocsin decide ${ID} --risk high-risk --reasons '…'`);
  });

  it('counts the notices and shows the first of them, with what they answered, a sign of misuse first', () => {
    const line: NoticesView['notices'][number] = {
      ...{ counterparty: 'deskwell', name: 'Deskwell', kind: 'supplier', round: 1, status: 'acknowledged' },
      ...{ sentAt: REPORTED, openedAt: null, remindedAt: null, escalatedAt: null, acknowledgedAt: REPORTED },
      ...{ answerBy: REPORTED, answers: { holdsData: 'no', misuse: 'yes', answeredBy: 'Dana, +49 1' } },
      ...{ answeredAt: null, misuse: 'open', call: null, letters: [], others: [], opened: null, prefetched: null },
      link: { generation: 1, revoked: false, expiresAt: REPORTED },
    };
    const waiting: typeof line = {
      ...line,
      counterparty: 'acme',
      status: 'planned',
      acknowledgedAt: null,
      answers: null,
    };
    const standing = { status: 'paused', because: 'refusals', counts: { total: 0 }, head: null, nextAt: null };
    const communication = { ...standing, fourEyes: false } as NoticesView['communication'];
    const text = renderBreach(view(ID, aware, planned()), look, {
      ...{ seq: 3, counts: { total: 5_000, planned: 4_999, acknowledged: 1 }, next: null },
      ...{ notices: [line, waiting], communication },
    });
    expect(text).toContain('NOTICES  5000 in all: 4999 planned, 1 acknowledged, paused (refusals)');
    expect(text).toContain('acme          supplier  planned       answer by Tue 24 Nov 2026, 09:20 CET (08:20 UTC)');
    expect(text).toContain(
      'answers:\n  deskwell: SIGN OF MISUSE: YES, call them; holds data: no; who answers: Dana, +49 1',
    );
    expect(text).toContain(`and 4998 more: bin/tocsin notices ${ID}`);
  });

  it('says who decided each article and when, and asks for the letter where Art. 34 binds', () => {
    const duty = obligationOf('gdpr-art34-1-data-subject', REPORTED, { recipient: 'data subject' });
    const decided: BreachEvent = {
      ...head,
      key: 'k6',
      type: 'risk-decided',
      data: { article: 'art34', conclusion: 'high-risk', proposed: 'high-risk' },
      personal: { reasons: 'Bank details.' },
    };
    const plan = planOf(REPORTED, { obligations: [duty] });
    const anew: BreachEvent = { ...head, key: 'k7', type: 'planned', data: { plan, changes: [] } };
    const text = renderBreach(view(ID, aware, decided, anew), look);
    expect(text.replaceAll(/\n +/g, ' ')).toContain(
      'Art. 34 (people): decided high-risk by dpo at Tue 24 Nov 2026, 09:20 CET (08:20 UTC): Bank details.',
    );
    expect(text).toContain('Art. 33 (authority): not decided yet');
    expect(text).toContain(`next: bin/tocsin decide ${ID} --risk high-risk --article art33 --reasons '…'`);
    expect(text).not.toContain('--article art34');
    expect(text).toContain(`next: bin/tocsin campaign ${ID} --recipients`);
    expect(text).not.toContain(`draft ${ID} ${duty.id}`);
  });

  it('says since when it was suspected, looked into and known, by whom and why, and asks for a long gap', () => {
    const suspected: BreachEvent = {
      ...head,
      key: 'k0',
      type: 'suspicion-recorded',
      data: {
        firstSuspicionAt: '2026-11-20T08:20:00.000Z',
        investigationStartedAt: '2026-11-20T10:20:00.000Z',
      },
      personal: { reasons: 'A colleague told.' },
    };
    const late = renderBreach(view(ID, suspected, aware), look);
    expect(late).toContain('suspected Fri 20 Nov 2026, 09:20 CET (08:20 UTC) by dpo: A colleague told.');
    expect(late).toContain('examined  Fri 20 Nov 2026, 11:20 CET (10:20 UTC) by dpo: A colleague told.');
    expect(late).toContain('96 hours from suspicion to awareness, more than the 48 we give ourselves: not explained');
    expect(late).toContain(`bin/tocsin aware ${ID} --at ${REPORTED} --reasons '…'`);
    const again: BreachEvent = { ...aware, key: 'k9', personal: { reasons: 'The logs came late.' } };
    const told = view(ID, suspected, aware, again);
    expect(told.course.gap).toEqual({
      ...{ hours: 96, targetHours: 48, explanation: 'given', because: 'The logs came late.' },
    });
    expect(renderBreach(told, look)).toContain('give ourselves: The logs came late.');
    expect(view(ID, aware).course).toMatchObject({
      firstSuspicionAt: { at: REPORTED, reasons: '' },
      investigationStartedAt: null,
      awareAt: { at: REPORTED, by: 'dpo' },
      gap: { hours: 0, explanation: 'not-asked' },
    });
    expect(view(ID).course).toMatchObject({ awareAt: null, gap: null });
  });

  it('asks for the systems where none is named', () => {
    const report = reportedEvent(ID, REPORTED);
    const unplaced = viewOf({ ...report, data: { ...report.data, facts: Facts.parse({}) } });
    expect(renderBreach(unplaced, look)).toContain(`none named; name them: bin/tocsin amend ${ID} --system`);
    const narrative = { ...report.personal.narrative, unlisted: 'The old ticket server\nA USB stick' };
    const named = renderBreach(viewOf({ ...report, personal: { narrative } }), look);
    expect(named).toContain('not in the register yet: The old ticket server, A USB stick');
  });

  it('says OVERDUE, how late, and asks for the reasons of the delay', () => {
    const due = '2026-11-27T08:20:00.000Z';
    const data = { obligation: 'gdpr-art33-1-authority', due, overdueAt: due };
    const overdue: BreachEvent = { ...head, key: 'k3', type: 'obligation-overdue', data };
    const late = renderBreach(view(ID, aware, planned(), overdue), { ...look, now: '2026-11-28T00:20:00.000Z' });
    expect(late).toMatch(/16 h 0 min late .* OVERDUE/);
    expect(late).toContain("--receipt '…' --reasons '…'");
  });

  it('asks for the awareness before anything else where none is recorded', () => {
    const text = renderBreach(view(ID), look);
    expect(text).toContain('not recorded: no clock runs');
    expect(text).toContain(`next: bin/tocsin aware ${ID} --at <instant with offset>`);
  });

  it('marks an exercise and shows what is left on its own clock', () => {
    const report = reportedEvent('EX-2026-0001', REPORTED);
    const drill = viewOf({ ...report, data: { ...report.data, exercise: { scale: 72 } } }, aware, planned());
    const text = renderBreach(drill, { ...look, now: '2026-11-27T07:20:00.000Z' });
    expect(text).toContain('EXERCISE (72 times faster)');
    expect(text).toContain('1 h 0 min 0 s (= 3 d 0 h 0 min)');
  });
});

describe('list', () => {
  it('puts the worst first and exercises last, whatever is left to them', () => {
    const late = { ...toRow(view('TOC-2026-0003', aware, planned()), '2026-11-28T00:00:00.000Z') };
    const rows = sortRows([
      { ...late, breachId: 'EX-2026-0001', exercise: true },
      toRow(view('TOC-2026-0002'), NOW),
      toRow(view('TOC-2026-0001', aware, planned()), NOW),
      late,
    ]);
    expect(rows.map((row) => row.breachId)).toEqual([
      'TOC-2026-0003',
      'TOC-2026-0001',
      'TOC-2026-0002',
      'EX-2026-0001',
    ]);
    const table = renderList(rows, false, look).split('\n');
    expect(table[2]).toBe(
      '2 d 18 h 0 min  Fri 27 Nov 2026, 09:20 CET (08:20 UTC)  GDPR Art. 33(1)  TOC-2026-0001          Session stolen',
    );
    expect(table[3]).toContain('no awareness yet');
    expect(table[4]).toContain('EX-2026-0001 EXERCISE');
    expect(table.at(-1)).toBe('next: bin/tocsin show TOC-2026-0003');
  });
});

describe('times and colour', () => {
  it('repeats the day where UTC has another one, and leaves UTC out where local is UTC', () => {
    expect(bothTimes('2026-11-24T23:05:00.000Z', 'Europe/Berlin')).toBe(
      'Wed 25 Nov 2026, 00:05 CET (Tue 24 Nov, 23:05 UTC)',
    );
    expect(bothTimes('2026-11-24T23:05:00.000Z', 'UTC')).toBe('Tue 24 Nov 2026, 23:05 UTC');
  });

  it('colours only a terminal, and none that asks for no colour', () => {
    expect(makeStyle(true, {}).bad('late')).not.toBe('late');
    expect(makeStyle(true, { NO_COLOR: '1' }).bad('late')).toBe('late');
    expect(makeStyle(false, {}).bad('late')).toBe('late');
  });
});
