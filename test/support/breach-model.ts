import { closingPoints } from '../../domain/breach/closing-gate.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { breachView } from '../../domain/breach/views.ts';
import type { Plan } from '../../domain/plan/types.ts';
import type { BreachModel, BreachParts, ClosingModel, NoticesModel } from '../../web/breach/model.ts';
import { timelinePage } from '../../web/breach/timeline-page.ts';
import { obligationOf, planOf, reportedEvent } from './plans.ts';

export const AT = '2026-11-21T12:05:00.000Z';
export const ART33 = 'gdpr-art33-1-authority';
const head = { by: 'dpo', key: 'k' };
const nobody = { names: [], count: 0 };

/** A breach with what each of its pages shows. */
export type WholeModel = BreachModel &
  BreachParts['known'] &
  BreachParts['severity'] &
  BreachParts['notices'] &
  BreachParts['campaigns'] &
  BreachParts['timeline'] &
  Pick<BreachParts['overview'], 'calls' | 'minor' | 'isUnattended' | 'suspected'> & { closing: ClosingModel };

type Body<E = BreachEvent> = E extends BreachEvent
  ? Omit<E, 'at' | 'by' | 'key'> & { at?: string; by?: string }
  : never;

/** A breach of which the organisation has been aware since 21 Nov, 13:05 in Berlin, with the duty of Art. 33. */
export function breachModel(more: Body[] = [], change: Partial<WholeModel> = {}, plan: Partial<Plan> = {}): WholeModel {
  const obligations = [obligationOf(ART33, AT)];
  const first: Body[] = [
    { type: 'awareness-recorded', data: { awareAt: AT }, personal: { reasons: 'The log says so.' } },
    {
      type: 'planned',
      by: 'engine',
      data: { plan: planOf(AT, { obligations, counterparties: null, ...plan }), changes: [] },
    },
  ];
  const events = [...first, ...more].map((body) => ({ at: AT, ...head, ...body }) as BreachEvent);
  return modelOf([reportedEvent('TOC-2026-0001', AT), ...events], change);
}

/** The model of a page from its events alone. */
export function modelOf(events: BreachEvent[], change: Partial<WholeModel> = {}): WholeModel {
  const state = events.reduce<BreachState | null>(evolve, null);
  if (state === null) throw new Error('A breach begins with its report.');
  const same = (id: string) => id;
  const timeline = events.map((event, i) => {
    return { seq: i + 1, type: event.type, at: event.at, by: event.by, hash: 'ab'.repeat(32), event };
  });
  return {
    state,
    assessment: breachView(state).assessment,
    asOf: null,
    timeline,
    lines: timelinePage(timeline, null),
    chain: { verifiedTo: events.length, total: events.length, head: 'ab'.repeat(32), broken: [] },
    systems: [],
    listed: null,
    tracks: [],
    moreTracks: 0,
    openFacts: [],
    notices: noticesModel(),
    calls: { counts: { total: 0 }, standing: null, calls: { misuse: nobody, unreached: nobody } },
    campaigns: [],
    bands: { medium: 200, high: 300, 'very-high': 400 },
    minor: true,
    gap: null,
    seen: { awareness: '', art33: '', art34: '', closing: '' },
    names: { by: same, system: same, counterparty: same, duty: same },
    isUnattended: false,
    suspected: null,
    closing: {
      points: { resolved: closingPoints(state, 'resolved'), 'not-a-breach': closingPoints(state, 'not-a-breach') },
      late: { answers: 0, evidence: 0, reports: [], added: 0, proposals: [], misuse: false },
      told: [],
      retention: null,
    },
    ...change,
  };
}

/** No notices at all, but for what is said. */
export function noticesModel(change: Partial<NoticesModel> = {}): NoticesModel {
  return {
    ...{ counts: { total: 0 }, parts: [], part: 'all', lines: [], next: null, isContinued: false, standing: null },
    ...change,
  };
}
