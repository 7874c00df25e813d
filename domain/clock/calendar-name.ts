import { z } from 'zod';
import { hasRegion } from './holidays.ts';

/** States of the European Economic Area by ISO 3166 code: where Regulation 1182/71 or a rule like it counts. */
const EEA_STATES = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT'],
  ...['LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
];

/** Calendars with a name of their own; `weekends` knows Saturdays and Sundays only, which makes a deadline earlier. */
export const NAMED_CALENDARS = [
  'us-federal',
  'us-ca',
  'us-ia',
  'us-vt',
  'br-national',
  'co',
  'jp',
  'weekends',
] as const;
export type NamedCalendar = (typeof NAMED_CALENDARS)[number];

/** The state and region of `eu:DE` or `eu:DE-BY`; null for any other name. */
export function stateOf(name: string): { state: string; region: string | undefined } | null {
  const [, state = '', region] = /^eu:([A-Z]{2})(?:-([A-Z0-9]{1,3}))?$/.exec(name) ?? [];
  return EEA_STATES.includes(state) ? { state, region } : null;
}

export function isNamed(name: string): name is NamedCalendar {
  return (NAMED_CALENDARS as readonly string[]).includes(name);
}

function isCalendarName(name: string): boolean {
  const found = stateOf(name);
  return isNamed(name) || (found !== null && (found.region === undefined || hasRegion(found.state, found.region)));
}

/** A calendar that can be looked up: a named one, or `eu:<state>`, or `eu:<state>-<region>`. */
export const CalendarName = z
  .string()
  .refine(isCalendarName, `one of ${NAMED_CALENDARS.join(', ')}, or eu:<state> such as eu:DE or eu:DE-BY`);
export type CalendarName = z.infer<typeof CalendarName>;
