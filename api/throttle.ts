import { type Instant, MINUTE_MS, toMs } from '../domain/time.ts';

/** Counts failed sign-ins per address: a guesser is slowed down, everybody else is not. */
export type Throttle = { isBlocked(address: string, now: Instant): boolean; fail(address: string, now: Instant): void };

const FAILURES_PER_MINUTE = 30;
const MAX_ADDRESSES = 10_000;

/** In memory and per process: enough against guessing at 256-bit tokens. */
export function createThrottle(): Throttle {
  const windows = new Map<string, { since: number; failures: number }>();
  const current = (address: string, now: Instant) => {
    const window = windows.get(address);
    return window !== undefined && toMs(now) - window.since < MINUTE_MS ? window : undefined;
  };
  return {
    isBlocked: (address, now) => (current(address, now)?.failures ?? 0) >= FAILURES_PER_MINUTE,
    fail(address, now) {
      const window = current(address, now) ?? { since: toMs(now), failures: 0 };
      window.failures += 1;
      windows.delete(address);
      windows.set(address, window);
      const oldest = windows.keys().next();
      if (windows.size > MAX_ADDRESSES && !oldest.done) windows.delete(oldest.value);
    },
  };
}

/** The part of an address that is recorded: /24 of IPv4, /48 of IPv6; not one household. */
export function addressPrefix(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+)\.(\d+)\.(\d+)\.\d+$/.exec(address);
  if (v4 !== null) return `${v4[1]}.${v4[2]}.${v4[3]}.0/24`;
  const groups = address.split('::')[0]?.split(':') ?? [];
  return `${[...groups, '0', '0', '0']
    .slice(0, 3)
    .map((g) => g || '0')
    .join(':')}::/48`;
}
