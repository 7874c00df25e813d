import { describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { scoreExercise } from '../../domain/exercise/score.ts';
import { HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import { testView } from '../../test/support/view.ts';
import { exercisePage } from './report.ts';

const START: Instant = '2026-11-24T08:00:00.000Z';
const at = (hours: number) => plusMs(START, hours * HOUR_MS);
const AUTHORITY = 'gdpr-art33-1-authority';
const plan = planOf(START, { obligations: [obligationOf(AUTHORITY, START)] });
const reported = reportedEvent('EX-2026-0001', START);
const EVENTS: BreachEvent[] = [
  { ...reported, data: { ...reported.data, exercise: { scale: 10 } } },
  { type: 'planned', at: START, by: 'engine', key: 'p', data: { plan, changes: [] } },
  {
    ...{ type: 'rung-fired', at: at(68), by: 'engine', key: 'r' },
    data: { obligation: AUTHORITY, rung: '4-hours-left', due: at(72), firedAt: at(68), skipped: [] },
  },
];
const pageOf = (events: BreachEvent[], now: Instant, language: 'en' | 'de' = 'en') =>
  exercisePage(testView({ now, language }), {
    ...{ breachId: 'EX-2026-0001', title: 'Session stolen', score: scoreExercise(events, now, [], () => 0) },
    ...{ by: (by) => by, counterparty: (id) => id },
  });
const filed: BreachEvent = {
  ...{ type: 'filed', at: at(70), by: 'dpo', key: 'f' },
  ...{ data: { obligation: AUTHORITY, filedAt: at(70), late: false }, personal: { receipt: 'A-1', reasons: '' } },
};

describe('the after-action report', () => {
  it('says of a silent exercise what would have been late, by how much in earnest, and what to do', () => {
    const page = pageOf(EVENTS, at(73));
    expect(page).toContain('Score: 0 of 100');
    expect(page).toContain('In earnest it would have been 10 h 0 min late.');
    expect(page).toContain('Nobody acted');
    expect(page).toContain('Never filed, and the limit has passed: GDPR Art. 33(1).');
  });

  it('shows its arithmetic, and how fast each warning was answered in both times', () => {
    const page = pageOf([...EVENTS, filed], at(73));
    expect(page).toContain('Score: 100 of 100');
    expect(page).toContain('1 / 1 × 70.6 = 70.6');
    expect(page).toContain('dpo filed');
    expect(page).toContain('after 2 h 0 min (20 h 0 min by the law’s clock)');
  });

  it('keeps its sums right where a duty has a finding, and then never says that nothing went wrong', () => {
    const score = scoreExercise([...EVENTS, filed], at(73), [], () => 3);
    const page = exercisePage(testView({ now: at(73), language: 'de' }), {
      ...{ breachId: 'EX-2026-0001', title: 'Session stolen', score, by: (by) => by, counterparty: (id) => id },
    });
    expect(page).toContain('0,5 / 1 × 70,6 = 35,3');
    expect(page).toContain('zählt halb');
    expect(page).toContain('GDPR Art. 33(1) (3)');
    expect(page).not.toContain('Nichts ging schief');
  });

  it('reads in German', () => {
    expect(pageOf(EVENTS, at(73), 'de')).toContain('Im Ernstfall wären es 10 h 0 min zu spät gewesen.');
  });
});
