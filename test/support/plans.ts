import type { BreachEvent } from '../../domain/breach/events.ts';
import { Facts } from '../../domain/facts.ts';
import type { Clock, Plan, PlannedNotice, PlannedObligation, Rung, Severity } from '../../domain/plan/types.ts';
import { HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';

/** Hand-made plans, so that workflow tests depend on no policy. */

const severity: Severity = {
  dpc: 300,
  ei: 100,
  cb: 100,
  se: 400,
  level: 'very-high',
  reasons: ['Financial data.'],
  flags: [],
  proposed: 'high-risk',
  proposedBecause: 'The score is very high.',
};

/** A clock of 72 hours from `start`. */
export function clock72h(start: Instant): Clock {
  const due = plusMs(start, 72 * HOUR_MS);
  return { start, due, latest: due, rule: 'eu-hours', basis: 'law', steps: ['72 hours after the awareness.'] };
}

/** Rungs by hours before `due` (negative: after). */
export function rungsBefore(due: Instant, ...hours: number[]): Rung[] {
  return hours.map((h) => ({
    name: h >= 0 ? `${h}-hours-left` : `${-h}-hours-late`,
    at: plusMs(due, -h * HOUR_MS),
    to: ['dpo'],
    channels: ['email'],
  }));
}

export function obligationOf(
  id: string,
  start: Instant | null,
  change: Partial<PlannedObligation> = {},
): PlannedObligation {
  const clock = start === null ? null : clock72h(start);
  return {
    id,
    regime: 'GDPR',
    article: 'GDPR Art. 33(1)',
    title: 'Notify the supervisory authority',
    role: 'controller',
    recipient: 'supervisory authority',
    stage: 'initial',
    citation: 'Regulation (EU) 2016/679 Art. 33(1)',
    confidence: 'known',
    applies: 'binds',
    because: 'A risk is not unlikely.',
    lateNeedsReasons: true,
    startsFrom: 'awareness',
    clock,
    rungs: clock === null ? [] : rungsBefore(clock.due, 48, 24, 4, 1),
    ...change,
  };
}

export function noticeTo(counterparty: string, sendAt: Instant): PlannedNotice {
  return {
    counterparty,
    kind: 'supplier',
    systems: ['console'],
    sendAt,
    answerBy: plusMs(sendAt, 24 * HOUR_MS),
    reminders: [12, 24, 48].map((h) => plusMs(sendAt, h * HOUR_MS)),
    escalateAt: plusMs(sendAt, 24 * HOUR_MS),
    expiresAt: plusMs(sendAt, 30 * 24 * HOUR_MS),
  };
}

export function planOf(madeAt: Instant, change: Partial<Plan> = {}): Plan {
  return {
    madeAt,
    policyVersion: 'sha256:test',
    zoneData: 'test',
    holidayData: 'test',
    dataFlow: {
      planes: ['control'],
      roles: ['controller'],
      dataClasses: ['financial'],
      dataCategories: ['invoices'],
      countries: ['DE'],
      suppliers: [],
      customers: 0,
      peopleConcerned: null,
    },
    severity,
    conclusion: { art33: 'high-risk', art34: 'high-risk' },
    articles: {
      proposed: {
        register: { notify: 'yes', because: 'Every breach is documented.' },
        art33: { notify: 'yes', because: 'A risk is not ruled out.' },
        art34: { notify: 'yes', because: 'It follows from the risk.' },
      },
      decided: { art33: null, art34: null },
    },
    obligations: [],
    counterparties: null,
    ...change,
  };
}

export function reportedEvent(breachId: string, at: Instant): BreachEvent & { type: 'reported' } {
  return {
    type: 'reported',
    at,
    by: 'responder',
    key: `intake/${breachId}`,
    data: {
      breachId,
      origin: 'report',
      source: 'responder',
      facts: Facts.parse({ systems: ['console'] }),
      exercise: null,
      reportedAt: at,
    },
    personal: { narrative: { title: 'Session stolen', summary: 'By Ada Quill.', consequences: '', measures: '' } },
  };
}
