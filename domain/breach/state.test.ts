import { describe, expect, it } from '@jest/globals';
import { clock72h, obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { Plan } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import { evolve } from './evolve.ts';
import {
  type BreachState,
  changesUnlisted,
  nextLimitOf,
  type ObligationStatus,
  openTargets,
  type TargetState,
  toldOf,
  touchesUnlisted,
} from './state.ts';

const [EIGHT, NINE, TEN] = ['08', '09', '10'].map((hour) => `2026-11-24T${hour}:00:00.000Z`) as [
  string,
  string,
  string,
];
const dueFrom = (start: Instant) => clock72h(start).due;
const reported = evolve(null, reportedEvent('TOC-2026-0001', EIGHT));

type Duty = [id: string, start: Instant | null, status: ObligationStatus];
type Target = [id: string, start: Instant | null, status: TargetState['status']];
/** A breach with these duties and targets of the organisation, each with 72 hours from its start. */
function having(duties: Duty[], targets: Target[] = []): BreachState {
  const obligations = duties.map(([id, start]) => obligationOf(id, start));
  const plan: Plan = planOf(EIGHT, { obligations, targets: targets.map(([id, start]) => obligationOf(id, start)) });
  const standing = duties.map(([id, , status]) => [id, { id, status, fired: [], filed: null, waivedBecause: null }]);
  return {
    ...{ ...reported, plan, obligations: Object.fromEntries(standing) },
    targets: Object.fromEntries(targets.map(([id, , status]) => [id, { id, status, fired: [] }])),
  };
}

describe('what falls due first', () => {
  it.each<[string, BreachState, ReturnType<typeof nextLimitOf>]>([
    ['nothing before the first plan', reported, null],
    ['nothing where all is filed', having([['a', EIGHT, 'filed']]), null],
    [
      'the duty with the first limit, wherever the plan has it',
      having([
        ['b', NINE, 'running'],
        ['a', EIGHT, 'running'],
        ['c', TEN, 'running'],
      ]),
      { due: dueFrom(EIGHT), ids: ['a'], isOwn: false },
    ],
    [
      'every duty with that limit, in the plan’s order',
      having([
        ['b', EIGHT, 'running'],
        ['c', NINE, 'running'],
        ['a', EIGHT, 'overdue'],
      ]),
      { due: dueFrom(EIGHT), ids: ['b', 'a'], isOwn: false },
    ],
    [
      'no duty that is done, waived or waits',
      having([
        ['a', EIGHT, 'filed-late'],
        ['b', EIGHT, 'waived'],
        ['c', null, 'running'],
        ['d', NINE, 'running'],
      ]),
      { due: dueFrom(NINE), ids: ['d'], isOwn: false },
    ],
    [
      'a duty, also where a target of our own is earlier',
      having([['a', NINE, 'running']], [['organisation-take', EIGHT, 'overdue']]),
      { due: dueFrom(NINE), ids: ['a'], isOwn: false },
    ],
    [
      'the first target of our own where no duty runs',
      having(
        [['a', EIGHT, 'filed']],
        [
          ['organisation-triage', TEN, 'running'],
          ['organisation-take', NINE, 'running'],
        ],
      ),
      { due: dueFrom(NINE), ids: ['organisation-take'], isOwn: true },
    ],
    ['nothing where the targets are met', having([], [['organisation-take', EIGHT, 'met']]), null],
  ])('is %s', (_, state, next) => {
    expect(nextLimitOf(state)).toEqual(next);
  });

  it('is nothing of a closed breach, whatever was left open', () => {
    expect(nextLimitOf({ ...having([['a', EIGHT, 'running']]), status: 'closed' })).toBeNull();
  });
});

describe('open targets of the organisation', () => {
  it('are those that run or are overdue, the first limit first, equal ones in the plan’s order', () => {
    const state = having(
      [],
      [
        ['later', TEN, 'running'],
        ['one', NINE, 'overdue'],
        ['met', EIGHT, 'met'],
        ['other', NINE, 'running'],
        ['waiting', null, 'running'],
        ['first', EIGHT, 'running'],
      ],
    );
    expect(openTargets(state)).toEqual([
      { id: 'first', due: dueFrom(EIGHT) },
      { id: 'one', due: dueFrom(NINE) },
      { id: 'other', due: dueFrom(NINE) },
      { id: 'later', due: dueFrom(TEN) },
    ]);
  });

  it('are none under a plan that knows no targets, or of which the breach has no state yet', () => {
    expect(openTargets({ plan: planOf(EIGHT) })).toEqual([]);
    expect(openTargets({ plan: having([], [['take', EIGHT, 'running']]).plan })).toEqual([]);
  });
});

describe('whom the notices are told to', () => {
  const plan = planOf(EIGHT, { counterparties: { suppliers: 1, customers: 0, version: 'fjord' } });
  const notices = {
    ...{ status: 'running' as const, because: null, turn: 0, counts: { total: 1 }, head: null, nextAt: null },
    version: 'fjord',
  };
  it.each([
    ['the counterparties of the plan', { plan, communications: {} }, 'fjord'],
    ['the same where notices leave by themselves', { plan, communications: { notices } }, 'fjord'],
    ['nobody before the first plan', { plan: null, communications: {} }, ''],
    ['nobody where none is to be told', { plan: planOf(EIGHT), communications: {} }, ''],
  ] as const)('is %s', (_, state, version) => {
    expect(toldOf(state)).toBe(version);
  });

  it('changes with each release', () => {
    const released = (number: number) =>
      toldOf({ plan, communications: { notices: { ...notices, release: { number, byKind: {} } } } });
    expect(new Set([released(0), released(1), released(2)]).size).toBe(3);
  });
});

describe('a touched system that the register does not have', () => {
  const named = (unlisted?: string) => ({
    narrative: { ...reported.narrative, ...(unlisted !== undefined && { unlisted }) },
  });
  it('is one that somebody named', () => {
    expect([named(), named(''), named('The old wiki')].map(touchesUnlisted)).toEqual([false, false, true]);
  });

  it.each([
    ['named', named(), { unlisted: 'The old wiki' }, true],
    ['named differently', named('The wiki'), { unlisted: 'The old wiki' }, true],
    ['taken back', named('The wiki'), { unlisted: '' }, true],
    ['said again', named('The wiki'), { unlisted: 'The wiki' }, false],
    ['said to be none where none was', named(), { unlisted: '' }, false],
    ['not spoken of', named('The wiki'), { summary: 'It was open.' }, false],
  ])('%s: changes the facts, or not', (_, state, patch, changes) => {
    expect(changesUnlisted(state, patch)).toBe(changes);
  });
});
