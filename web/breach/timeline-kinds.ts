import type { BreachEventType } from '../../domain/breach/events.ts';

/** What the timeline can be narrowed to. */
export const TIMELINE_KINDS = ['decisions', 'duties', 'facts', 'messages', 'work'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

const KINDS: Readonly<Partial<Record<BreachEventType, TimelineKind>>> = {
  'risk-decided': 'decisions',
  'obligation-waived': 'decisions',
  'obligation-resumed': 'decisions',
  'campaign-approved': 'decisions',
  'filing-approved': 'decisions',
  closed: 'decisions',
  reopened: 'decisions',
  'reopening-proposed': 'decisions',
  triaged: 'decisions',
  planned: 'duties',
  'rung-fired': 'duties',
  'obligation-overdue': 'duties',
  'warnings-acknowledged': 'duties',
  filed: 'duties',
  reported: 'facts',
  'facts-amended': 'facts',
  'awareness-recorded': 'facts',
  'awareness-corrected': 'facts',
  'suspicion-recorded': 'facts',
  'evidence-added': 'facts',
  'findings-moved': 'facts',
  'communication-progressed': 'messages',
  'communication-paused': 'messages',
  'communication-resumed': 'messages',
  'communication-stopped': 'messages',
  'campaign-finished': 'messages',
  'statement-saved': 'messages',
  'notices-released': 'messages',
  'notice-delivered': 'messages',
  'notice-acknowledged': 'messages',
  'notice-expired': 'messages',
  'link-revoked': 'messages',
  'link-reissued': 'messages',
  'campaign-drafted': 'messages',
};

/** Which kind an event is; what is not named is work on the incident. */
export function kindOf(type: string): TimelineKind {
  return KINDS[type as BreachEventType] ?? 'work';
}
