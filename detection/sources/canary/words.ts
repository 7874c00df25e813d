import type { Instant } from '../../../domain/time.ts';
import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';
import { addressOf } from '../../systems/names.ts';

/** Nobody has a reason to touch a decoy, so that whoever does is looked for: high. */
export const TOUCHED = 8;

/** A time as Thinkst writes it, `2026-11-20 21:14:05 (UTC)`. */
export function timeAt(at: Reader, path: string): Instant | null {
  return at.instantAs(path, (text) => text.replace(/\s*\(UTC\)$/, ' UTC'), { expected: true });
}

/** A source within the company's networks is a machine that somebody works from: it is touched itself. */
export function insider(ip: string | null, host: string | null): FoundResource[] {
  const range = addressOf(ip ?? '')?.range();
  const isInside = range === 'private' || range === 'uniqueLocal';
  return isInside ? [{ kind: 'host', names: [ip, host] }] : [];
}
