import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { accepted, commandOf } from '../../test/support/asking.ts';
import { noticeTo, reportedEvent } from '../../test/support/plans.ts';
import { Counterparty, System } from '../dataflow.ts';
import { letterTo } from '../notices/letter-to.ts';
import { releasedOf } from '../notices/released-list.ts';
import { newestRelease, type ReleaseEvent, saidBy } from '../notices/said.ts';
import { makePlan } from '../plan/make.ts';
import { planNotices } from '../plan/notices.ts';
import type { PlannedNotice } from '../plan/types.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { closingPoints } from './closing-gate.ts';
import { evolve } from './evolve.ts';
import { planInputOf } from './plan-input.ts';
import { type BreachState, filingsOf } from './state.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const WORDS = { title: 'Ada’s session', summary: 'The vault password is Hunter-Two', consequences: '', measures: '' };
const APPROVED = {
  ...{ kind: 'supplier' as const, consequences: '', measures: 'We are investigating.' },
  ...{ happened: 'We are looking into a security incident.', advice: 'Keep your logs.' },
};
const shipped = loadPolicy('policy');
const withText = (upTo: 'low' | 'medium' | 'very-high'): CompiledPolicy => ({
  ...shipped,
  organisation: {
    ...shipped.organisation,
    release: { ...shipped.organisation.release, approved: [{ ...APPROVED, upTo }] },
  },
});
const system = System.parse({
  ...{
    id: 'console',
    name: 'Support console',
    plane: 'control',
    dataClasses: ['financial'],
    dataCategories: ['invoices'],
  },
  ...{ countries: ['DE'], suppliers: ['fjord'] },
});
const fjord = Counterparty.parse({
  ...{ id: 'fjord', kind: 'supplier', name: 'Fjord', language: 'en' },
  contacts: [{ name: 'Security desk', email: 'security@fjord.example' }],
});

/** What an awareness under a policy lets go out by itself. */
function releasesUnder(policy: CompiledPolicy): ReleaseEvent[] {
  const reported = evolve(null, { ...reportedEvent('TOC-2026-0001', T0), personal: { narrative: WORDS } });
  const aware = { type: 'record-awareness', awareAt: T0, reasons: '' } as const;
  const { state } = accepted(reported, commandOf(aware, { at: NOW, by: 'dpo' }));
  const plan = makePlan(policy, planInputOf({ ...state, at: NOW, filings: filingsOf(state) }, [system]));
  const { events } = accepted(state, commandOf({ type: 'apply-plan', plan }, { at: NOW, by: 'engine', key: 'plan' }));
  return events.flatMap((event) => (event.type === 'notices-released' ? [event] : []));
}

describe('a text that was approved beforehand', () => {
  it('is off in the policy that ships: nothing goes out by itself', () => {
    expect(shipped.organisation.release.approved).toEqual([]);
    expect(releasesUnder(shipped)).toEqual([]);
  });

  it('goes to its kind alone and up to its severity', () => {
    expect(releasesUnder(withText('low'))).toEqual([]);
    const [release, ...others] = releasesUnder(withText('very-high'));
    expect(others).toEqual([]);
    expect(release?.data).toMatchObject({ basis: 'approved-text', kinds: ['supplier'], suppliers: 1, customers: 0 });
  });

  it('goes to nobody else once the severity is above its own, and the others stand in the way of closing', () => {
    const policy = withText('medium');
    const low = system.id === 'console' ? { ...system, dataClasses: ['simple' as const] } : system;
    const mail = System.parse({ ...system, id: 'mail', suppliers: ['crane', 'fjord'] });
    const planned = (state: BreachState, systems: System[]) => {
      const input = planInputOf({ ...state, at: NOW, filings: filingsOf(state) }, systems);
      const plan = makePlan(policy, input);
      const command = commandOf({ type: 'apply-plan', plan }, { at: NOW, by: 'engine', key: `plan${state.seq}` });
      const wanted = planNotices(policy.organisation.noticeRules, input);
      return { ...accepted(state, command), level: plan.severity.level, wanted };
    };
    const told = (state: BreachState, wanted: PlannedNotice[], known: Map<string, string[]>) => {
      const { byKind = {} } = state.communications.notices?.release ?? {};
      return releasedOf(wanted, byKind, new Map(), known).map(({ counterparty, systems }) => [counterparty, systems]);
    };
    const aware = commandOf({ type: 'record-awareness', awareAt: T0, reasons: '' }, { at: NOW, by: 'dpo' });
    const { data, ...event } = reportedEvent('TOC-2026-0001', T0);
    const exposed = { ...event, data: { ...data, facts: { ...data.facts, confidentiality: 'exposed' as const } } };
    const first = planned(accepted(evolve(null, exposed), aware).state, [low]);
    expect(['low', 'medium']).toContain(first.level);
    expect(told(first.state, first.wanted, new Map())).toEqual([['fjord', ['console']]]);

    const facts = { systems: ['console', 'mail'], confidentiality: 'unknown-recipients', malicious: 'yes' } as const;
    const amend = { type: 'amend-facts', facts, narrative: {}, reasons: 'Logs.' } as const;
    const amended = accepted(first.state, commandOf(amend as never, { at: NOW, by: 'dpo', key: 'amend' })).state;
    const risen = planned(amended, [system, mail]);
    expect(['high', 'very-high']).toContain(risen.level);
    expect(risen.events.map(({ type }) => type)).not.toContain('notices-released');
    expect(told(risen.state, risen.wanted, new Map([['fjord', ['console']]]))).toEqual([['fjord', ['console']]]);
    const points = closingPoints(risen.state, 'resolved').map(({ code }) => code);
    expect(points).toEqual(expect.arrayContaining(['notices-others', 'correction-unreleased']));
  });

  it('is what they read, word for word, and none of the words of the report', () => {
    const releases = releasesUnder(withText('very-high'));
    const release = newestRelease(releases, 'supplier');
    if (release === undefined) throw new Error('nothing was released');
    const [contact] = fjord.contacts;
    if (contact === undefined) throw new Error('no contact');
    const about = {
      ...{
        reference: 'TOC-2026-0001',
        notice: noticeTo('fjord', NOW),
        counterparty: fjord,
        contact,
        systems: [system],
      },
      ...{
        said: (language: string) => saidBy(release, 'supplier', language),
        link: 'https://tocsin.example/n/x',
        isCounting: false,
      },
    };
    for (const step of ['first', 'reminder', 'escalation', 'correction'] as const) {
      const { subject, text } = letterTo(shipped, about, step);
      const words = `${subject}\n${text}`.replaceAll(/\s+/g, ' ');
      if (step === 'first') expect(words).toContain(`${APPROVED.happened}`);
      for (const word of ['Hunter', 'vault', 'Ada']) expect(words).not.toContain(word);
    }
    expect(JSON.stringify(releases)).not.toMatch(/Hunter|vault|Ada/);
  });
});
