import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { clock72h, obligationOf, planOf, reportedEvent } from '../../../test/support/plans.ts';
import { HOUR_MS, plusMs } from '../../time.ts';
import { closingPoints, closingPointsOf08 } from '../closing-gate.ts';
import type { CommandBody } from '../commands.ts';
import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { type BreachState, openObligations } from '../state.ts';
import { supplementsOwed } from '../supplements.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:30.000Z';
/** Days on: everything so far was long ago, and its limit has passed. */
const LATER = '2026-12-01T10:00:00.000Z';
const { due: DUE } = clock72h(T0);
const AFTER_DUE = plusMs(DUE, 1);
const ART33 = 'gdpr-art33-1-authority';
const [SHA, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];

type Stage = 'initial' | 'follow-up' | 'complete' | 'withdrawal';
type Filing = CommandBody & { type: 'file' };

const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: '' };
const planned = (...duties: ReturnType<typeof obligationOf>[]): CommandBody => {
  return { type: 'apply-plan', plan: planOf(NOW, { obligations: duties }) };
};
const plan = planned(obligationOf(ART33, T0));
const approve = (stage: Stage = 'initial', sha256 = SHA): CommandBody => {
  return { type: 'approve-filing', obligation: ART33, stage, sha256 };
};
/** Of the approved bytes. */
const file = (change: Partial<Filing> = {}): Filing => ({
  ...{ type: 'file', obligation: ART33, filedAt: NOW, receipt: 'DE-1', reasons: '', channel: 'portal' },
  ...{ stage: 'initial', sha256: SHA, ...change },
});
const elsewhere = (change: Partial<Filing> = {}): Filing => ({
  ...{ type: 'file', obligation: ART33, filedAt: NOW, receipt: 'DE-1', reasons: 'By telephone.', elsewhere: true },
  ...change,
});

function breachAfter(...bodies: CommandBody[]): BreachState {
  return later(evolve(null, reportedEvent('TOC-2026-0001', T0)), ...bodies);
}
function later(state: BreachState, ...bodies: CommandBody[]): BreachState {
  return bodies.reduce((now, body, n) => accepted(now, commandOf(body, { at: NOW, key: `k${n}` })).state, state);
}
const refused = (state: BreachState, body: CommandBody, at = NOW) => refusalOf(state, commandOf(body, { at }));

describe('a filing of approved bytes', () => {
  const ready = breachAfter(aware, plan, approve());

  it('in time needs no reasons and stops the clock', () => {
    const { state, events } = accepted(ready, commandOf(file(), { at: NOW }));
    expect(state.obligations[ART33]).toMatchObject({ status: 'filed', filed: { receipt: 'DE-1', late: false } });
    expect(openObligations(state)).toEqual([]);
    expect(events[0]?.data).toEqual({
      ...{ obligation: ART33, filedAt: NOW, late: false, stage: 'initial', sha256: SHA, channel: 'portal' },
    });
  });

  it.each<[string, Partial<Filing>, string]>([
    ['bytes that nobody approved', { sha256: OTHER }, 'document'],
    ['approved bytes at another stage', { stage: 'complete' }, 'document'],
    ['no bytes at all', { sha256: undefined as never }, 'elsewhere'],
  ])('is refused for %s', (_, change, field) => {
    expect(refused(ready, file(change))).toEqual({ code: 'not-approved', field });
  });

  it('is refused before anybody approved anything, and of the same bytes a second time', () => {
    expect(refused(breachAfter(aware, plan), file())).toEqual({ code: 'not-approved', field: 'document' });
    expect(refused(later(ready, file()), file())).toEqual({ code: 'not-approved', field: 'document' });
  });

  it('is refused dated ahead of now, and not at this very instant', () => {
    const ahead = { code: 'conflict', field: 'filedAt', members: { why: 'future', than: NOW } };
    expect(refused(ready, file({ filedAt: plusMs(NOW, 1) }))).toEqual(ahead);
    expect(refused(ready, file())).toBe('accepted');
  });

  it('is refused dated before the minute of its approval', () => {
    const minute = '2026-11-24T10:00:00.000Z';
    const early = { code: 'conflict', field: 'filedAt', members: { why: 'approval', than: NOW } };
    expect(refused(ready, file({ filedAt: plusMs(minute, -1) }))).toEqual(early);
    const said = decide(ready, commandOf(file({ filedAt: plusMs(minute, -1) }), { at: NOW }));
    expect(said).toMatchObject({ message: expect.stringContaining('before these bytes were approved') });
    expect(refused(ready, file({ filedAt: minute }))).toBe('accepted');
  });

  it('is refused dated before the minute of the awareness that counts', () => {
    const correction: CommandBody = { type: 'record-awareness', awareAt: LATER, reasons: 'Only then.' };
    const moved = accepted(ready, commandOf(correction, { at: LATER })).state;
    const early = { code: 'conflict', field: 'filedAt', members: { why: 'awareness', than: LATER } };
    expect(refused(moved, file({ filedAt: plusMs(LATER, -1) }), LATER)).toEqual(early);
    const said = decide(moved, commandOf(file({ filedAt: plusMs(LATER, -1) }), { at: LATER }));
    expect(said).toMatchObject({ message: expect.stringContaining('before the organisation became aware') });
    expect(refused(moved, file({ filedAt: LATER, reasons: 'x' }), LATER)).toBe('accepted');
  });

  it('is late after the due instant, and then only with reasons', () => {
    const late = { code: 'reasons-missing', field: 'reasons', members: { why: 'late' } };
    expect(refused(ready, file({ filedAt: AFTER_DUE }), LATER)).toEqual(late);
    expect(accepted(ready, commandOf(file({ filedAt: DUE }), { at: LATER })).state.obligations[ART33]?.status).toBe(
      'filed',
    );
    const given = file({ filedAt: AFTER_DUE, reasons: 'The scope was unclear.' });
    expect(accepted(ready, commandOf(given, { at: LATER })).state.obligations[ART33]).toMatchObject({
      ...{ status: 'filed-late', filed: { late: true, reasons: 'The scope was unclear.' } },
    });
  });

  it('is taken late without reasons where the law asks for none', () => {
    const duty = planned(obligationOf(ART33, T0, { lateNeedsReasons: false }));
    expect(refused(breachAfter(aware, duty, approve()), file({ filedAt: AFTER_DUE }), LATER)).toBe('accepted');
  });

  it('becomes late when the awareness is corrected to earlier', () => {
    const earlier = '2026-11-20T00:00:00.000Z';
    const state = later(
      ...[ready, file(), { type: 'record-awareness', awareAt: earlier, reasons: 'Seen by the night shift.' } as const],
      planned(obligationOf(ART33, earlier)),
    );
    expect(state.obligations[ART33]?.status).toBe('filed-late');
  });

  it('is refused for a duty that the breach does not have, or whose clock has not begun', () => {
    const unknown = { code: 'unknown-obligation', field: 'obligation' };
    expect(refused(ready, file({ obligation: 'no-such' }))).toEqual(unknown);
    expect(refused(breachAfter(aware), file())).toEqual(unknown);
    const unaware = breachAfter(planned(obligationOf(ART33, null)), approve());
    expect(refused(unaware, file())).toEqual({ code: 'awareness-missing', field: 'obligation' });
  });

  it('is refused for one that is waived, and for one that the newest plan lacks', () => {
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'None.' };
    expect(refused(later(ready, waive), file())).toEqual({
      code: 'not-filable',
      field: 'obligation',
      members: { why: 'order' },
    });
    expect(refused(later(ready, planned()), file())).toMatchObject({ code: 'unknown-obligation' });
    const dropped = later(ready, file(), approve('follow-up', OTHER), planned());
    expect(refused(dropped, file({ stage: 'follow-up', sha256: OTHER }))).toMatchObject({ code: 'unknown-obligation' });
  });
});

describe('a filing made elsewhere', () => {
  const ready = breachAfter(aware, plan);

  it('needs no approval, and says why', () => {
    expect(refused(ready, elsewhere())).toBe('accepted');
    const missing = { code: 'reasons-missing', field: 'reasons', members: { why: 'elsewhere' } };
    expect(refused(ready, elsewhere({ reasons: '' }))).toEqual(missing);
    expect(accepted(ready, commandOf(elsewhere(), { at: NOW })).events[0]?.data).toEqual({
      ...{ obligation: ART33, filedAt: NOW, late: false, elsewhere: true },
    });
  });

  it('may be older than approval and awareness, and not of the future', () => {
    expect(refused(later(ready, approve()), elsewhere({ filedAt: plusMs(T0, -HOUR_MS) }))).toBe('accepted');
    expect(refused(ready, elsewhere({ filedAt: plusMs(NOW, 1) }))).toMatchObject({ members: { why: 'future' } });
  });
});

describe('the order of filings', () => {
  const filed = breachAfter(aware, plan, elsewhere({ stage: 'initial' }));
  const out = { code: 'not-filable', field: 'stage', members: { why: 'order' } };

  it.each(['follow-up', 'withdrawal'] as const)('begins with none that refers to another: no %s', (stage) => {
    expect(refused(breachAfter(aware, plan), elsewhere({ stage }))).toEqual(out);
    expect(refused(breachAfter(aware, plan), approve(stage))).toEqual(out);
  });

  it('has one first filing', () => {
    const over = { code: 'not-filable', field: 'obligation', members: { why: 'order' } };
    expect(refused(filed, elsewhere({ stage: 'initial' }))).toEqual(over);
    expect(refused(filed, elsewhere())).toEqual(over);
    expect(refused(filed, approve('initial'))).toEqual(over);
    expect(refused(breachAfter(aware, plan, elsewhere({ stage: 'complete' })), approve('initial'))).toEqual(over);
  });

  it.each(['follow-up', 'complete', 'withdrawal'] as const)('goes on with a %s, which is never late', (stage) => {
    const { state } = accepted(filed, commandOf(elsewhere({ stage, filedAt: AFTER_DUE }), { at: LATER }));
    expect(state.obligations[ART33]).toMatchObject({
      status: 'filed',
      versions: [{ number: 1 }, { stage, late: false }],
    });
  });

  it('goes on where the newest plan has no clock for the duty any more', () => {
    const state = later(filed, planned(obligationOf(ART33, null)));
    expect(refused(state, elsewhere({ stage: 'follow-up' }))).toBe('accepted');
  });

  it('goes on after a filing that named no stage', () => {
    expect(refused(breachAfter(aware, plan, elsewhere()), elsewhere({ stage: 'follow-up' }))).toBe('accepted');
  });

  it('ends with a withdrawal, which needs reasons', () => {
    const approved = later(filed, approve('withdrawal'));
    const missing = { code: 'reasons-missing', field: 'reasons', members: { why: 'withdrawal' } };
    expect(refused(approved, file({ stage: 'withdrawal' }))).toEqual(missing);
    const withdrawn = later(approved, file({ stage: 'withdrawal', reasons: 'No incident.' }));
    expect(refused(withdrawn, elsewhere({ stage: 'complete' }))).toEqual(out);
    expect(refused(withdrawn, approve('follow-up'))).toEqual(out);
  });
});

describe('the approval of a filing', () => {
  it('is on record with who and when, once for each person, each file and each stage', () => {
    const state = breachAfter(aware, plan, approve());
    expect(state.obligations[ART33]?.approvals).toEqual([{ stage: 'initial', sha256: SHA, by: 'dpo', at: NOW }]);
    const events = (body: CommandBody, by = 'dpo') => accepted(state, commandOf(body, { at: NOW, by })).events.length;
    expect([events(approve()), events(approve('initial', OTHER)), events(approve('complete'))]).toEqual([0, 1, 1]);
    expect(events(approve(), 'deputy')).toBe(1);
  });

  it('stops no clock, and survives the next plan', () => {
    const state = breachAfter(aware, plan, approve(), plan);
    expect(state.obligations[ART33]).toMatchObject({ status: 'running', approvals: [{ sha256: SHA }] });
  });

  it('waits until a person has stated what the engine proposes, and says how many fields that are', () => {
    const state = breachAfter(aware, plan);
    const unconfirmed = (fields: number) =>
      decide(state, commandOf({ ...approve(), unconfirmed: fields } as CommandBody, { at: NOW }));
    const refusal = { code: 'not-filable', field: 'confirmed', members: { why: 'unconfirmed' } };
    expect(unconfirmed(1)).toMatchObject({ ...refusal, message: expect.stringMatching(/^1 field holds/) });
    expect(unconfirmed(2)).toMatchObject({ ...refusal, message: expect.stringMatching(/^2 fields hold/) });
    expect(unconfirmed(0).ok).toBe(true);
  });

  it('is refused for a duty that is not open, or not there', () => {
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'None.' };
    expect(refused(breachAfter(aware, plan, waive), approve())).toMatchObject({ code: 'not-filable' });
    expect(refused(breachAfter(aware), approve())).toMatchObject({ code: 'unknown-obligation' });
  });
});

describe('a campaign recorded as what was done', () => {
  const drafted: CommandBody[] = [
    { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 3, contentHash: 'h' },
    { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' },
  ];
  const counts = { total: 3, sent: 3, refused: 0, uncertain: 0 };
  const sent: CommandBody[] = [...drafted, { type: 'campaign-finished', campaign: 1, counts }];
  const record = elsewhere({ campaign: 1, stage: 'initial' });

  it('is recorded once, after it has finished', () => {
    expect(refused(breachAfter(aware, plan, ...drafted), record)).toEqual({ code: 'not-found', field: 'campaign' });
    const done = breachAfter(aware, plan, ...sent);
    expect(refused(done, { ...record, campaign: 2 })).toEqual({ code: 'not-found', field: 'campaign' });
    const recorded = later(done, record);
    expect(recorded.obligations[ART33]?.status).toBe('filed');
    const over = { code: 'not-filable', field: 'campaign', members: { why: 'campaign-recorded' } };
    expect(refused(recorded, { ...record, stage: 'complete' })).toEqual(over);
  });

  it('is refused where no clock of the duty runs', () => {
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'None.' };
    const over = { code: 'not-filable', field: 'campaign', members: { why: 'campaign-recorded' } };
    expect(refused(breachAfter(aware, plan, ...sent, waive), record)).toEqual(over);
  });

  it('is recorded late too, with reasons', () => {
    const overdue: CommandBody = { type: 'mark-overdue', obligation: ART33, due: DUE, overdueAt: AFTER_DUE };
    expect(refused(breachAfter(aware, plan, ...sent, overdue), { ...record, filedAt: AFTER_DUE }, LATER)).toBe(
      'accepted',
    );
  });
});

describe('a campaign recorded with its approved letter', () => {
  const counts = (sent: number) => ({ total: sent, sent, refused: 0, uncertain: 0 });
  const campaign = (number: number, sent: number): CommandBody[] => [
    { type: 'draft-campaign', campaign: number, listId: `l${number}`, recipients: sent, contentHash: `h${number}` },
    { type: 'approve-campaign', campaign: number, contentHash: `h${number}`, reasons: '' },
    { type: 'campaign-finished', campaign: number, counts: counts(sent) },
  ];
  const concerned: CommandBody = {
    ...{ type: 'amend-facts', facts: { peopleConcerned: 10 }, narrative: {}, reasons: 'Counted.' },
  };
  const letter = (number: number, told: number, change: Partial<Filing> = {}) =>
    file({ campaign: number, sha256: `h${number}`, people: { told, concerned: 10 }, openFields: 0, ...change });
  const ready = breachAfter(aware, concerned, plan, ...campaign(1, 4), ...campaign(2, 6));

  it('needs no other approval and no reasons, and says how many were told', () => {
    expect(refused(ready, letter(1, 4, { sha256: 'h2' }))).toEqual({
      code: 'conflict',
      field: 'campaign',
      members: { why: 'moved' },
    });
    expect(refused(ready, letter(1, 10))).toEqual({ code: 'conflict', field: 'campaign', members: { why: 'moved' } });
    const { events } = accepted(ready, commandOf(letter(1, 4), { at: NOW }));
    expect(events[0]?.data).toMatchObject({ campaign: 1, sha256: 'h1', people: { told: 4, concerned: 10 } });
    expect(events[0]?.data).not.toHaveProperty('elsewhere');
  });

  it('owes the rest while fewer were told than are concerned, and nothing once another told them', () => {
    const short = later(ready, letter(1, 4), plan);
    expect(supplementsOwed(short)).toEqual([ART33]);
    const points = (state: BreachState) => closingPoints(state, 'resolved').map(({ says }) => says);
    expect(points(short)).toEqual([expect.stringContaining('4 of about 10 people were told')]);
    expect(refused(short, letter(1, 8, { stage: 'follow-up' }))).toEqual({
      code: 'not-filable',
      field: 'campaign',
      members: { why: 'campaign-recorded' },
    });
    const whole = later(short, letter(2, 10, { stage: 'complete' }), plan);
    expect([supplementsOwed(whole), points(whole)]).toEqual([[], []]);
  });

  it('stands in the way of closing while it waits for approval', () => {
    const state = breachAfter(aware, plan, ...campaign(1, 3).slice(0, 1));
    const found = closingPoints(state, 'resolved').map(({ point }) => point);
    expect(found).toContain('campaign-waiting/1');
    // Closed by a history of version 0.8, which did not ask for it.
    expect(closingPointsOf08(state, 'resolved').map(({ point }) => point)).not.toContain('campaign-waiting/1');
  });
});

describe('a filing of before there were roles, replayed', () => {
  const ofBefore = (body: CommandBody, at = NOW) => ({ ...body, at, by: 'dpo', key: 'before' });

  it('is decided by the rules of then: it needed no approval here, and no order with it', () => {
    const state = breachAfter(aware, plan);
    expect(refusalOf(state, ofBefore(file({ filedAt: plusMs(T0, -1) })))).toBe('accepted');
    expect(refusalOf(state, ofBefore(approve('follow-up')))).toBe('accepted');
    expect(refusalOf(breachAfter(aware, plan, elsewhere()), ofBefore(approve('initial')))).toBe('accepted');
    expect(refusalOf(breachAfter(), ofBefore(approve()))).toMatchObject({ code: 'unknown-obligation' });
  });

  it('and what was refused then still is', () => {
    const state = breachAfter(aware, plan);
    expect(refusalOf(state, ofBefore(file({ filedAt: plusMs(NOW, 1) })))).toMatchObject({ field: 'filedAt' });
    expect(refusalOf(state, ofBefore(file({ filedAt: AFTER_DUE }), LATER))).toMatchObject({ code: 'reasons-missing' });
    expect(refusalOf(state, ofBefore(file({ stage: 'follow-up' })))).toMatchObject({ code: 'not-filable' });
  });
});

describe('the duty to document', () => {
  const recipient = 'ourselves; shown to the authority on request';
  const state = breachAfter(aware, planned(obligationOf(ART33, null, { recipient, startsFrom: null })));

  it('takes no filing and no approval, since its entry is kept from the record', () => {
    const refusal = { code: 'not-filable', field: 'obligation', members: { why: 'register-duty' } };
    for (const body of [approve(), file(), elsewhere()]) expect(refused(state, body)).toMatchObject(refusal);
  });

  it('took one before there were roles, as it stands in histories', () => {
    const { role: _, ...before } = commandOf(elsewhere(), { at: NOW });
    expect(refusalOf(state, before)).toBe('accepted');
  });
});

describe('the receipt of a filing', () => {
  const receipt = (change: object = {}): CommandBody => {
    return { type: 'record-receipt', obligation: ART33, version: 1, receipt: 'DE-BE 7', reasons: '', ...change };
  };
  const filed = breachAfter(aware, plan, approve(), file({ receipt: '' }));
  const versions = (state: BreachState) => state.obligations[ART33]?.versions?.map((version) => version.receipt);

  it('may come after it, and is then that of its version and of the filing', () => {
    expect(filed.obligations[ART33]).toMatchObject({ status: 'filed', filed: { receipt: '' } });
    const { state, events } = accepted(filed, commandOf(receipt(), { at: NOW }));
    expect(state.obligations[ART33]?.filed?.receipt).toBe('DE-BE 7');
    expect(versions(state)).toEqual(['DE-BE 7']);
    expect(events[0]?.personal).toEqual({ receipt: 'DE-BE 7', before: '', reasons: '' });
    expect(accepted(state, commandOf(receipt(), { at: NOW, key: 'again' })).events).toEqual([]);
  });

  it('may come after the closing, and opens nothing again', () => {
    const closed = { ...filed, status: 'closed' as const };
    expect(accepted(closed, commandOf(receipt(), { at: NOW })).state).toMatchObject({ status: 'closed' });
  });

  it('is put right, or taken back, only with reasons; what stood there before stays on record', () => {
    const wrong = later(filed, receipt({ receipt: 'no number yet' }));
    expect(refused(wrong, receipt())).toMatchObject({ code: 'reasons-missing', field: 'reasons' });
    const { state, events } = accepted(wrong, commandOf(receipt({ reasons: 'It came.' }), { at: NOW, key: 'r' }));
    expect(events[0]?.personal).toEqual({ receipt: 'DE-BE 7', before: 'no number yet', reasons: 'It came.' });
    expect(versions(later(state, receipt({ receipt: '', reasons: 'Of another breach.' })))).toEqual(['']);
  });

  it('is of one version, also where the first filing named no stage', () => {
    const unstaged = { stage: undefined, sha256: undefined, channel: undefined };
    const first = breachAfter(aware, plan, elsewhere({ ...unstaged, receipt: '' }));
    const second = later(first, approve('complete', OTHER), file({ stage: 'complete', sha256: OTHER, receipt: 'B' }));
    const { filed: kept } = later(second, receipt()).obligations[ART33] ?? {};
    expect([kept?.receipt, versions(later(second, receipt()))]).toEqual(['DE-BE 7', ['B']]);
    const corrected = later(second, receipt({ version: 2, reasons: 'Mistyped.' }));
    expect([corrected.obligations[ART33]?.filed?.receipt, versions(corrected)]).toEqual(['', ['DE-BE 7']]);
    expect(refused(second, receipt({ version: 3 }))).toMatchObject({ code: 'not-found', field: 'version' });
  });
});
