import type { RunningRule } from './rule.ts';

/** A rule's short name in plans and records, such as `eu-hours-72` or `us-federal-business-days-4`. */
export function nameOf(rule: RunningRule): string {
  switch (rule.kind) {
    case 'eu-hours':
    case 'elapsed-hours':
    case 'soft-target':
      return `${rule.kind}-${rule.hours}`;
    case 'eu-days':
    case 'calendar-days':
      return `${rule.kind}-${rule.days}`;
    case 'eu-months':
      return `${rule.kind}-${rule.months}`;
    case 'business-days':
      return `${rule.calendar}-${rule.kind}-${rule.days}`;
    case 'year-end':
      return `year-end-plus-${rule.days}-days`;
    case 'at-event':
      return rule.kind;
    case 'minimum':
      return `min(${nameOf(rule.own)}, ${nameOf(rule.other.rule)})`;
    case 'weekend-relief':
      return `${nameOf(rule.of)} with weekend relief`;
    case 'set-elsewhere':
      return `set-by-${rule.by}`;
  }
}
