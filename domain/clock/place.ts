import type { CalendarName } from './calendar-name.ts';
import type { ClockOptions } from './reading.ts';
import type { RunningRule } from './rule.ts';

/** Where a clock is read: its zone, and the calendar of the state that the zone belongs to. */

/** The zone in which a rule's days are read: asked for, else its own, else the organisation's. */
export function zoneOf(rule: RunningRule, { zone, homeZone = 'UTC' }: ClockOptions): string {
  switch (rule.kind) {
    case 'business-days':
      return rule.cutOff === undefined ? (zone ?? rule.zone) : rule.zone;
    case 'minimum':
      return zoneOf(rule.own, { zone, homeZone });
    case 'weekend-relief':
      return zone ?? rule.zone ?? zoneOf(rule.of, { zone, homeZone });
    case 'eu-days':
    case 'eu-months':
    case 'calendar-days':
    case 'year-end':
      return zone ?? rule.zone ?? homeZone;
    default:
      return zone ?? homeZone;
  }
}

const STATES: Record<string, string> = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  CY: 'Asia/Nicosia Asia/Famagusta Europe/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin Europe/Busingen',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  ES: 'Europe/Madrid Atlantic/Canary Africa/Ceuta',
  FI: 'Europe/Helsinki Europe/Mariehamn',
  FR: 'Europe/Paris',
  GR: 'Europe/Athens',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IS: 'Atlantic/Reykjavik',
  IT: 'Europe/Rome',
  LI: 'Europe/Vaduz',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MT: 'Europe/Malta',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo Arctic/Longyearbyen',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon Atlantic/Madeira Atlantic/Azores',
  RO: 'Europe/Bucharest',
  SE: 'Europe/Stockholm',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
};

/** The zone of the capital of a state in the European Economic Area; null for any other. */
export function zoneOfState(state: string): string | null {
  return STATES[state]?.split(' ')[0] ?? null;
}

const STATE_OF_ZONE = new Map(
  Object.entries(STATES).flatMap(([state, zones]) => zones.split(' ').map((zone) => [zone.toLowerCase(), state])),
);

/**
 * The calendar of the state in the European Economic Area whose zone it is; `weekends`, which is earlier, for others.
 */
export function calendarOfZone(zone: string): CalendarName {
  const state = STATE_OF_ZONE.get(zone.toLowerCase());
  return state === undefined ? 'weekends' : `eu:${state}`;
}
