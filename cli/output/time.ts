import type { Instant } from '../../domain/time.ts';
import { localTime, utcTime } from '../../web/time.ts';

/** The zone of the machine, by its IANA name. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `Tue 24 Nov 2026, 13:05 CET (12:05 UTC)`; once is enough where local is UTC. */
export function bothTimes(instant: Instant, zone: string): string {
  const local = localTime(instant, zone, true);
  return local.endsWith(' UTC') ? local : `${local} (${utcTime(instant, zone)})`;
}
