import { describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS, plusMs } from '../time.ts';
import { answered, failed, NEVER_ASKED, type PullStatus } from './pull.ts';

const AT = '2026-11-24T08:00:00.000Z';
const later = (ms: number) => plusMs(AT, ms);
const refused = { code: 'refused', status: 403, waitMs: 0 } as const;

describe('a source that is asked', () => {
  const well = answered(AT, 7, 5 * MINUTE_MS);

  it('and answers is asked again in its time', () => {
    expect(well).toEqual({
      status: { askedAt: AT, succeededAt: AT, taken: 7, failure: null },
      nextAt: later(5 * MINUTE_MS),
    });
  });

  it('and fails keeps when it answered last, and says why and since when it does not', () => {
    const { status } = failed(well.status, later(MINUTE_MS), refused);
    expect(status).toEqual({
      ...{ askedAt: later(MINUTE_MS), succeededAt: AT, taken: 7 },
      failure: { code: 'refused', status: 403, since: later(MINUTE_MS), times: 1 },
    });
    const again = failed(status, later(6 * MINUTE_MS), { code: 'away', status: null, waitMs: 0 });
    expect(again.status.failure).toEqual({ code: 'away', status: null, since: later(MINUTE_MS), times: 2 });
    expect(answered(later(HOUR_MS), 0, MINUTE_MS).status.failure).toBeNull();
  });

  it('is left alone for longer after each failure in a row, up to an hour', () => {
    let status: PullStatus = NEVER_ASKED;
    const waits: number[] = [];
    for (let times = 1; times <= 5; times += 1) {
      const tried = failed(status, AT, refused);
      waits.push((Date.parse(tried.nextAt) - Date.parse(AT)) / MINUTE_MS);
      status = tried.status;
    }
    expect(waits).toEqual([5, 15, 60, 60, 60]);
  });

  it('is never asked sooner than it said', () => {
    const limited = { code: 'limited', status: 429, waitMs: 20 * MINUTE_MS } as const;
    expect(failed(NEVER_ASKED, AT, limited).nextAt).toBe(later(20 * MINUTE_MS));
    expect(failed(NEVER_ASKED, AT, { ...limited, waitMs: MINUTE_MS }).nextAt).toBe(later(5 * MINUTE_MS));
  });
});
