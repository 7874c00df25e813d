import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../test/support/asking.ts';
import { reportedEvent } from '../../test/support/plans.ts';
import type { Facts } from '../facts.ts';
import type { CommandBody } from './commands.ts';
import { evolve } from './evolve.ts';
import { graverFacts, offeredFacts } from './graver-facts.ts';
import type { BreachState } from './state.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const reported: BreachState = evolve(null, reportedEvent('TOC-2026-0001', NOW));
const of = (facts: Partial<Facts>): BreachState => ({ ...reported, facts: { ...reported.facts, ...facts } });
const then = (state: BreachState, body: CommandBody) => accepted(state, commandOf(body, { at: NOW }));
const alert = (file: string, facts: Partial<Facts>): CommandBody => ({
  ...{ type: 'add-evidence', systems: [], facts },
  evidence: { file, sha256: file, bytes: 1, mediaType: 'application/json', source: 'probe' },
});
const amend = (facts: Partial<Facts>): CommandBody => ({ type: 'amend-facts', facts, narrative: {}, reasons: 'Seen.' });

describe('what an alert that joins says', () => {
  const mild = of({ confidentiality: 'exposed', integrity: 'none', malicious: 'no' });

  it('is offered where it is graver than the record, and changes no fact by itself', () => {
    const said = { confidentiality: 'unknown-recipients', malicious: 'yes', availability: 'none' } as const;
    const { state, events } = then(mild, alert('f1', said));
    expect(events).toMatchObject([{ data: { facts: { confidentiality: 'unknown-recipients', malicious: 'yes' } } }]);
    expect(offeredFacts(state)).toEqual({ confidentiality: 'unknown-recipients', malicious: 'yes' });
    expect([state.facts, state.planIsStale]).toEqual([mild.facts, mild.planIsStale]);
    // The gravest that was said stands, and the same file tells its next finding too.
    const milder = then(state, alert('f2', { confidentiality: 'known-recipients' })).state;
    expect(offeredFacts(milder)).toEqual(offeredFacts(state));
    const next = then(milder, alert('f2', { integrity: 'altered' })).state;
    expect([offeredFacts(next).integrity, next.evidenceCount]).toEqual(['altered', 2]);
  });

  it('goes before what a kind of incident mostly is, and ends once a person states it otherwise', () => {
    const usual = { ...mild, suggested: { facts: { malicious: 'no' } } } as BreachState;
    const { state } = then(usual, alert('f1', { malicious: 'yes', integrity: 'altered' }));
    expect(offeredFacts(state)).toEqual({ malicious: 'yes', integrity: 'altered' });
    expect(then(state, amend({ integrity: 'altered-restorable' })).state.graver).toEqual({ malicious: 'yes' });
  });

  it.each<[known: Partial<Facts>, said: Partial<Facts>, graver: Partial<Facts>]>([
    [{ integrity: 'unknown' }, { integrity: 'altered' }, {}],
    [{ integrity: 'unknown' }, { integrity: 'altered-permanent' }, { integrity: 'altered-permanent' }],
    [{ integrity: 'none' }, { integrity: 'unknown' }, {}],
    [{ malicious: 'unknown' }, { malicious: 'yes' }, { malicious: 'yes' }],
    [{ confidentiality: 'none' }, { confidentiality: 'exposed' }, { confidentiality: 'exposed' }],
    [{ unintelligible: false }, { unintelligible: true }, {}],
  ])('%j and then %j offers %j', (known, said, graver) => {
    expect(graverFacts(of(known), said)).toEqual(graver);
  });
});
