import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../../test/support/asking.ts';
import { reportedEvent } from '../../../test/support/plans.ts';
import type { CommandBody } from '../commands.ts';
import { evolve } from '../evolve.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const reported = evolve(null, reportedEvent('TOC-2026-0001', NOW));
const evidence = { file: 'f1', sha256: 'f1', bytes: 1, mediaType: 'application/json', source: 'probe' };
const add = (more: object = {}): CommandBody => ({ type: 'add-evidence', evidence, systems: ['console'], ...more });

describe('an alert that joins an incident', () => {
  const joined = accepted(reported, commandOf(add(), { at: NOW })).state;
  const said = (more: object) => accepted(joined, commandOf(add(more), { at: NOW })).events.map(({ data }) => data);

  it.each([
    ['would have opened one by itself', { opens: true }],
    ['is urgent to its rule', { urgent: true }],
    ['is both', { opens: true, urgent: true }],
  ])('and %s says so, also where its file and systems are known', (_, more) => {
    expect(said(more)).toEqual([{ evidence, systems: ['console'], ...more }]);
  });

  it('and says nothing more than its file did is no news', () => {
    expect(said({})).toEqual([]);
  });
});
