import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { Communication, CommunicationName, Counts, PauseReason } from '../communication/standing.ts';
import type { Command, CommandBody } from './commands.ts';
import { resumesFinished, type UncertainLetters, whyNotDecided } from './decide/communications.ts';
import { decide } from './decide.ts';
import type { BreachEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { BreachState } from './state.ts';
import { wantedChildren } from './wanted-children.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';

/** A breach whose notices are to be told to these, and more; every command must be accepted. */
function breachAfter(...commands: [by: string, body: CommandBody][]): BreachState {
  const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
  const aware: [string, CommandBody] = ['dpo', { type: 'record-awareness', awareAt: T0, reasons: '' }];
  return [aware, ['engine', told('fjord')] as [string, CommandBody], ...commands].reduce(
    (state, [by, body], index) => next(state, by, body, `k${index}`),
    reported,
  );
}
function next(state: BreachState, by: string, body: CommandBody, key = 'k'): BreachState {
  return accepted(state, commandOf(body, { at: NOW, by, key })).state;
}
function eventsOf(state: BreachState, by: string, body: CommandBody): BreachEvent['type'][] {
  return accepted(state, commandOf(body, { at: NOW, by })).events.map(({ type }) => type);
}
function refused(state: BreachState, body: CommandBody) {
  return refusalOf(state, commandOf(body, { at: NOW }));
}

const told = (version: string, suppliers = 1): CommandBody => ({
  type: 'apply-plan',
  plan: planOf(NOW, { obligations: [obligationOf('duty', T0)], counterparties: { suppliers, customers: 0, version } }),
});
const progress = (
  page: number,
  {
    version = 'fjord',
    settled = false,
    counts = { total: 1, sent: 1 } as Counts,
    communication = 'notices' as CommunicationName,
  } = {},
): CommandBody => ({
  ...{ type: 'communication-progressed', communication, version, settled, counts, nextAt: settled ? null : NOW },
  head: { page, hash: `h${page}` },
});
const pause = (because: PauseReason = 'asked', communication: CommunicationName = 'notices'): CommandBody => ({
  ...{ type: 'pause-communication', communication, because, reasons: because === 'asked' ? 'A typo.' : '' },
});
const resume = (communication: CommunicationName = 'notices'): CommandBody => ({
  ...{ type: 'resume-communication', communication, reasons: '' },
});
const stop = (communication: CommunicationName = 'notices'): CommandBody => ({
  ...{ type: 'stop-communication', communication, reasons: 'All known.' },
});
const notices = (state: BreachState): Communication => state.communications.notices as Communication;
const orders = (state: BreachState) =>
  wantedChildren(state).flatMap((child) => (child.kind === 'communication' ? [child] : []));

describe('how far a communication is', () => {
  it('is on record with its counts and the head of its ledger, once a page', () => {
    const state = breachAfter(['engine', progress(1)]);
    expect(notices(state)).toMatchObject({ counts: { total: 1, sent: 1 }, head: { page: 1, hash: 'h1' }, nextAt: NOW });
    expect(eventsOf(state, 'engine', progress(1))).toEqual([]);
    expect(eventsOf(state, 'engine', progress(2))).toEqual(['communication-progressed']);
    expect(eventsOf(state, 'engine', progress(1, { version: 'other' }))).toEqual(['communication-progressed']);
  });

  it('is finished when nothing is left to do for those who are to be told now', () => {
    expect(notices(breachAfter(['engine', progress(1, { settled: true })])).status).toBe('finished');
    // Settled for those of before, while others are to be told by now.
    const state = breachAfter(['engine', told('fjord gull', 2)], ['engine', progress(1, { settled: true })]);
    expect(notices(state).status).toBe('running');
    expect(orders(state)).toMatchObject([{ told: 'fjord gull' }]);
  });

  it('is finished by a count of the page that is on record, once', () => {
    const counted = breachAfter(['engine', progress(1)]);
    const settled = progress(1, { settled: true });
    expect(eventsOf(counted, 'engine', settled)).toEqual(['communication-progressed']);
    expect(eventsOf(next(counted, 'engine', settled), 'engine', settled)).toEqual([]);
  });

  it('wakes up when others are to be told, and not for the same ones', () => {
    const finished = breachAfter(['engine', progress(1, { settled: true })]);
    expect(notices(next(finished, 'engine', told('fjord'))).status).toBe('finished');
    expect(notices(next(finished, 'engine', told('fjord gull', 2))).status).toBe('running');
  });

  it('of a communication that the breach does not have is no news, and never refused', () => {
    expect(eventsOf(breachAfter(), 'engine', progress(1, { communication: 'campaign/7' }))).toEqual([]);
  });
});

describe('pausing, resuming and stopping', () => {
  it('are on record with reasons, and asked of what runs', () => {
    const paused = breachAfter(['dpo', pause()]);
    expect(notices(paused)).toMatchObject({ status: 'paused', because: 'asked' });
    expect(orders(paused)).toMatchObject([{ because: 'asked' }]);
    expect(eventsOf(paused, 'dpo', pause())).toEqual(['communication-paused']);
    expect(notices(next(paused, 'dpo', pause()))).toEqual(notices(paused));
    const resumed = next(paused, 'dpo', resume());
    expect(orders(resumed)).toMatchObject([{ because: null }]);
    expect(eventsOf(resumed, 'dpo', resume())).toEqual([]);
    const again = { ...resume(), reasons: 'All is well.' } as CommandBody;
    expect(eventsOf(resumed, 'dpo', again)).toEqual(['communication-resumed']);
    expect(notices(next(resumed, 'dpo', again))).toEqual(notices(resumed));
    const stopped = next(resumed, 'dpo', stop());
    expect(notices(stopped)).toMatchObject({ status: 'stopped', nextAt: null });
    expect(orders(stopped)).toEqual([]);
  });

  it('by a person of what paused by itself are news, and of what a person paused a confirmation', () => {
    const asked = (state: BreachState) => decide(state, commandOf(pause(), { at: NOW, by: 'dpo' }));
    expect(asked(breachAfter(['dpo', pause()]))).toMatchObject({ ok: true, confirms: true });
    const byItself = asked(breachAfter(['engine', pause('refusals')]));
    expect(byItself).toMatchObject({ ok: true, events: [{ type: 'communication-paused' }] });
    expect(byItself).not.toHaveProperty('confirms');
  });

  it('for good is on record with who and why', () => {
    expect(accepted(breachAfter(), commandOf(stop(), { at: NOW, by: 'user:7' })).events).toMatchObject([
      { type: 'communication-stopped', by: 'user:7', personal: { reasons: 'All known.' } },
    ]);
  });

  it('that others are to be told leaves what a person paused before there were releases', () => {
    const more = breachAfter(['dpo', pause()], ['engine', told('fjord gull', 2)]);
    expect(notices(more)).toMatchObject({ status: 'paused', because: 'asked', turn: 1 });
  });

  it('need reasons where they hold something up, and a communication', () => {
    const [noReasons, noSuch] = [breachAfter(), breachAfter()].map((state, index) =>
      refused(state, index === 0 ? ({ ...pause(), reasons: '' } as CommandBody) : pause('asked', 'campaign/3')),
    );
    expect(noReasons).toEqual({ code: 'reasons-missing', field: 'reasons' });
    expect(noSuch).toEqual({ code: 'unknown-campaign', field: 'communication' });
    expect(refused(breachAfter(), { ...stop(), reasons: '' } as CommandBody)).toMatchObject({
      code: 'reasons-missing',
    });
    const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
    expect(refused(reported, stop())).toMatchObject({ code: 'not-found' });
  });

  it('are refused once a person stopped it', () => {
    const stopped = breachAfter(['dpo', stop()]);
    for (const body of [pause(), resume(), stop()]) {
      expect(refused(stopped, body)).toEqual({
        code: 'conflict',
        field: 'communication',
        members: { why: 'communication-over' },
      });
    }
  });

  it('make a new order each time, so that a pause and a resume that cross are told apart', () => {
    const versions = [breachAfter(), breachAfter(['dpo', pause()], ['dpo', resume()])].map((state) => orders(state)[0]);
    expect(versions[0]?.version).not.toBe(versions[1]?.version);
    expect(versions.map((order) => order?.turn)).toEqual([0, 2]);
  });

  it('by the engine itself are on record while it runs, and change nothing else', () => {
    const paused = breachAfter(['engine', pause('refusals')]);
    expect(notices(paused)).toMatchObject({ status: 'paused', because: 'refusals' });
    expect(eventsOf(breachAfter(['dpo', pause()]), 'engine', pause('busy'))).toEqual([]);
    expect(eventsOf(breachAfter(['dpo', stop()]), 'engine', pause('busy'))).toEqual([]);
    expect(eventsOf(breachAfter(['engine', progress(1, { settled: true })]), 'engine', pause('busy'))).toEqual([]);
  });

  it('by the engine end only its own wait for a busy server', () => {
    expect(eventsOf(breachAfter(['engine', pause('busy')]), 'engine', resume())).toEqual(['communication-resumed']);
    const asked = breachAfter(['engine', pause('busy')], ['dpo', pause()]);
    expect(notices(asked).because).toBe('asked');
    expect(eventsOf(asked, 'engine', resume())).toEqual([]);
    expect(eventsOf(breachAfter(['engine', pause('refusals')]), 'engine', resume())).toEqual([]);
  });

  it('by the engine let what has finished go on, for whoever had a letter sent again', () => {
    const finished = breachAfter(['engine', progress(1, { settled: true })]);
    expect(notices(next(finished, 'engine', resume()))).toMatchObject({ status: 'running', turn: 1 });
  });

  it('ask a person first where others are to be told since it was stopped', () => {
    const changed = breachAfter(['dpo', stop()], ['engine', told('fjord gull', 2)]);
    expect(notices(changed)).toMatchObject({ status: 'paused', because: 'changed-after-stop', turn: 1 });
    expect(notices(breachAfter(['dpo', stop()], ['engine', told('fjord')])).status).not.toBe('running');
    expect(orders(next(changed, 'dpo', resume()))).toMatchObject([{ because: null, told: 'fjord gull' }]);
  });
});

describe('what version 0.8 left as it was', () => {
  const asked = (body: CommandBody, by: string): Command => ({ ...commandOf(body, { at: NOW, by }), by });
  const finished = breachAfter(['engine', progress(1, { settled: true })]);
  const busy = { ...notices(finished), because: 'busy' as const };

  it.each<[string, BreachState, Command, boolean]>([
    ['is what had finished, which the engine lets go on', finished, asked(resume(), 'engine'), true],
    ['is not what a person lets go on', finished, asked(resume(), 'dpo'), false],
    ['is not what the engine pauses', finished, asked(pause('busy'), 'engine'), false],
    ['is not what runs', breachAfter(), asked(resume(), 'engine'), false],
    [
      'is not what had only waited for a busy server',
      { ...finished, communications: { notices: busy } },
      asked(resume(), 'engine'),
      false,
    ],
    ['is not what the breach does not have', breachAfter(), asked(resume('campaign/7'), 'engine'), false],
  ])('%s', (_, state, command, isLeft) => {
    expect(resumesFinished(state, command)).toBe(isLeft);
  });
});

describe('a decision on letters that may have left', () => {
  const letters = (change: Partial<UncertainLetters> = {}): UncertainLetters => ({
    ...{ communication: 'notices', decision: 'send-again', reasons: 'None in the log.' },
    ...change,
  });
  const bo = { by: 'user:bo', isPerson: true };
  const stopped = breachAfter(['dpo', stop()]);
  const closed = breachAfter(['dpo', { type: 'close', outcome: 'not-a-breach', reasons: 'A test.' }]);

  it.each<[string, BreachState, Partial<UncertainLetters>, object]>([
    ['of a closed breach', closed, {}, { code: 'breach-closed' }],
    ['of a campaign that there is not', breachAfter(), { communication: 'campaign/7' }, { code: 'unknown-campaign' }],
    ['without reasons', breachAfter(), { reasons: '' }, { code: 'reasons-missing', field: 'reasons' }],
    [
      'to send again what was stopped for good',
      stopped,
      {},
      { code: 'conflict', field: 'decision', members: { why: 'communication-stopped' } },
    ],
  ])('%s is refused', (_, state, change, refusal) => {
    expect(whyNotDecided(state, letters(change), bo)).toMatchObject(refusal);
  });

  it('that they arrived is taken of what was stopped too, and that they are sent again of what was not', () => {
    expect(whyNotDecided(stopped, letters({ decision: 'arrived' }), bo)).toBeNull();
    expect(whyNotDecided(breachAfter(), letters(), bo)).toBeNull();
  });
});

describe('a link', () => {
  const link = (act: 'revoke' | 'reissue', more: object = {}): CommandBody => ({
    ...{ type: `${act}-link`, counterparty: 'fjord', round: 1, generation: act === 'revoke' ? 1 : 2 },
    ...{ reasons: 'It was passed on.', ...more },
  });
  const settled = progress(1, { settled: true });

  it('is revoked on record with who and why, and nothing is sent for it', () => {
    const finished = breachAfter(['engine', settled]);
    const { events, state } = accepted(finished, commandOf(link('revoke'), { at: NOW, by: 'user:7' }));
    expect(events).toMatchObject([
      {
        ...{ type: 'link-revoked', by: 'user:7', personal: { reasons: 'It was passed on.' } },
        data: { counterparty: 'fjord', round: 1, generation: 1 },
      },
    ]);
    expect(notices(state)).toEqual(notices(finished));
  });

  it('that is given out anew lets notices go on that were done, and leaves alone what is paused', () => {
    const anew = next(breachAfter(['engine', settled]), 'dpo', link('reissue'));
    expect(notices(anew)).toMatchObject({ status: 'running', turn: 1 });
    expect(orders(anew)).toMatchObject([{ because: null, turn: 1 }]);
    expect(notices(next(breachAfter(['dpo', pause()]), 'dpo', link('reissue')))).toMatchObject({ because: 'asked' });
  });

  it('that is given out anew is not overtaken by a count from before it', () => {
    const anew = next(breachAfter(), 'dpo', link('reissue'));
    const counted = (turn: number): CommandBody => ({ ...settled, turn }) as CommandBody;
    expect(notices(next(anew, 'engine', counted(0))).status).toBe('running');
    expect(notices(next(anew, 'engine', counted(1))).status).toBe('finished');
    // Earlier versions do not say.
    expect(notices(next(breachAfter(), 'engine', settled)).status).toBe('finished');
  });

  it('needs reasons and notices, and no new one is sent once they were stopped', () => {
    expect(refused(breachAfter(), link('revoke', { reasons: '' }))).toMatchObject({ code: 'reasons-missing' });
    expect(refused(breachAfter(), link('reissue', { reasons: '' }))).toMatchObject({ code: 'reasons-missing' });
    const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
    expect(refused(reported, link('revoke'))).toMatchObject({ code: 'not-found' });
    const stopped = breachAfter(['dpo', stop()]);
    expect(refused(stopped, link('reissue'))).toEqual({
      code: 'conflict',
      field: 'communication',
      members: { why: 'communication-stopped' },
    });
    expect(refused(stopped, link('revoke'))).toBe('accepted');
  });
});

describe('a campaign', () => {
  const draft: CommandBody = { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 3, contentHash: 'h' };
  const approve: CommandBody = { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' };
  const counts = { total: 3, sent: 2, refused: 0, uncertain: 1 };
  const done: CommandBody = { type: 'campaign-finished', campaign: 1, counts };
  const settled = progress(1, { communication: 'campaign/1', version: '', settled: true, counts });
  const sending: [string, CommandBody][] = [
    ['dpo', draft],
    ['dpo', approve],
  ];

  it('is sent once approved, and finished with its counts', () => {
    expect(orders(breachAfter(['dpo', draft])).map((o) => o.communication)).toEqual(['notices']);
    expect(orders(breachAfter(...sending))[1]).toMatchObject({ communication: 'campaign/1', listId: 'l1', told: '' });
    const finished = breachAfter(...sending, ['engine', settled], ['engine', done]);
    expect(finished.campaigns[0]).toMatchObject({ status: 'finished', counts });
    expect(finished.communications['campaign/1']?.status).toBe('finished');
    expect(eventsOf(finished, 'engine', done)).toEqual([]);
  });

  it('that has finished goes on where a person decided to send again what was uncertain', () => {
    const resumed = breachAfter(...sending, ['engine', settled], ['engine', done], ['dpo', resume('campaign/1')]);
    expect(resumed.campaigns[0]?.status).toBe('sending');
    expect(orders(resumed)[1]).toMatchObject({ communication: 'campaign/1', because: null });
    const again = [settled, done].reduce((state, body) => next(state, 'engine', body), resumed);
    expect([again.campaigns[0]?.status, again.communications['campaign/1']?.status]).toEqual(['finished', 'finished']);
  });

  it('that a person stopped holds up no closing', () => {
    const stopped = breachAfter(...sending, ['dpo', stop('campaign/1')]);
    expect(stopped.campaigns[0]?.status).toBe('stopped');
    expect(refused(stopped, { type: 'close', outcome: 'not-a-breach', reasons: 'A test.' })).toBe('accepted');
  });
});
