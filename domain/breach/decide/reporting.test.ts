import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../../test/support/plans.ts';
import type { Role } from '../../roles.ts';
import type { Command, CommandBody } from '../commands.ts';
import { decide } from '../decide.ts';
import type { BreachEvent } from '../events.ts';
import { evolve } from '../evolve.ts';
import { MOST_QUESTIONS, MOST_REPORTED_FILES, MOST_WORDS, type Reporting, reportingOf } from '../reporting.ts';
import type { BreachState } from '../state.ts';
import { attachedFile, workOf } from '../work.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const ADA = 'user:1';
const event = reportedEvent('TOC-2026-0001', NOW);
const openedBy = (data: Partial<typeof event.data>) =>
  evolve(null, { ...event, by: ADA, data: { ...event.data, ...data } });
const reported = openedBy({ role: 'reporter', language: 'de' });

const asked = (body: CommandBody, by = ADA, role: Role = 'reporter'): Command => ({
  ...body,
  by,
  role,
  at: NOW,
  key: 'k',
});
const codeOf = (state: BreachState, command: Command) => {
  const decision = decide(state, command);
  return decision.ok ? null : decision.code;
};
function played(state: BreachState, ...commands: Command[]): { state: BreachState; events: BreachEvent[] } {
  const events: BreachEvent[] = [];
  let now = state;
  for (const command of commands) {
    const decision = decide(now, command);
    if (!decision.ok) throw new Error(decision.message);
    events.push(...decision.events);
    now = decision.events.reduce<BreachState>(evolve, now);
  }
  return { state: now, events };
}

const words: CommandBody = { type: 'add-words', text: 'Ada found the key.' };
const question: CommandBody = { type: 'ask-question', text: 'Was Ada alone?' };
const answer: CommandBody = { type: 'answer-question', question: 1, text: 'Ada was alone.' };
const file = (sha = 'a'): CommandBody => {
  return { type: 'attach-file', file: attachedFile(sha.repeat(64), 3), from: null, name: 'a.png', about: '' };
};
const ask = asked(question, 'user:2', 'responder');

describe('what whoever reported adds', () => {
  it('is counted and sealed, and is no act of those who respond: nobody has the incident by it', () => {
    const planned = { ...reported, plan: { targetNames: [] } as unknown as BreachState['plan'] };
    const { state, events } = played(planned, asked(words), ask, asked(answer), asked(file()));
    expect(reportingOf(state)).toMatchObject({ words: 1, files: 1, questions: [{ number: 1, seq: 3, answered: 4 }] });
    expect(events.map(({ type }) => type)).toEqual([
      'words-added',
      'question-asked',
      'question-answered',
      'file-attached',
    ]);
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('Ada');
    expect(JSON.stringify(state.reporting)).not.toContain('Ada');
    // Who asked has it by that.
    expect(state.owner?.by).toBe('user:2');
    expect(played(planned, asked(words), asked(file())).state.owner).toBeUndefined();
  });

  it('marks a file as theirs, also where who reported responds too and adds it to the report', () => {
    expect(played(reported, asked(file())).events[0]?.data).toMatchObject({ asReporter: true });
    const own = played(reported, asked({ ...file(), asReporter: true } as CommandBody, ADA, 'dpo'));
    expect(own.events[0]?.data).toMatchObject({ asReporter: true });
    expect(played(reported, asked(file(), ADA, 'dpo')).events[0]?.data).not.toHaveProperty('asReporter');
  });

  it('is news of a closed breach once, also where a responder reported it', () => {
    const closed = { outcome: 'resolved' as const, at: NOW, by: 'dpo', reasons: '' };
    const over: BreachState = { ...reported, status: 'closed', closed };
    const own = played(over, asked({ ...file(), asReporter: true } as CommandBody, ADA, 'responder'));
    expect(own.events[0]?.data).toMatchObject({ asReporter: true });
    expect(own.events[0]?.data).not.toHaveProperty('asNews');
    expect([own.state.reporting?.files, own.state.closed?.lateEvidence]).toEqual([1, undefined]);
    const other = played(over, asked(file(), 'user:2', 'responder'));
    expect([other.state.reporting?.files, other.state.closed?.lateEvidence]).toEqual([undefined, 1]);
  });

  it.each<[string, CommandBody]>([
    ['words', words],
    ['a file', file()],
    ['an answer', answer],
  ])('%s from anybody else are refused', (_, body) => {
    const { state } = played(reported, ask);
    expect(codeOf(state, asked(body, 'user:3'))).toBe('forbidden');
    expect(codeOf(state, asked(body))).toBeNull();
    // A closed breach takes it too: it is news, for which a person may open it again.
    const closed = { outcome: 'resolved' as const, at: NOW, by: 'dpo', reasons: '' };
    expect(codeOf({ ...state, status: 'closed', closed }, asked(body))).toBeNull();
  });

  it('ends at its limits, which leave room for those who respond', () => {
    const full = (change: Partial<Reporting>) => ({ ...reported, reporting: { ...reportingOf(reported), ...change } });
    expect(codeOf(full({ words: MOST_WORDS }), asked(words))).toBe('conflict');
    const files = full({ files: MOST_REPORTED_FILES });
    expect(codeOf(files, asked(file()))).toBe('conflict');
    expect(codeOf(files, asked(file(), 'user:2', 'responder'))).toBeNull();
    const questions = Array.from({ length: MOST_QUESTIONS }, (_, i) => ({ number: i + 1, seq: i + 2 }));
    expect(codeOf(full({ questions }), ask)).toBe('conflict');
    expect(workOf(played(reported, asked(file())).state).files).toHaveLength(1);
  });
});

describe('a refusal of what a report is asked or given', () => {
  const full = (change: Partial<Reporting>) => ({ ...reported, reporting: { ...reportingOf(reported), ...change } });
  const numbered = (count: number) => Array.from({ length: count }, (_, i) => ({ number: i + 1, seq: i + 2 }));
  const answered = played(reported, ask, asked(answer)).state;

  it.each<[string, BreachState, Command, object]>([
    ['words beyond the last', full({ words: MOST_WORDS }), asked(words), { field: 'text', members: { why: 'full' } }],
    [
      'a file beyond the last',
      full({ files: MOST_REPORTED_FILES }),
      asked(file()),
      { field: 'file', members: { why: 'full' } },
    ],
    [
      'a question beyond the last',
      full({ questions: numbered(MOST_QUESTIONS) }),
      ask,
      { field: 'text', members: { why: 'full' } },
    ],
    ['a second answer', answered, asked(answer), { field: 'question', members: { why: 'question-answered' } }],
    [
      'a question of what came by an alert',
      { ...reported, origin: 'alert' },
      ask,
      { field: 'text', members: { why: 'nobody-to-ask' } },
    ],
  ])('says why: %s', (_, state, command, refusal) => {
    expect(decide(state, command)).toMatchObject({ ok: false, code: 'conflict', ...refusal });
  });

  it.each<[string, BreachState, Command]>([
    ['words', full({ words: MOST_WORDS - 1 }), asked(words)],
    ['a file', full({ files: MOST_REPORTED_FILES - 1 }), asked(file())],
    ['a question', full({ questions: numbered(MOST_QUESTIONS - 1) }), ask],
  ])('does not meet the last of its kind: %s', (_, state, command) => {
    expect(codeOf(state, command)).toBeNull();
  });

  it('says that there is no such question', () => {
    expect(decide(reported, asked(answer))).toMatchObject({ ok: false, code: 'not-found', field: 'question' });
  });
});

describe('the same bytes', () => {
  const from = (state: BreachState, by: string, role: Role) => {
    const { state: after, events } = played(state, asked(file(), by, role));
    return { after, numbers: events.map((each) => each.type === 'file-attached' && each.data.number) };
  };
  it('are on record once from each side, whoever had them first', () => {
    for (const [first, second] of [
      [ADA, 'user:2'],
      ['user:2', ADA],
    ] as const) {
      const roleOf = (by: string): Role => (by === ADA ? 'reporter' : 'responder');
      const one = from(reported, first, roleOf(first));
      const two = from(one.after, second, roleOf(second));
      expect([one.numbers, two.numbers]).toEqual([[1], [2]]);
      expect(from(two.after, first, roleOf(first)).numbers).toEqual([]);
      expect(from(two.after, second, roleOf(second)).numbers).toEqual([]);
    }
  });
});

describe('a question', () => {
  it('of a report that was merged may still be asked, and of one that is over not', () => {
    const closed = { at: NOW, by: 'dpo', reasons: '' };
    const ended = (outcome: 'merged' | 'not-a-breach'): BreachState => {
      return { ...reported, status: 'closed', closed: { ...closed, outcome } };
    };
    expect(codeOf(ended('merged'), ask)).toBeNull();
    expect(codeOf(ended('not-a-breach'), ask)).toBe('breach-closed');
  });

  it('is answered once, and only where it was asked', () => {
    expect(codeOf(reported, asked(answer))).toBe('not-found');
    const { state } = played(reported, ask, asked(answer));
    expect(codeOf(state, asked(answer))).toBe('conflict');
  });

  it('of what came by an alert has nobody to answer it', () => {
    const alert = openedBy({ origin: 'alert' });
    expect(codeOf(alert, ask)).toBe('conflict');
    expect(codeOf(alert, asked(words))).toBe('forbidden');
  });
});
