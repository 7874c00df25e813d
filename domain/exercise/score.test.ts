import { describe, expect, it } from '@jest/globals';
import { noticeTo, obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import type { Notice } from '../communication/notice.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import { scoreExercise } from './score.ts';

const START: Instant = '2026-11-24T08:00:00.000Z';
const at = (hours: number): Instant => plusMs(START, hours * HOUR_MS);
const AUTHORITY = 'gdpr-art33-1-authority';
const PEOPLE = 'gdpr-art34-1-data-subject';
const DUE = at(72);

const event = (type: string, hours: number, by: string, data: object, personal?: object) =>
  ({
    type,
    at: at(hours),
    by,
    key: `${type}/${hours}/${by}`,
    data,
    ...(personal === undefined ? {} : { personal }),
  }) as BreachEvent;
const reported = (): BreachEvent => {
  const first = reportedEvent('EX-2026-0001', START);
  return { ...first, data: { ...first.data, exercise: { scale: 72 } } };
};
const aware = event('awareness-recorded', 0.5, 'dpo', { awareAt: START }, { reasons: '' });
const plan = planOf(START, {
  obligations: [
    obligationOf(AUTHORITY, START),
    obligationOf(PEOPLE, START, { article: 'GDPR Art. 34(1)', title: 'Tell the people concerned' }),
  ],
});
const planned = event('planned', 0.5, 'engine', { plan, changes: [] });
const rung = (name: string, hours: number, obligation = AUTHORITY) =>
  event('rung-fired', hours, 'engine', { obligation, rung: name, due: DUE, firedAt: at(hours), skipped: [] });
const overdue = (obligation = AUTHORITY) =>
  event('obligation-overdue', 72, 'engine', { obligation, due: DUE, overdueAt: DUE });
const filed = (hours: number, obligation = AUTHORITY) =>
  event(
    'filed',
    hours,
    'dpo',
    { obligation, filedAt: at(hours), late: at(hours) > DUE },
    { receipt: 'A-1', reasons: '' },
  );
const score = (events: BreachEvent[], now = at(80)) => scoreExercise(events, now, [], () => 0);
const outcomes = (events: BreachEvent[], now?: Instant) =>
  score(events, now).duties.map(({ id, outcome, marginMs }) => [
    id,
    outcome,
    marginMs === null ? null : marginMs / HOUR_MS,
  ]);

describe('an exercise', () => {
  it('in which nothing was done misses every duty, and says by how much', () => {
    const events = [reported(), aware, planned, rung('48-hours-left', 24), overdue(), overdue(PEOPLE)];
    const seen = score(events);
    expect(outcomes(events)).toEqual([
      [AUTHORITY, 'missed', -8],
      [PEOPLE, 'missed', -8],
    ]);
    expect(seen.total).toBe(0);
    expect(seen.parts).toMatchObject([
      { part: 'duties', done: 0, of: 2 },
      { part: 'warnings', done: 0, of: 3 },
      { part: 'notices', done: 0, of: 0, weight: 0, points: 0 },
    ]);
    expect(seen.advice.map((line) => line.about)).toEqual(['missed', 'silent-warnings', 'undecided', 'not-closed']);
  });

  it('that nobody even confirmed has nothing to score', () => {
    const seen = score([reported()]);
    expect([seen.total, seen.aware, seen.advice[0]?.about]).toEqual([null, null, 'no-awareness']);
  });

  it('counts a warning as answered by the first act before the next one of the same duty', () => {
    const facts = event('facts-amended', 30, 'responder', { changed: {} }, { narrative: {}, reasons: 'Seen.' });
    const { warnings } = score([
      ...[reported(), aware, planned, rung('48-hours-left', 24), rung('48-hours-left', 24, PEOPLE)],
      ...[facts, rung('24-hours-left', 48), filed(50, PEOPLE), rung('4-hours-left', 68), filed(70)],
    ]);
    expect(
      warnings.map((w) => [w.obligation, w.rung, w.answer?.what ?? null, (w.answer?.afterMs ?? 0) / HOUR_MS]),
    ).toEqual([
      [AUTHORITY, '48-hours-left', 'facts-amended', 6],
      [PEOPLE, '48-hours-left', 'facts-amended', 6],
      [AUTHORITY, '24-hours-left', null, 0],
      [AUTHORITY, '4-hours-left', 'filed', 2],
    ]);
  });

  it('never takes what the engine did for an answer', () => {
    const { warnings } = score([reported(), aware, planned, rung('48-hours-left', 24), { ...filed(30), by: 'engine' }]);
    expect(warnings[0]?.answer).toBeNull();
  });

  it('tells duties met, decided, late and still open apart', () => {
    const waived = event('obligation-waived', 10, 'deputy', { obligation: PEOPLE }, { reasons: 'Art. 34(3)(a)' });
    const start = [reported(), aware, planned];
    expect(outcomes([...start, filed(70), waived])).toEqual([
      [AUTHORITY, 'met', 2],
      [PEOPLE, 'decided', 62],
    ]);
    expect(outcomes([...start, overdue(), filed(75)])).toEqual([
      [AUTHORITY, 'late', -3],
      [PEOPLE, 'missed', -8],
    ]);
    expect(outcomes(start, at(10))).toEqual([
      [AUTHORITY, 'open', 62],
      [PEOPLE, 'open', 62],
    ]);
    expect(score(start, at(10)).total).toBeNull();
    expect(score([...start, filed(70)], at(71)).total).toBe(100);
  });

  it('adds up: duties 60, warnings 25, notices 15, and a part without anything gives its weight away', () => {
    const seen = score([reported(), aware, planned, rung('4-hours-left', 68), filed(70), overdue(PEOPLE)]);
    const [duties, warnings] = seen.parts;
    expect(duties).toMatchObject({ done: 1, of: 2 });
    expect(warnings).toMatchObject({ done: 1, of: 2 });
    expect([duties?.weight, warnings?.weight].map((w) => Math.round((w ?? 0) * 10) / 10)).toEqual([70.6, 29.4]);
    expect(seen.total).toBe(50);
  });

  it('never says 100 where anything is lacking, however little', () => {
    const facts = (hours: number) =>
      event('facts-amended', hours, 'responder', { changed: {} }, { narrative: {}, reasons: 'Seen.' });
    const answered = Array.from({ length: 100 }, (_, n) => [rung('early', 1 + n / 10), facts(1.05 + n / 10)]).flat();
    const events = [reported(), aware, planned, ...answered, filed(70), filed(70, PEOPLE)];
    expect(score(events).total).toBe(100);
    expect(score([...events, rung('late', 73)]).total).toBe(99);
  });

  it('cannot be scored without any event', () => {
    expect(() => score([])).toThrow('An exercise without events cannot be scored.');
  });

  it('says when the awareness was first recorded, by whom and how long after the report', () => {
    const corrected = event('awareness-corrected', 3, 'deputy', { from: START, to: at(-1) }, { reasons: 'Seen.' });
    expect(score([reported(), aware, corrected]).aware).toEqual({ at: at(0.5), by: 'dpo', afterMs: HOUR_MS / 2 });
    const before = event('awareness-recorded', -1, 'dpo', { awareAt: at(-1) }, { reasons: '' });
    expect(score([reported(), before]).aware?.afterMs).toBe(0);
  });

  it('is at real speed where nobody set one', () => {
    expect(score([reported()]).scale).toBe(72);
    expect(score([reportedEvent('EX-2026-0001', START)]).scale).toBe(1);
  });

  it('is undecided until both articles are decided', () => {
    const decided = (article: string) =>
      event('risk-decided', 1, 'dpo', { article, conclusion: 'risk', proposed: 'risk' }, { reasons: 'Few records.' });
    const about = (...more: BreachEvent[]) => score([reported(), aware, ...more]).advice.map((line) => line.about);
    expect(about(decided('art33'))).toContain('undecided');
    expect(about(decided('art34'))).toContain('undecided');
    expect(about(decided('art33'), decided('art34'))).not.toContain('undecided');
  });

  it('judges a closed one at its close, whenever it is read', () => {
    const closed = event('closed', 74, 'dpo', { outcome: 'resolved' }, { reasons: 'Over.' });
    const events = [reported(), aware, planned, filed(70), filed(71, PEOPLE), closed];
    expect(score(events, at(500))).toMatchObject({ judgedAt: at(74), closedAt: at(74) });
    expect(score(events.slice(0, -1), at(500))).toMatchObject({ judgedAt: at(500), closedAt: null });
    expect(score(events, at(500)).advice.map((line) => line.about)).toEqual(['undecided']);
  });
});

describe('a duty met only in name', () => {
  const closed = event('closed', 79, 'dpo', { outcome: 'resolved' }, { reasons: 'Over.' });
  const decided = event(
    'risk-decided',
    1,
    'dpo',
    { conclusion: 'high-risk', proposed: 'high-risk' },
    { reasons: 'ok' },
  );
  const onlyAuthority = event('planned', 0.5, 'engine', {
    ...{ plan: planOf(START, { obligations: [obligationOf(AUTHORITY, START)] }), changes: [] },
  });
  const base = [reported(), aware, onlyAuthority, decided];

  it('went well only where nothing is found', () => {
    const fine = score([...base, filed(70), closed]);
    expect([fine.total, fine.advice]).toEqual([100, [{ about: 'well-done', names: [] }]]);
  });

  it('does not count as in time where it was filed before the awareness', () => {
    const seen = score([...base, { ...filed(70), data: { ...filed(-316 * 24).data } } as BreachEvent, closed]);
    expect(seen.duties).toMatchObject([{ outcome: 'out-of-order', marginMs: null }]);
    expect([seen.total, seen.advice]).toEqual([0, [{ about: 'out-of-order', names: ['GDPR Art. 33(1)'] }]]);
  });

  it('does not count as in time where its text was approved afterwards; the form rounds to the minute', () => {
    const text = { stage: 'initial', sha256: 'abc' };
    const approvedAt = (hours: number) => event('filing-approved', hours, 'dpo', { obligation: AUTHORITY, ...text });
    const sent = { ...filed(70), at: at(72), data: { ...filed(70).data, ...text, channel: '' } } as BreachEvent;
    const outcome = (hours: number) => score([...base, approvedAt(hours), sent, closed]).duties[0]?.outcome;
    expect([outcome(69), outcome(70 + 0.5 / 60), outcome(71)]).toEqual(['met', 'met', 'out-of-order']);
  });

  it('counts half with mandatory fields open, and says how many', () => {
    const seen = scoreExercise([...base, filed(70), closed], at(80), [], () => 4);
    expect(seen.parts[0]).toMatchObject({ done: 0.5, of: 1, points: 50 });
    expect([seen.total, seen.advice]).toEqual([50, [{ about: 'open-fields', names: ['GDPR Art. 33(1) (4)'] }]]);
  });

  it('counts half where far fewer people were written to than are concerned', () => {
    const people = obligationOf(PEOPLE, START, { article: 'GDPR Art. 34(1)', recipient: 'data subject' });
    const plan = planOf(START, { obligations: [people] });
    const facts = event(
      'facts-amended',
      1,
      'dpo',
      { changed: { peopleConcerned: 1200 } },
      { narrative: {}, reasons: '' },
    );
    const drafted = (recipients: number) =>
      event('campaign-drafted', 2, 'dpo', { campaign: 1, listId: 'l', recipients, contentHash: 'h' });
    const approved = event('campaign-approved', 3, 'dpo', { campaign: 1, contentHash: 'h' }, { reasons: '' });
    const told = (recipients: number) =>
      score([
        ...[reported(), aware, event('planned', 0.5, 'engine', { plan, changes: [] }), facts, decided],
        ...[drafted(recipients), approved, filed(70, PEOPLE), closed],
      ]);
    expect([told(2).total, told(2).advice]).toEqual([
      50,
      [{ about: 'few-told', names: ['GDPR Art. 34(1) (2 / 1200)'] }],
    ]);
    expect(told(1150).total).toBe(100);
  });

  it('asks for reasons where a decision lies near an edge', () => {
    const { severity, obligations } = planOf(START, { obligations: [obligationOf(AUTHORITY, START)] });
    const near = planOf(START, { obligations, severity: { ...severity, flags: ['near-band-edge'] } });
    const planned = event('planned', 0.5, 'engine', { plan: near, changes: [] });
    expect(score([reported(), aware, planned, decided, filed(70), closed]).advice).toEqual([
      { about: 'thin-reasons', names: ['Art. 33', 'Art. 34'] },
    ]);
  });
});

describe('the notices of an exercise', () => {
  const planned = { ...noticeTo('fjord', START), answerBy: at(24), expiresAt: at(700) };
  const row: Notice = {
    ...{ ...planned, breachId: 'EX-2026-0001', round: 1, status: 'planned', done: [], deliveries: [] },
    ...{ openedAt: null, acknowledgedAt: null, answers: null },
  };
  const delivery = { number: 1, step: 'first', contact: 'first', result: 'sent', at: at(1) } as const;
  const sent: Notice = { ...row, status: 'sent', deliveries: [delivery] };
  const answers = { holdsData: 'yes', misuse: 'no', answeredBy: 'Dana Okoro' } as const;
  const acknowledged = (hours: number): Notice => ({
    ...{ ...sent, status: 'acknowledged', acknowledgedAt: at(hours), answers },
  });
  const told = (...rows: Notice[]) => scoreExercise([reported(), aware], at(80), rows, () => 0);

  it('are in time up to the answer asked for, and silent ones are named', () => {
    expect(told(acknowledged(3)).notices).toMatchObject([
      { counterparty: 'fjord', afterMs: 2 * HOUR_MS, answeredBy: 'Dana Okoro', inTime: true },
    ]);
    expect(told(acknowledged(30)).total).toBe(0);
    expect(told(sent).advice).toContainEqual({ about: 'silent-notices', names: ['fjord'] });
    expect(told(row).notices).toEqual([]);
  });
});
