import { describe, expect, it } from '@jest/globals';
import { clock72h, obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { foldEvents } from '../breach/evolve.ts';
import type { BreachState } from '../breach/state.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import { type Page, pagesOf } from './pages.ts';
import { pageText } from './words.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const ID = 'TOC-2026-0001';
const DUTY = 'gdpr-art33-1-authority';
const head = { at: NOW, by: 'engine', key: 'k' };
const duty = obligationOf(DUTY, NOW);
const take = obligationOf('organisation-take', NOW, { regime: 'organisation' });
const DUE = duty.clock?.due ?? '';
const later = plusMs(NOW, HOUR_MS);

const planned: BreachEvent = {
  ...head,
  type: 'planned',
  data: { plan: planOf(NOW, { obligations: [duty], targets: [take], targetNames: ['take', 'triage'] }), changes: [] },
};
const aware: BreachEvent = {
  ...{ ...head, by: 'user:1', type: 'awareness-recorded', data: { awareAt: NOW } },
  personal: { reasons: '' },
};
const rung = (obligation: string, name: string, due = DUE): BreachEvent & { type: 'rung-fired' } => {
  return { ...head, type: 'rung-fired', data: { obligation, rung: name, due, firedAt: NOW, skipped: [] } };
};
const filed: BreachEvent = {
  ...{ ...head, by: 'user:1', type: 'filed', data: { obligation: DUTY, filedAt: NOW, late: false } },
  personal: { receipt: 'R', reasons: '' },
};
const taken: BreachEvent = { ...head, by: 'user:1', type: 'taken', data: {} };

function stateAfter(...events: BreachEvent[]): BreachState {
  const state = foldEvents([reportedEvent(ID, NOW), ...events]);
  if (state === null) throw new Error('no state');
  return state;
}
const told = (state: BreachState, event: BreachEvent) =>
  pagesOf(state, event).map(({ action, key, level }) => `${action} ${key} ${level}`);

describe('what a tool that pages people is told', () => {
  it('is of an incident that nobody has, until somebody has it', () => {
    const reported = reportedEvent(ID, NOW);
    expect(told(stateAfter(planned), reported)).toEqual([`trigger ${ID} warning`]);
    expect(told(stateAfter(planned), rung('organisation-take', 'clock-started'))).toEqual([`trigger ${ID} warning`]);
    expect(told(stateAfter(planned, taken), taken)).toEqual([`acknowledge ${ID} warning`]);
    expect(told(stateAfter(planned, taken), reported)).toEqual([]);
  });

  it('is of a duty from the first warning on, and no more once it is done', () => {
    const state = stateAfter(planned, aware);
    expect(told(state, rung(DUTY, 'clock-started'))).toEqual([]);
    expect(told(state, rung(DUTY, '24-hours-left'))).toEqual([`trigger ${ID}/${DUTY} warning`]);
    expect(told(state, rung(DUTY, 'overdue-12-hours'))).toEqual([`trigger ${ID}/${DUTY} critical`]);
    const after = stateAfter(planned, aware, rung(DUTY, '24-hours-left'), filed);
    expect(told(after, filed)).toEqual([`resolve ${ID}/${DUTY} warning`]);
    expect(told(after, rung(DUTY, '24-hours-left'))).toEqual([]);
  });

  it('gives the limit to take an incident that nobody has, and works without any target', () => {
    const start = NOW;
    const early = obligationOf('organisation-triage', start, { clock: { ...clock72h(start), due: later } });
    const both: BreachEvent = {
      ...{ ...head, type: 'planned' },
      data: {
        plan: planOf(NOW, { obligations: [duty], targets: [early, take], targetNames: ['take', 'triage'] }),
        changes: [],
      },
    };
    const reported = reportedEvent(ID, NOW);
    expect(pagesOf(stateAfter(both), reported)).toEqual([
      { action: 'trigger', key: ID, obligation: null, level: 'warning', due: DUE, rung: null },
    ]);
    expect(pagesOf(stateAfter(), reported)).toMatchObject([{ due: null }]);
    const bare: BreachEvent = {
      ...head,
      type: 'planned',
      data: { plan: planOf(NOW, { obligations: [duty] }), changes: [] },
    };
    expect(told(stateAfter(aware, bare), rung(DUTY, '24-hours-left'))).toEqual([`trigger ${ID}/${DUTY} warning`]);
    expect(told(stateAfter(aware, bare), rung('gone', '24-hours-left'))).toEqual([]);
  });

  it('says of what was seen that it was, once for each clock', () => {
    const warnings = ['24-hours-left', '4-hours-left'].map((name) => ({ obligation: DUTY, rung: name, due: DUE }));
    const seen: BreachEvent = { ...head, by: 'user:1', type: 'warnings-acknowledged', data: { warnings } };
    expect(told(stateAfter(planned, aware), seen)).toEqual([`acknowledge ${ID}/${DUTY} warning`]);
  });

  it('ends everything with the incident', () => {
    const closed: BreachEvent = {
      ...{ ...head, by: 'user:1', type: 'closed', data: { outcome: 'resolved' } },
      personal: { reasons: 'x' },
    };
    const state = stateAfter(planned, aware, rung(DUTY, '24-hours-left'), filed, closed);
    expect(told(state, closed)).toEqual([`resolve ${ID} warning`, `resolve ${ID}/${DUTY} warning`]);
    // What nobody was paged for has no end to tell of.
    expect(told(stateAfter(planned, aware, closed), closed)).toEqual([`resolve ${ID} warning`]);
    const triaged = stateAfter(planned, rung('organisation-take', '4-hours-left'), closed);
    const targets = { 'organisation-triage': { id: 'organisation-triage', status: 'met' as const, fired: ['x@y'] } };
    expect(told({ ...triaged, targets: { ...triaged.targets, ...targets } }, closed)).toEqual([
      ...[`resolve ${ID} warning`, `resolve ${ID}/organisation-triage warning`],
    ]);
    expect(told(stateAfter(closed), rung(DUTY, '24-hours-left'))).toEqual([]);
  });

  const waived: BreachEvent = {
    ...{ ...head, by: 'user:1', type: 'obligation-waived', data: { obligation: DUTY } },
    personal: { reasons: 'Nobody is concerned.' },
  };

  it('is graver once a limit has passed, with that limit, and nothing where the duty is done by then', () => {
    const overdue: BreachEvent = {
      ...{ ...head, type: 'obligation-overdue', data: { obligation: DUTY, due: DUE, overdueAt: DUE } },
    };
    expect(pagesOf(stateAfter(planned, aware, overdue), overdue)).toEqual([
      { action: 'trigger', key: `${ID}/${DUTY}`, obligation: DUTY, level: 'critical', due: DUE, rung: 'overdue' },
    ]);
    expect(pagesOf(stateAfter(planned, aware, overdue, filed), overdue)).toEqual([]);
  });

  it('is the end of a duty that was waived, and nothing where it counts again by now', () => {
    expect(told(stateAfter(planned, aware, waived), waived)).toEqual([`resolve ${ID}/${DUTY} warning`]);
    const again: BreachEvent = {
      ...{ ...head, type: 'obligation-resumed', data: { obligation: DUTY, why: 'decided' } },
      personal: { reasons: '' },
    };
    expect(told(stateAfter(planned, aware, waived, again), waived)).toEqual([]);
    // Filed, and asked for anew since.
    expect(told(stateAfter(planned, aware), filed)).toEqual([]);
  });

  describe('of a target of our own', () => {
    const target = (name: string, status: 'running' | 'met', fired = ['24-hours-left@x']) => {
      const id = `organisation-${name}`;
      return { [id]: { id, status, fired } };
    };
    const withTargets = (...targets: ReturnType<typeof target>[]) => {
      return { ...stateAfter(planned, aware), targets: Object.assign({}, ...targets) };
    };
    const resolved = (name: string) => `resolve ${ID}/organisation-${name} warning`;
    const decided: BreachEvent = {
      ...{ ...head, by: 'user:1', type: 'risk-decided', data: { conclusion: 'risk', proposed: 'risk' } },
      personal: { reasons: 'x' },
    };

    it('is its end by what meets it, where a warning of it went out', () => {
      expect(told(withTargets(target('decision', 'met')), decided)).toEqual([resolved('decision')]);
      expect(told(withTargets(target('decision', 'met', [])), decided)).toEqual([]);
      expect(told(withTargets(target('decision', 'running')), decided)).toEqual([]);
      // Another one, which something else has met.
      expect(told(withTargets(target('triage', 'met')), decided)).toEqual([]);
      expect(told(stateAfter(planned, aware), decided)).toEqual([]);
    });

    it('is its end beside what the same event says of the incident or of a duty', () => {
      const looked = withTargets(target('triage', 'met'), target('investigation', 'met'));
      expect(told(looked, aware)).toEqual([`acknowledge ${ID} warning`, resolved('triage'), resolved('investigation')]);
      const supplied = { ...stateAfter(planned, aware, filed), targets: target('supplement', 'met') };
      expect(told(supplied, filed)).toEqual([`resolve ${ID}/${DUTY} warning`, resolved('supplement')]);
      expect(told(withTargets(target('supplement', 'met')), filed)).toEqual([resolved('supplement')]);
    });
  });

  it('names the reference, the duty and the limit, and none of what people wrote', () => {
    const state = stateAfter(planned, aware);
    const [page] = pagesOf(state, rung(DUTY, '24-hours-left'));
    if (page === undefined) throw new Error('no page');
    const text = pageText(state, page, { language: 'en', zone: 'Europe/Berlin' });
    expect(text.title).toBe(`${ID}: ${duty.article}, ${duty.title} (24 hours left)`);
    expect(text.due).toMatch(/^Fri 27 Nov 2026, 11:00 CET/);
    expect(JSON.stringify(text)).not.toContain(state.narrative.title);
  });

  describe('in words', () => {
    const state = stateAfter(planned, aware);
    const textOf = (change: Partial<Page>, language = 'en', of: BreachState = state) => {
      const page: Page = { action: 'trigger', key: '', obligation: DUTY, level: 'warning', due: null, rung: null };
      return pageText(of, { ...page, ...change }, { language, zone: 'Europe/Berlin' });
    };
    const said = `${ID}: ${duty.article}, ${duty.title}`;

    it('says what became of it', () => {
      expect(textOf({ rung: 'overdue' }).title).toMatch(/ \(overdue\)$/i);
      expect(textOf({ action: 'acknowledge', rung: 'overdue' }).title).toBe(`${said} (seen)`);
      expect(textOf({ action: 'resolve' }).title).toBe(`${said} (done)`);
      expect(textOf({ action: 'resolve' }, 'de').title).toBe(`${said} (erledigt)`);
      expect(textOf({})).toEqual({ title: said, duty: `${duty.article}, ${duty.title}`, due: null });
    });

    it('names the incident that nobody has, and our own targets, in the language of the organisation', () => {
      expect(textOf({ obligation: null }).title).toBe(`${ID}: a new incident that nobody has`);
      expect(textOf({ obligation: null }, 'de').title).toBe(`${ID}: ein neuer Vorfall ohne Zuständige`);
      expect(textOf({ obligation: take.id }).duty).toMatch(/^Own target, /);
      expect(textOf({ obligation: take.id }, 'de').duty).toBe('Eigenes Ziel, Vorfall übernehmen');
    });

    it('names what no plan knows by its id', () => {
      expect(textOf({ obligation: 'gone' }).duty).toBe('gone');
      expect(textOf({}, 'en', { ...state, plan: null }).duty).toBe(DUTY);
      const bare = stateAfter(aware, {
        ...planned,
        data: { plan: planOf(NOW, { obligations: [duty] }), changes: [] },
      } as BreachEvent);
      expect(textOf({}, 'en', bare).title).toBe(said);
    });
  });
});
