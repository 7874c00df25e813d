import { describe, expect, it } from '@jest/globals';
import { type Marks, NO_MARKS } from '../../domain/alerts/marks.ts';
import { HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import { createOpenings, type SeenFinding } from './openings.ts';

const START: Instant = '2026-11-20T00:00:00.000Z';
const policy = { window: 24 * HOUR_MS, relations: ['system' as const, 'actor' as const], common: [] };

type Change = {
  id?: string;
  group?: string;
  hour?: number;
  outcome?: 'ignore' | 'watch' | 'suspect';
  marks?: Partial<Marks>;
  /** So many hours after it happened its alert came in. */
  late?: number;
};

function seen({ id = 'f1', group = id, hour = 0, outcome = 'suspect', marks = {}, late = 0 }: Change): SeenFinding {
  return {
    finding: { source: 'okta', findingId: id, correlation: `okta/${group}` },
    evaluation: { outcome, opens: outcome === 'suspect' },
    marks: { ...NO_MARKS, ...marks },
    happened: { first: plusMs(START, hour * HOUR_MS), last: plusMs(START, hour * HOUR_MS) },
    hour: plusMs(START, (hour + late) * HOUR_MS).slice(0, 13),
  };
}

function opened(...all: Change[]): boolean[] {
  const openings = createOpenings(policy, { openings: 3 });
  return all.map((each) => openings.take(seen(each)));
}

describe('suspicions that findings would open', () => {
  it.each<[string, Change[], boolean[]]>([
    ['a finding that comes again opens none, however late', [{}, { hour: 400 }], [true, false]],
    ['what its source groups stays together', [{ group: 'g' }, { id: 'f2', group: 'g', hour: 400 }], [true, false]],
    ['what is only watched opens none', [{ outcome: 'watch' }, {}], [false, true]],
    [
      'a relative within the window joins',
      [{ marks: { user: ['anna'] } }, { id: 'f2', hour: 23, marks: { user: ['anna'] } }],
      [true, false],
    ],
    [
      'one after it does not',
      [{ marks: { user: ['anna'] } }, { id: 'f2', hour: 25, marks: { user: ['anna'] } }],
      [true, true],
    ],
    [
      'one that was only watched joins, and ties the next to it',
      [
        { marks: { user: ['anna'] } },
        { id: 'f2', hour: 20, outcome: 'watch', marks: { user: ['anna'], system: ['tickets'] } },
        { id: 'f3', hour: 40, marks: { system: ['tickets'] } },
      ],
      [true, false, false],
    ],
    [
      'one that is delivered days after it happened joins what happened then, and not what came before it',
      [
        { marks: { user: ['anna'] } },
        { id: 'f2', hour: 100, marks: { user: ['anna'] } },
        { id: 'f3', hour: 2, late: 98, marks: { user: ['anna'] } },
        { id: 'f4', hour: 50, late: 50, marks: { user: ['anna'] } },
      ],
      [true, true, false, true],
    ],
    [
      'a storm opens so many, and the next hour opens new ones',
      [...['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })), { id: 'f', hour: 1 }],
      [true, true, true, false, false, true],
    ],
    [
      'what is ignored is nobody’s relative',
      [
        { outcome: 'ignore', marks: { user: ['anna'] } },
        { id: 'f2', marks: { user: ['anna'] } },
      ],
      [false, true],
    ],
    [
      'a relation that the policy leaves out joins nothing',
      [{ marks: { account: ['1'] } }, { id: 'f2', marks: { account: ['1'] } }],
      [true, true],
    ],
  ])('%s', (_, all, expected) => {
    expect(opened(...all)).toEqual(expected);
  });
});
