import type { Instant } from '../../domain/time.ts';
import type { Language } from '../../web/languages/index.ts';
import { localTime, utcTime } from '../../web/time.ts';

/** The zone of the machine, by its IANA name. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** In which language dates are written: that of the terminal (POSIX: `LC_ALL`, else `LC_TIME`, else `LANG`). */
export function dateLanguage({ LC_ALL, LC_TIME, LANG }: NodeJS.ProcessEnv): Language {
  return /^de(?![a-z])/i.test(LC_ALL || LC_TIME || LANG || '') ? 'de' : 'en';
}

/** `Tue 24 Nov 2026, 13:05 CET (12:05 UTC)`; once is enough where local is UTC. */
export function bothTimes(instant: Instant, zone: string, language = dateLanguage(process.env)): string {
  const reading = { zone, language };
  const local = localTime(instant, reading, true);
  return local.endsWith(' UTC') ? local : `${local} (${utcTime(instant, reading)})`;
}
