import type { BreachEventType } from '../../../domain/breach/events.ts';

/** What asks for an act, and what ends that. */
export const PAGING_EVENTS = [
  'reported',
  'rung-fired',
  'obligation-overdue',
  'warnings-acknowledged',
  'taken',
  'handed-over',
  'awareness-recorded',
  'triaged',
  'notices-released',
  'risk-decided',
  'signs-settled',
  'communication-progressed',
  'filed',
  'obligation-waived',
  'closed',
] as const satisfies readonly BreachEventType[];
