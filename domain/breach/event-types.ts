import type { BreachEventType } from './events.ts';

/** Every type of event that a breach can have, for what lists or filters them. */
const ALL: Record<BreachEventType, true> = {
  reported: true,
  'evidence-added': true,
  'facts-amended': true,
  'awareness-recorded': true,
  'awareness-corrected': true,
  planned: true,
  'risk-decided': true,
  'obligation-waived': true,
  'obligation-resumed': true,
  'rung-fired': true,
  'obligation-overdue': true,
  'filing-approved': true,
  filed: true,
  'communication-progressed': true,
  'communication-paused': true,
  'communication-resumed': true,
  'communication-stopped': true,
  'link-revoked': true,
  'link-reissued': true,
  'notice-delivered': true,
  'notice-acknowledged': true,
  'notice-expired': true,
  'campaign-drafted': true,
  'campaign-approved': true,
  'campaign-finished': true,
  'statement-saved': true,
  'notices-released': true,
  closed: true,
};
export const BREACH_EVENT_TYPES = Object.keys(ALL) as [BreachEventType, ...BreachEventType[]];
