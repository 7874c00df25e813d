import { describe, expect, it } from '@jest/globals';
import { noticeTo } from '../../test/support/plans.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import {
  countedFrom,
  type DeliveryResult,
  followUps,
  isCorrectionOpen,
  isCounting,
  type NoticeDelivery,
  type NoticeProgress,
  nextAct,
  nextFollowUp,
  numberOfCorrection,
  numberOfLink,
  releaseOfCorrection,
} from './follow-ups.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const at = (hours: number) => plusMs(T0, hours * HOUR_MS);
/** First 0, reminders 12, 24, 48, escalation 24, expiry after 30 days. */
const schedule = noticeTo('fjord', T0);
const plan = followUps(schedule);
const START: NoticeProgress = { ...schedule, done: [], deliveries: [] };

describe('the follow-up of a notice', () => {
  it('is first, reminders, escalation, expiry', () => {
    expect(plan.map((p) => p.step)).toEqual(['first', 'reminder', 'reminder', 'escalation', 'reminder', 'expiry']);
  });
  it('sends the first delivery however late, and of missed reminders only the newest', () => {
    expect(nextFollowUp(plan, [], '2026-11-30T00:00:00.000Z')?.step).toBe('first');
    expect(nextFollowUp(plan, [1], '2026-11-30T00:00:00.000Z')).toMatchObject({ step: 'reminder', number: 5 });
    expect(nextFollowUp(plan, [1], T0)).toMatchObject({ step: 'reminder', number: 2 });
  });
});

describe('the time to answer', () => {
  const first = { number: 1, step: 'first', contact: 'first', result: 'sent' } as const;
  it('counts from the first letter that asks for an answer, however late it left', () => {
    const counted = countedFrom(START, { ...first, at: at(5) });
    expect(counted).toEqual({
      ...{ countsFrom: at(5), answerBy: at(29), escalateAt: at(29), reminders: [at(17), at(29), at(53)] },
    });
    // What was refused before it asked nobody; a reminder to whom nothing reached is the first letter.
    const refused = { ...first, result: 'refused', at: T0 } as const;
    const later = { ...first, number: 2, step: 'reminder', at: at(12) } as const;
    expect(countedFrom({ ...START, deliveries: [refused] }, later).answerBy).toBe(at(36));
  });
  it('stays once somebody was told it, and is not told by letters that name an instant', () => {
    const asked = { ...START, ...countedFrom(START, { ...first, at: at(5) }), deliveries: [{ ...first, at: at(5) }] };
    expect(countedFrom(asked, { ...first, number: 2, step: 'reminder', at: at(17) })).toEqual({});
    expect(countedFrom(START, { ...first, step: 'escalation', at: at(24) })).toEqual({});
    expect(countedFrom(START, { ...first, result: 'failed', at: at(1) })).toEqual({});
  });
  it.each<[NoticeDelivery['step'], DeliveryResult, boolean]>([
    ['first', 'sent', false],
    ['first', 'uncertain', false],
    ['first', 'refused', true],
    ['reminder', 'sent', false],
    ['reminder', 'failed', true],
    // Neither asks for an answer by a time that counts from it.
    ['escalation', 'sent', true],
    ['link', 'sent', true],
  ])('after a letter "%s" that was %s counts from a first one that follows: %s', (step, result, isCounted) => {
    expect(isCounting('first', [{ number: 1, step, contact: 'first', result, at: T0 }])).toBe(isCounted);
    expect(isCounting('reminder', [{ number: 1, step, contact: 'first', result, at: T0 }])).toBe(false);
  });
  it('counts anew where a letter that may have left is sent again, and moves no step behind the end', () => {
    const again = { ...START, ...countedFrom(START, { ...first, result: 'uncertain', at: at(1) }) };
    expect(countedFrom(again, { ...first, at: at(8) })).toMatchObject({ countsFrom: at(8), answerBy: at(32) });
    const late = { ...START, ...countedFrom(START, { ...first, at: at(29 * 24) }) };
    expect(late.answerBy).toBe(at(30 * 24));
    expect(followUps(late).map(({ step }) => step)).toEqual(plan.map(({ step }) => step));
  });
});

/** Lets `results` be how the acts end, each done at its own instant or, where it is past, at `from`; what they were. */
function play(results: DeliveryResult[], { hasSecond = true, from = T0 } = {}) {
  let progress = START;
  let now = from;
  const acts: string[] = [];
  for (const result of results) {
    const act = nextAct(progress, hasSecond, now);
    if (act?.act !== 'deliver') break;
    if (act.at > now) now = act.at;
    const { number, step, contact, letter, completes } = act;
    acts.push(`${step} ${contact} ${letter} ${(Date.parse(now) - Date.parse(T0)) / HOUR_MS}`);
    const deliveries = [...progress.deliveries, { number, step, contact, result, at: now }];
    progress = { ...progress, done: [...progress.done, ...completes], deliveries };
  }
  return { acts, next: nextAct(progress, hasSecond, now), progress };
}
const sent = (times: number) => Array.from({ length: times }, () => 'sent' as const);

describe('the next act of a notice nobody answers', () => {
  it('is the first letter, reminders, the escalation to the second contact, reminders to both, and its end', () => {
    const { acts, next } = play(sent(9));
    expect(acts).toEqual([
      ...['first first first 0', 'reminder first reminder 12', 'reminder first reminder 24'],
      // The second contact has had the escalation, so that a reminder reminds it too.
      ...['escalation second escalation 24', 'reminder first reminder 48', 'reminder second reminder 48'],
    ]);
    expect(next).toEqual({ act: 'expire', at: schedule.expiresAt });
  });

  it('is tried until the step after it is due', () => {
    const until = (times: number) => {
      const { next } = play(sent(times));
      return next?.act === 'deliver' ? next.until : null;
    };
    expect([0, 1, 2, 3, 4, 5].map(until)).toEqual([
      at(12),
      at(24),
      at(24),
      at(48),
      schedule.expiresAt,
      schedule.expiresAt,
    ]);
  });

  it('is tried until the waiting ends, where nothing comes before', () => {
    const last = { ...START, done: plan.slice(1).map(({ number }) => number) };
    expect(nextAct(last, true, T0)).toMatchObject({ step: 'first', until: schedule.expiresAt, completes: [1] });
  });

  it('merges the reminders that were missed, and is done with them at once', () => {
    const { acts, progress } = play(sent(3), { from: at(60) });
    expect(acts.slice(0, 2)).toEqual(['first first first 60', 'reminder first reminder 60']);
    expect(progress.done).toEqual(expect.arrayContaining([1, 2, 3, 5]));
    expect(acts[2]).toBe('escalation second escalation 60');
  });

  it.each(['refused', 'failed'] as const)('is the escalation at once where the first letter is %s', (result) => {
    const { acts } = play([result, 'sent', 'sent', 'sent'], { from: at(1) });
    expect(acts.slice(0, 2)).toEqual(['first first first 1', 'escalation second escalation 1']);
    // Whom nothing has reached gets the first letter, not a reminder of it.
    expect(acts.slice(2)).toEqual(['reminder first first 12', 'reminder second reminder 12']);
  });

  it('is no escalation before its time where it is uncertain what arrived', () => {
    expect(play(['uncertain', 'sent']).acts).toEqual(['first first first 0', 'reminder first first 12']);
  });

  it('is an escalation to the only contact, where there is no second', () => {
    expect(play(sent(9), { hasSecond: false }).acts).toEqual([
      ...['first first first 0', 'reminder first reminder 12', 'reminder first reminder 24'],
      ...['escalation first escalation 24', 'reminder first reminder 48'],
    ]);
  });

  it('completes a step once both contacts were written to, and not before', () => {
    const escalated = play(sent(4));
    expect(escalated.next).toMatchObject({ step: 'reminder', contact: 'first', completes: [] });
    expect(play(sent(5)).next).toMatchObject({ step: 'reminder', contact: 'second', completes: [2, 3, 5] });
  });

  it('is nothing once it has expired', () => {
    expect(nextAct({ ...START, done: plan.map(({ number }) => number) }, true, T0)).toBeNull();
  });
});

describe('the text of a later release', () => {
  const LATER = at(100);
  const CORRECTION = numberOfCorrection(2);
  const letter = (contact: 'first' | 'second', result: DeliveryResult, number = contact === 'first' ? 1 : 4) =>
    ({ number, step: number === CORRECTION ? 'correction' : 'first', contact, result, at: T0 }) as const;
  const corrected = (...deliveries: NoticeDelivery[]): NoticeProgress => ({
    ...{ ...START, correction: 2, done: plan.map(({ number }) => number), deliveries },
  });
  const act = (row: NoticeProgress, hasSecond = true, now = LATER) => nextAct(row, hasSecond, now);

  it('goes at once to whom an earlier letter has reached, until the waiting ends', () => {
    expect(act(corrected(letter('first', 'sent')))).toEqual({
      ...{ act: 'deliver', at: LATER, number: CORRECTION, step: 'correction', contact: 'first', letter: 'correction' },
      ...{ until: START.expiresAt, completes: [CORRECTION] },
    });
  });

  it.each([
    ['just before the waiting ends', -1, 0],
    ['as it ends', 0, 0],
    ['after it', 5, 5],
  ])('is tried at least once, also %s', (_, hours, until) => {
    const now = plusMs(START.expiresAt, hours * HOUR_MS);
    expect(act(corrected(letter('first', 'sent')), true, now)).toMatchObject({
      ...{ at: now, until: plusMs(START.expiresAt, until * HOUR_MS) },
    });
  });

  it('goes to both contacts where both may have a letter, one after the other', () => {
    const both = [letter('first', 'uncertain'), letter('second', 'sent')];
    expect(act(corrected(...both))).toMatchObject({ contact: 'first', completes: [] });
    const next = corrected(...both, letter('first', 'sent', CORRECTION));
    expect(act(next)).toMatchObject({ contact: 'second', completes: [CORRECTION] });
    expect(act(corrected(...both), false)).toMatchObject({ contact: 'first', completes: [CORRECTION] });
  });

  it('goes to no contact that no letter has reached', () => {
    const second = corrected(letter('first', 'refused'), letter('second', 'sent'));
    expect(act(second)).toMatchObject({ contact: 'second', completes: [CORRECTION] });
    expect(act(corrected(letter('first', 'refused'), letter('second', 'failed')))).toBeNull();
    expect(act(corrected())).toBeNull();
  });

  it.each<[string, NoticeProgress, boolean]>([
    ['whom the first letter reached', corrected(letter('first', 'sent')), true],
    ['whose second contact alone may have one', corrected(letter('second', 'uncertain')), true],
    ['whom nothing reached', corrected(letter('first', 'refused')), false],
    ['who was told it', { ...corrected(letter('first', 'sent')), done: [CORRECTION] }, false],
    ['who was told an earlier one', { ...corrected(letter('first', 'sent')), done: [numberOfCorrection(1)] }, true],
    ['where none is due', { ...START, deliveries: [letter('first', 'sent')] }, false],
  ])('is open for those %s: %s', (_, row, isOpen) => {
    expect(isCorrectionOpen(row)).toBe(isOpen);
  });

  it('and a new link go under numbers that ledgers keep, of every version', () => {
    expect([numberOfLink(2), numberOfCorrection(2)]).toEqual([1_002, 1_000_002]);
  });

  it('is known by the number of its letter, which no other letter has', () => {
    expect([1, 2, 7].map((release) => releaseOfCorrection(numberOfCorrection(release)))).toEqual([1, 2, 7]);
    expect([0, 1, numberOfLink(1), numberOfLink(999), numberOfCorrection(0)].map(releaseOfCorrection)).toEqual([
      ...[null, null, null, null, null],
    ]);
  });
});
