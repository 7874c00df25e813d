import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../../test/support/plans.ts';
import { awaitedOf } from '../../communication/release.ts';
import { runsOf, TARGET_NAMES, type TargetRules } from '../../plan/targets.ts';
import type { PlannedRelease } from '../../plan/types.ts';
import type { Role } from '../../roles.ts';
import { closingPoints } from '../closing-gate.ts';
import type { CommandBody } from '../commands.ts';
import { decide, decideAsIn } from '../decide.ts';
import type { BreachEvent } from '../events.ts';
import { evolve, foldEvents } from '../evolve.ts';
import { handlingOf } from '../handling.ts';
import type { BreachState } from '../state.ts';
import { wantedChildren } from '../wanted-children.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const STATEMENT = { happened: 'A backup could be read.', consequences: '', measures: '', advice: '' };
const NOBODY: PlannedRelease = { responders: false, byPolicy: {} };

const planned = (
  version: string,
  { suppliers = 1, customers = 0, release = NOBODY as PlannedRelease | null } = {},
): CommandBody => ({
  type: 'apply-plan',
  plan: planOf(NOW, {
    obligations: [obligationOf('duty', T0)],
    counterparties: { suppliers, customers, version, ...(release && { release }) },
  }),
});
const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: '' };
const saved = (over: number, sha256: string): CommandBody => ({
  ...{ type: 'save-statement', statement: STATEMENT, sha256, over },
});
const released = (state: BreachState, more: object = {}): CommandBody => ({
  ...{ type: 'release-notices', statement: STATEMENT, sha256: 'a', revision: 0, planned: 'fjord', version: 'fjord' },
  ...{ seen: state.seq, list: { sha256: 'l', suppliers: 1, customers: 0, leftOut: 0 }, reasons: '', ...more },
});
const next = (state: BreachState, by: string, body: CommandBody, key = `k${state.seq}`) =>
  accepted(state, commandOf(body, { at: NOW, by, key })).state;
const refused = (state: BreachState, body: CommandBody, by = 'dpo') =>
  refusalOf(state, { ...commandOf(body, { at: NOW, by }), role: by as Role });
const untaken = () => evolve(null, reportedEvent('TOC-2026-0001', T0));
const reported = () => next(untaken(), 'dpo', { type: 'take' });
const waiting = (release?: PlannedRelease) =>
  next(next(reported(), 'dpo', aware), 'engine', planned('fjord', { release: release ?? NOBODY }));
const withRules = (state: BreachState, targetRules: TargetRules): BreachState => {
  return { ...state, plan: state.plan && { ...state.plan, targetRules } };
};
const told = (state: BreachState) => wantedChildren(state).flatMap((child) => (child.kind === 'clocks' ? [] : [child]));
const awaited = ({ communications, statement, plan }: BreachState) =>
  awaitedOf({ notices: communications.notices, statement, counterparties: plan?.counterparties ?? null });

describe('notices', () => {
  it('wait for a release: awareness alone starts nothing that sends', () => {
    const state = waiting();
    expect(told(state)).toEqual([]);
    expect(awaited(state)).toEqual(['first']);
    for (const type of ['pause-communication', 'resume-communication'] as const) {
      const body = { type, communication: 'notices', because: 'asked', reasons: 'x' } as CommandBody;
      expect(refused(state, body)).toEqual({
        code: 'not-approved',
        field: 'communication',
        members: { why: 'unreleased' },
      });
    }
    expect(refused(state, { ...reissue, reasons: 'x' })).toBe('accepted');
    expect(told(next(state, 'dpo', { ...reissue, reasons: 'x' }))).toEqual([]);
  });

  it('go out once a person has released them, with the exact text and list on record', () => {
    const state = waiting();
    const { events, state: after } = accepted(state, commandOf(released(state), { at: NOW, by: 'dpo' }));
    expect(events).toMatchObject([
      {
        ...{ type: 'notices-released', by: 'dpo', personal: { statement: STATEMENT } },
        data: { release: 1, basis: 'person', sha256: 'a', version: 'fjord', list: 'l', suppliers: 1 },
      },
    ]);
    expect(told(after)).toMatchObject([{ communication: 'notices', because: null, told: 'fjord/1' }]);
    expect(awaited(after)).toEqual([]);
  });

  it('that began before there were releases go on by themselves, also under a plan of today', () => {
    const begun = next(next(reported(), 'dpo', aware), 'engine', planned('fjord', { release: null }));
    expect(told(begun)).toMatchObject([{ told: 'fjord' }]);
    const more = next(begun, 'engine', planned('fjord gull', { suppliers: 2 }));
    expect(told(more)).toMatchObject([{ told: 'fjord gull' }]);
    expect(more.communications.notices).not.toHaveProperty('release');
    expect(awaited(more)).toEqual([]);
    expect(refused(more, released(more, { planned: 'fjord gull' }))).toEqual({
      ...{ code: 'conflict', field: 'communication', members: { why: 'release-by-itself' } },
    });
  });
});

const reissue = { type: 'reissue-link', counterparty: 'fjord', round: 1, generation: 2, reasons: '' } as const;

describe('a release', () => {
  it('is refused for another text, other receivers or facts that changed since the look, and nothing is lost', () => {
    const state = waiting();
    const edited = next(state, 'responder', saved(0, 'b'));
    expect(refused(edited, released(state))).toEqual({ code: 'stale', field: 'sha256', members: { seq: edited.seq } });
    expect(refused(edited, released(edited, { sha256: 'b', revision: 1 }))).toBe('accepted');
    const others = next(state, 'engine', planned('fjord gull', { suppliers: 2 }));
    expect(refused(others, released(others))).toEqual({
      code: 'stale',
      field: 'version',
      members: { seq: others.seq },
    });
    const amend: CommandBody = { type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Logs.' };
    const amended = next(next(state, 'responder', amend), 'engine', planned('fjord'));
    expect(refused(amended, released(state))).toEqual({ code: 'stale', field: 'seen', members: { seq: amended.seq } });
    expect(refused(amended, released(amended))).toBe('accepted');
    expect(told(amended)).toEqual([]);
  });

  it('is for DPO and deputy, and for a responder only where the policy says so', () => {
    const state = waiting();
    expect(refused(state, released(state), 'responder')).toEqual({
      code: 'forbidden',
      field: 'role',
      members: { why: 'release-responder' },
    });
    const open = waiting({ responders: true, byPolicy: {} });
    expect(refused(open, released(open), 'responder')).toBe('accepted');
    expect(refused(reported(), released(reported()))).toEqual({
      code: 'awareness-missing',
      field: 'breach',
      members: { why: 'release-awareness' },
    });
  });

  it('is refused while nobody has the incident, until somebody takes it; version 0.8 asked for nobody', () => {
    const state = next(next(untaken(), 'dpo', aware), 'engine', planned('fjord'));
    expect(refused(state, released(state))).toEqual({
      code: 'conflict',
      field: 'owner',
      members: { why: 'release-untaken' },
    });
    const decision = decide(state, commandOf(released(state), { at: NOW }));
    expect(decision).toMatchObject({ message: expect.stringContaining('tocsin take TOC-2026-0001') });
    expect(decideAsIn('0.8', state, commandOf(released(state), { at: NOW })).ok).toBe(true);
    const taken = next(state, 'dpo', { type: 'take' });
    expect(refused(taken, released(taken))).toBe('accepted');
  });

  it('by the policy waits for nobody to take it', () => {
    const drill = { statement: STATEMENT, sha256: 'd', basis: 'drill' as const };
    const release = { responders: false, byPolicy: { supplier: drill } };
    const state = next(next(untaken(), 'dpo', aware), 'engine', planned('fjord', { release }));
    expect(state.owner).toBeUndefined();
    expect(told(state)).toHaveLength(1);
  });

  it('to many is by a second person, who did not type last into it', () => {
    const many = { suppliers: 60, customers: 0 };
    const state = next(next(reported(), 'dpo', aware), 'engine', planned('fjord', many));
    const edited = next(state, 'dpo', saved(0, 'b'));
    const body = released(edited, { sha256: 'b', revision: 1, list: { ...many, sha256: 'l', leftOut: 0 } });
    const by = (name: string, isPerson: boolean) =>
      refusalOf(edited, { ...commandOf(body, { at: NOW, by: name }), role: 'dpo', isPerson });
    expect(by('dpo', true)).toMatchObject({ code: 'four-eyes' });
    expect(by('user:9', false)).toMatchObject({ code: 'four-eyes' });
    expect(by('user:9', true)).toBe('accepted');
  });

  it('that is behind the facts, the text or the receivers proposes a correction, and sends nothing by itself', () => {
    const first = waiting();
    const state = next(first, 'dpo', released(first));
    const amend: CommandBody = { type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Logs.' };
    const amended = next(next(state, 'responder', amend), 'engine', planned('fjord'));
    expect(awaited(amended)).toEqual(['facts']);
    expect(told(amended)).toMatchObject([{ told: 'fjord/1' }]);
    const edited = next(amended, 'responder', saved(0, 'b'));
    expect(awaited(edited)).toEqual(['facts', 'text']);
    const others = next(edited, 'engine', planned('fjord gull', { suppliers: 2 }));
    expect(awaited(others)).toEqual(['others', 'facts', 'text']);
    const more = { sha256: 'b', revision: 1, planned: 'fjord gull', version: 'fjord gull' };
    const again = next(others, 'dpo', released(others, more));
    expect(awaited(again)).toEqual([]);
    expect(told(again)).toMatchObject([{ told: 'fjord gull/2' }]);
  });

  it('that the words of the record have passed is behind as well, until it is released anew, though the same', () => {
    const first = withRules(waiting(), 3);
    const state = next(first, 'dpo', released(first));
    const amend = (narrative: object): CommandBody => ({
      ...{ type: 'amend-facts', facts: {}, narrative, reasons: 'Done by now.' },
    });
    const measured = next(state, 'responder', amend({ measures: 'We locked the account.' }));
    expect(awaited(measured)).toEqual(['facts']);
    expect(closingPoints(measured, 'resolved').map(({ code }) => code)).toContain('correction-unreleased');
    expect(awaited(next(measured, 'dpo', released(measured)))).toEqual([]);
    // Who only gives it another title, or says the same again, has told nothing new.
    const { summary } = state.narrative;
    expect(awaited(next(state, 'responder', amend({ title: 'A backup', summary })))).toEqual([]);
    // What plans of version 0.8 led to stays as it was.
    const before = withRules(state, 2);
    expect(awaited(next(before, 'responder', amend({ measures: 'We locked the account.' })))).toEqual([]);
  });

  it('for others than the plan knows, as the register names them now, has the plan made anew', () => {
    const state = waiting();
    expect(next(state, 'dpo', released(state, { version: 'gull' })).planIsStale).toBe(true);
    expect(next(state, 'dpo', released(state)).planIsStale).toBe(false);
  });

  it('by the policy is for the kinds that it names, with its own text, and never over what a person released', () => {
    const drill = { statement: STATEMENT, sha256: 'd', basis: 'drill' as const };
    const release = { responders: false, byPolicy: { supplier: drill } };
    const state = next(next(reported(), 'dpo', aware), 'engine', planned('fjord', { customers: 3, release }));
    expect(told(state)).toHaveLength(1);
    expect(state.communications.notices?.release?.byKind).toMatchObject({ supplier: { basis: 'drill', sha256: 'd' } });
    expect(state.communications.notices?.release?.byKind.customer).toBeUndefined();
    expect(awaited(state)).toEqual(['others']);
    const looked = { list: { sha256: 'l', suppliers: 1, customers: 3, leftOut: 0 } };
    const byPerson = next(state, 'dpo', released(state, looked));
    const more = next(byPerson, 'engine', planned('gull', { suppliers: 2, customers: 3, release }));
    expect(more.communications.notices?.release?.byKind).toMatchObject({ supplier: { basis: 'person' } });
    expect(awaited(more)).toEqual(['others']);
  });
});

describe('what was stopped for good', () => {
  const stop: CommandBody = { type: 'stop-communication', communication: 'notices', reasons: 'Nobody is concerned.' };
  const stopped = () => next(waiting(), 'dpo', stop);

  it('is not released to those for whom it was stopped', () => {
    const state = stopped();
    expect(refused(state, released(state))).toEqual({
      ...{ code: 'conflict', field: 'communication', members: { why: 'release-stopped' } },
    });
  });

  it('is released once others are to be told', () => {
    const others = next(stopped(), 'engine', planned('fjord gull', { suppliers: 2 }));
    const looked = { planned: 'fjord gull', version: 'fjord gull' };
    expect(refused(others, released(others, looked))).toBe('accepted');
  });

  it('is not released by the policy', () => {
    const drill = { statement: STATEMENT, sha256: 'd', basis: 'drill' as const };
    const byPolicy = planned('gull', { release: { responders: false, byPolicy: { supplier: drill } } });
    const { events } = accepted(stopped(), commandOf(byPolicy, { at: NOW, by: 'engine' }));
    expect(events.map(({ type }) => type)).toEqual(['planned']);
  });
});

it('a release by the policy to some does not tell the others what changed', () => {
  const text = (sha256: string) => ({ statement: STATEMENT, sha256, basis: 'approved-text' as const });
  const suppliers = { responders: false, byPolicy: { supplier: text('s') } };
  const first = next(next(reported(), 'dpo', aware), 'engine', planned('fjord', { release: suppliers }));
  const amend: CommandBody = { type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Logs.' };
  const changed = next(first, 'dpo', amend);
  expect(awaited(changed)).toEqual(['facts']);
  const all = { responders: false, byPolicy: { ...suppliers.byPolicy, customer: text('c') } };
  const more = next(changed, 'engine', planned('fjord', { customers: 2, release: all }));
  expect(more.communications.notices?.release?.byKind.customer?.sha256).toBe('c');
  expect(awaited(more)).toEqual(['facts']);
});

describe('the statement', () => {
  it('is saved over the revision that was edited; the second of two is told, and overwrites nothing', () => {
    const first = next(reported(), 'responder', saved(0, 'a'));
    expect(first.statement).toMatchObject({ revision: 1, sha256: 'a', by: 'responder' });
    expect(refused(first, saved(0, 'b'))).toEqual({ code: 'stale', field: 'over', members: { revision: 1 } });
    // What was saved already is saved again by nobody.
    expect(accepted(first, commandOf(saved(1, 'a'), { at: NOW })).events).toEqual([]);
    expect(next(first, 'dpo', saved(1, 'b')).statement).toMatchObject({ revision: 2, sha256: 'b', by: 'dpo' });
  });
});

it('a stream of version 0.6 folds as it did: its notices run, and nothing waits', () => {
  const plan = planOf(NOW, { counterparties: { suppliers: 1, customers: 0, version: 'fjord' } });
  const head = { at: NOW, by: 'engine' };
  const events: BreachEvent[] = [
    reportedEvent('TOC-2026-0001', T0),
    { ...head, key: 'a', type: 'awareness-recorded', data: { awareAt: T0 }, personal: { reasons: '' } },
    { ...head, key: 'b', type: 'planned', data: { plan, changes: [] } },
    {
      ...head,
      key: 'c',
      type: 'facts-amended',
      data: { changed: { peopleConcerned: 3 } },
      personal: { narrative: {}, reasons: '' },
    },
  ];
  expect(foldEvents(events)?.communications).toEqual({
    notices: {
      ...{ status: 'running', because: null, turn: 0, counts: { total: 0 }, head: null, nextAt: null, version: '' },
    },
  });
});

it('runs as a clock of the organisation from the awareness until it is released', () => {
  const first = waiting();
  const { awareness } = first;
  expect(handlingOf(first).release).toEqual({ askedAt: awareness[0]?.recordedAt, releasedAt: null });
  expect(handlingOf(next(first, 'dpo', released(first))).release).toMatchObject({ releasedAt: NOW });
  const stop: CommandBody = { type: 'stop-communication', communication: 'notices', reasons: 'Nobody is concerned.' };
  expect(handlingOf(next(first, 'dpo', stop)).release?.releasedAt).not.toBeNull();
  const begun = next(next(reported(), 'dpo', aware), 'engine', planned('fjord', { release: null }));
  expect(handlingOf(begun)).not.toHaveProperty('release');
});

describe('the target to release', () => {
  const both = (version: string, customers: number, suppliers = 1): CommandBody => {
    const release: PlannedRelease = {
      ...{ responders: false },
      byPolicy: { supplier: { statement: STATEMENT, sha256: 'p', basis: 'approved-text' } },
    };
    const { plan } = planned(version, { suppliers, customers, release }) as CommandBody & { type: 'apply-plan' };
    return { type: 'apply-plan', plan: { ...plan, targets: [], targetNames: TARGET_NAMES, targetRules: 2 } };
  };
  const open = (state: BreachState) => {
    const runs = runsOf(handlingOf(state), ['release', 'correction'], 2);
    return runs.flatMap(({ target, span }) => (span.metAt === null ? [target] : []));
  };

  it('runs on while one kind was told by the policy and the other by nobody', () => {
    const state = next(next(reported(), 'dpo', aware), 'engine', both('fjord bank', 1));
    expect(state.communications.notices?.release?.byKind.supplier?.basis).toBe('approved-text');
    expect(open(state)).toEqual(['release']);
    const list = { sha256: 'l', suppliers: 1, customers: 1, leftOut: 0 };
    const said = { planned: 'fjord bank', version: 'fjord bank', list };
    expect(open(next({ ...state, planIsStale: false }, 'dpo', released(state, said)))).toEqual([]);
  });

  it('ends where nobody is to be told any more, as nothing could be released then', () => {
    const state = waiting();
    const gone = next(state, 'engine', both('', 0, 0));
    expect(open(gone)).toEqual([]);
    expect(refused(gone, released(gone, { planned: '', version: '' }))).toEqual({
      ...{ code: 'conflict', field: 'communication', members: { why: 'release-nobody' } },
    });
  });
});

describe('what a release rests on', () => {
  const LATER = '2026-11-25T10:00:00.000Z';
  const amend = (people: number): CommandBody => {
    return { type: 'amend-facts', facts: { peopleConcerned: people }, narrative: {}, reasons: 'Logs.' };
  };
  const at = (state: BreachState, body: CommandBody, when: string) =>
    accepted(state, commandOf(body, { at: when, key: `k${state.seq}` })).state;

  it('is on record with the figures that it tells, and said again it is a confirmation', () => {
    const known = next(next(waiting(), 'dpo', amend(7)), 'engine', planned('fjord'));
    const { events, state } = accepted(known, commandOf(released(known), { at: NOW }));
    expect(events[0]?.data).toMatchObject({ figures: { awareAt: T0, people: 7, records: null }, leftOut: 0 });
    const again = decide(state, commandOf(released(state, { reasons: 'Read again.' }), { at: NOW }));
    expect(again).toMatchObject({ ok: true, confirms: true });
    expect(decide(known, commandOf(released(known), { at: NOW }))).not.toHaveProperty('confirms');
  });

  it.each<[string, object]>([
    ['at another revision', { revision: 2 }],
    ['of another text', { sha256: 'c' }],
  ])('is the text that was looked at: one %s is not it', (_, more) => {
    const edited = next(waiting(), 'responder', saved(0, 'b'));
    const asked = released(edited, { sha256: 'b', revision: 1, ...more });
    expect(refused(edited, asked)).toMatchObject({ code: 'stale', field: 'sha256' });
  });

  it('is a plan of the newest facts, and an awareness before all else', () => {
    const stale = next(waiting(), 'dpo', amend(7));
    expect(refused(stale, released(stale))).toMatchObject({ code: 'stale', field: 'version' });
    expect(refused(untaken(), released(untaken()))).toMatchObject({ members: { why: 'release-awareness' } });
    const nobodys = next(next(next(untaken(), 'dpo', aware), 'engine', planned('fjord')), 'responder', saved(0, 'b'));
    expect(refused({ ...nobodys, planIsStale: true }, released(nobodys))).toMatchObject({ code: 'conflict' });
  });

  it('counts suppliers and customers together for the second person', () => {
    const [suppliers, customers] = [30, 21];
    const many = next(next(reported(), 'dpo', aware), 'engine', planned('fjord', { suppliers, customers }));
    const to = (left: number) => {
      const list = { sha256: 'l', suppliers, customers: customers - left, leftOut: left };
      return refusalOf(many, { ...commandOf(released(many, { list }), { at: NOW }), isPerson: false });
    };
    expect([to(0), to(1)]).toEqual([expect.objectContaining({ code: 'four-eyes' }), 'accepted']);
  });

  it('leaves what somebody paused paused, for whoever lets it go on', () => {
    const first = waiting();
    const running = next(first, 'dpo', released(first));
    const pause = { type: 'pause-communication', communication: 'notices', because: 'asked', reasons: 'x' } as const;
    const paused = next(running, 'dpo', pause);
    const again = next(paused, 'dpo', released(paused, { sha256: 'b' }));
    expect(again.communications.notices).toMatchObject({ status: 'paused', because: 'asked', release: { number: 2 } });
  });

  it('waits to be corrected since the first change that nobody released', () => {
    const first = waiting();
    const out = next(first, 'dpo', released(first));
    expect(handlingOf(out)).not.toHaveProperty('correctionSince');
    const twice = at(at(out, amend(7), NOW), amend(8), LATER);
    expect(handlingOf(twice).correctionSince).toBe(NOW);
    const made = next(twice, 'engine', planned('fjord'));
    const corrected = next(made, 'dpo', released(made, { sha256: 'b' }));
    expect(handlingOf(corrected)).not.toHaveProperty('correctionSince');
  });

  it.each(['summary', 'consequences', 'measures'] as const)('is left behind by another %s, and by no title', (part) => {
    const first = withRules(waiting(), 3);
    const out = next(first, 'dpo', released(first));
    const words = (narrative: object): CommandBody => ({ type: 'amend-facts', facts: {}, narrative, reasons: 'x' });
    expect(awaited(next(out, 'dpo', words({ [part]: 'Other words.' })))).toEqual(['facts']);
    expect(awaited(next(out, 'dpo', words({ title: 'Other words.' })))).toEqual([]);
  });
});

describe('a release by the policy', () => {
  const text = (sha256: string) => ({ statement: STATEMENT, sha256, basis: 'approved-text' as const });
  const byPolicy = { responders: false, byPolicy: { supplier: text('s'), customer: text('c') } };
  const made = (state: BreachState, version: string, counts: object) =>
    accepted(state, commandOf(planned(version, { ...counts, release: byPolicy }), { at: NOW, by: 'engine' }));
  const releases = ({ events }: { events: BreachEvent[] }) =>
    events.flatMap((event) => (event.type === 'notices-released' ? [event] : []));

  it('is one for each kind, with how many of it are told and with which text', () => {
    const found = releases(made(next(reported(), 'dpo', aware), 'fjord', { suppliers: 2, customers: 3 }));
    expect(found.map(({ data }) => data)).toMatchObject([
      { release: 1, kinds: ['supplier'], sha256: 's', version: 'fjord', suppliers: 2, customers: 0 },
      { release: 2, kinds: ['customer'], sha256: 'c', version: 'fjord', suppliers: 0, customers: 3 },
    ]);
    expect(found.map(({ personal }) => personal)).toEqual([
      { statement: STATEMENT, reasons: '' },
      { statement: STATEMENT, reasons: '' },
    ]);
  });

  it('is of nobody where none of a kind is told, and anew only for others', () => {
    const first = made(next(reported(), 'dpo', aware), 'fjord', { suppliers: 2, customers: 0 });
    expect(releases(first).map(({ data }) => data.kinds)).toEqual([['supplier']]);
    expect(releases(made(first.state, 'fjord', { suppliers: 2, customers: 0 }))).toEqual([]);
    const others = releases(made(first.state, 'gull', { suppliers: 3, customers: 0 }));
    expect(others.map(({ data }) => [data.release, data.version])).toEqual([[2, 'gull']]);
  });
});
