import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { reportedEvent } from '../../../test/support/plans.ts';
import type { CommandBody } from '../commands.ts';
import { decideAsIn } from '../decide.ts';
import { evolve } from '../evolve.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const BREACH = 'TOC-2026-0001';

const reported = evolve(null, reportedEvent(BREACH, T0));
const ask = (body: CommandBody, by = 'dpo') => commandOf(body, { at: NOW, by });
const TAKE: CommandBody = { type: 'take' };
const taken = accepted(reported, ask(TAKE)).state;

describe('an incident', () => {
  it('is taken once, and taking it again by the same changes nothing', () => {
    expect(taken.owner).toEqual({ by: 'dpo', since: NOW });
    expect(accepted(taken, ask(TAKE)).events).toEqual([]);
    expect(refusalOf(taken, ask(TAKE, 'user:2'))).toEqual({
      code: 'conflict',
      field: 'owner',
      members: { why: 'taken' },
    });
  });

  it('is taken from who cannot act on it any more, and from nobody else', () => {
    const from = (gone: string): CommandBody => ({ type: 'take', gone });
    const { state, events } = accepted(taken, ask(from('dpo'), 'user:2'));
    expect(state.owner).toEqual({ by: 'user:2', since: NOW });
    expect(events).toMatchObject([{ type: 'taken', data: { from: 'dpo' } }]);
    // Somebody took it meanwhile, who is there.
    const members = { why: 'taken' };
    expect(refusalOf(state, ask(from('dpo'), 'user:3'))).toEqual({ code: 'conflict', field: 'owner', members });
  });

  it('is handed over with reasons, by whoever responds', () => {
    const over = (reasons: string): CommandBody => ({ type: 'hand-over', to: 'user:2', reasons });
    expect(refusalOf(taken, ask(over('')))).toEqual({ code: 'reasons-missing', field: 'reasons' });
    const { state, events } = accepted(taken, ask(over('End of the shift.'), 'user:3'));
    expect(state.owner).toEqual({ by: 'user:2', since: NOW });
    expect(events).toMatchObject([{ type: 'handed-over', data: { to: 'user:2' } }]);
    expect(accepted(state, ask(over('Again.'))).events).toEqual([]);
  });
});

describe('a suspicion', () => {
  const dismissed: CommandBody = { type: 'triage', outcome: 'dismissed', into: null, reasons: 'A test.' };
  const merged = (into: string | null): CommandBody => ({ ...dismissed, outcome: 'merged', into }) as CommandBody;

  it('that is dismissed is closed as no breach, and one that is merged as part of another', () => {
    const one = accepted(reported, ask(dismissed));
    expect(one.events.map(({ type }) => type)).toEqual(['triaged', 'closed']);
    expect(one.state).toMatchObject({ status: 'closed', closed: { outcome: 'not-a-breach' } });
    const other = accepted(reported, ask(merged('TOC-2026-0002')));
    expect(other.state).toMatchObject({ triage: { into: 'TOC-2026-0002' }, closed: { outcome: 'merged' } });
  });

  it('that is dismissed says what it was, where somebody said so', () => {
    const { state, events } = accepted(reported, ask({ ...dismissed, kind: 'false-positive' } as CommandBody));
    expect(events[0]).toMatchObject({ data: { outcome: 'dismissed', into: null, kind: 'false-positive' } });
    expect(state.triage).toMatchObject({ kind: 'false-positive' });
    expect(accepted(reported, ask(dismissed)).state.triage).not.toHaveProperty('kind');
    // One that is merged was none of these: what it is, the other incident says.
    const body = { ...merged('TOC-2026-0002'), kind: 'false-positive' } as CommandBody;
    expect(accepted(reported, ask(body)).state.triage).not.toHaveProperty('kind');
  });

  it('is not ended over open tasks, unless it is said why they stay', () => {
    const busy = accepted(reported, ask({ type: 'add-task', text: 'Call the bank', owner: null, due: null })).state;
    const over = [{ point: 'tasks-open', reasons: 'The bank called.' }];
    for (const body of [dismissed, merged('TOC-2026-0002')]) {
      const blocked = { code: 'closing-blocked', field: 'over', members: { points: ['tasks-open'] } };
      expect(refusalOf(busy, ask(body))).toEqual(blocked);
      const { state } = accepted(busy, ask({ ...body, over } as CommandBody));
      expect(state.closed?.over).toEqual(over);
      // A history of version 0.7 in which they were dropped goes on.
      expect(decideAsIn('0.7', busy, ask(body)).ok).toBe(true);
    }
  });

  it('is not ended without reasons, into itself or nothing, or once it was confirmed', () => {
    expect(refusalOf(reported, ask({ ...dismissed, reasons: '' } as CommandBody))).toMatchObject({
      code: 'reasons-missing',
    });
    for (const into of [null, BREACH]) {
      expect(refusalOf(reported, ask(merged(into)))).toEqual({
        code: 'bad-input',
        field: 'into',
        members: { why: 'merge-into' },
      });
    }
    const confirmed = accepted(reported, ask({ type: 'record-awareness', awareAt: T0, reasons: '' })).state;
    expect(refusalOf(confirmed, ask(dismissed))).toEqual({
      code: 'conflict',
      field: 'outcome',
      members: { why: 'confirmed' },
    });
  });
});

describe('findings that are part of another incident', () => {
  const evidence = { file: 'f', sha256: 'f', bytes: 1, mediaType: 'application/json', source: 'probe' };
  const move = (more: object = {}): CommandBody => ({
    ...{
      type: 'move-findings',
      findings: ['a', 'b'],
      to: 'TOC-2026-0002',
      opened: true,
      evidence,
      reasons: 'Another.',
    },
    ...more,
  });

  it('are moved on record, with how many there were beside them, and nothing is decided by it', () => {
    const { events, state } = accepted(reported, ask(move({ siblings: 3 })));
    const data = { findings: ['a', 'b'], to: 'TOC-2026-0002', opened: true, evidence };
    expect(events.map((event) => [event.type, event.data])).toEqual([['findings-moved', { ...data, siblings: 3 }]]);
    expect(state).toEqual({ ...reported, seq: reported.seq + 1 });
    expect(accepted(reported, ask(move())).events[0]?.data).toEqual(data);
  });

  it('are refused into the incident itself, and without reasons', () => {
    expect(refusalOf(reported, ask(move({ to: BREACH })))).toEqual({
      ...{ code: 'bad-input', field: 'to', members: { why: 'merge-into' } },
    });
    expect(refusalOf(reported, ask(move({ reasons: '' })))).toMatchObject({ code: 'reasons-missing' });
  });
});
