import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../test/support/plans.ts';
import type { CommandBody } from './commands.ts';
import { evolve } from './evolve.ts';
import { NOT_DONE, onTheRecord, sayRecordBroken } from './on-the-record.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
const known = { awareness: [{ awareAt: T0, recordedAt: T0, by: 'dpo', reasons: '' }] };
const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: 'Seen.' };
const facts = (change: object): CommandBody => ({ type: 'amend-facts', facts: change, narrative: {}, reasons: 'x' });
const reasons = 'x';

describe('a record that does not verify', () => {
  it.each<[string, CommandBody]>([
    ['a first awareness', aware],
    ['facts', facts({ peopleConcerned: 3 })],
    ['a note', { type: 'add-note', text: 'Called.', privileged: false }],
    ['a pause', { type: 'pause-communication', communication: 'notices', because: 'asked', reasons }],
    ['a revoked link', { type: 'revoke-link', counterparty: 'fjord', round: 1, generation: 1, reasons }],
  ])('does not hold up %s', (_, body) => {
    expect(onTheRecord(reported, body)).toBeNull();
  });

  it('holds up the correction of an awareness, which moves clocks', () => {
    expect(onTheRecord(known, aware)).toBe('record-awareness');
    expect(onTheRecord(known, facts({ peopleConcerned: 3 }))).toBeNull();
  });

  it.each<CommandBody>([
    facts({ switchedOn: ['duty'] }),
    facts({ switchedOn: [], peopleConcerned: 3 }),
    { type: 'approve-filing', obligation: 'duty', stage: 'initial', sha256: 'a' },
    { type: 'file', obligation: 'duty', filedAt: T0, receipt: '', reasons },
    { type: 'waive-obligation', obligation: 'duty', reasons },
    { type: 'decide-risk', conclusion: 'risk', reasons },
    { type: 'resume-communication', communication: 'notices', reasons },
    { type: 'reissue-link', counterparty: 'fjord', round: 1, generation: 2, reasons },
    { type: 'close', outcome: 'resolved', reasons },
    { type: 'reopen', reasons },
    { type: 'triage', outcome: 'dismissed', into: null, reasons },
  ])('holds up $type', (body) => {
    expect(onTheRecord(reported, body)).toBe(body.type);
  });

  it('is named with its first event that does not verify, what was not done, and what to do', () => {
    const said = sayRecordBroken(7, NOT_DONE.close);
    expect(said).toMatch(/does not verify from event 7 on.* The breach was not closed\. Restore the record first\./);
  });
});
