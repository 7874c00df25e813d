import { plusMs } from '../../domain/time.ts';

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;

/**
 * The same value with every instant in it `ms` later. The server's clock begins at today, a scenario on any day: what
 * the workflows see is shifted, what policy and people see is not.
 */
export function shiftInstants<T>(value: T, ms: number): T {
  return JSON.parse(JSON.stringify(value).replaceAll(INSTANT, (instant) => plusMs(instant, ms)));
}
