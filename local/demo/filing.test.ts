import { describe, expect, it } from '@jest/globals';
import { fileNow } from './filing.ts';
import { OBLIGATIONS } from './script.ts';

/** A breach whose authority clock ends then, on a machine where approving takes a minute and a half. */
function slowStage(limit: string) {
  let now = Date.parse('2026-12-01T00:14:30Z');
  const sent: { path: string[]; body: Record<string, unknown> }[] = [];
  const stage = {
    breachId: 'B-1',
    view: async () => ({ plan: { obligations: [{ id: OBLIGATIONS.authority, clock: { due: limit } }] } }),
    now: () => new Date(now).toISOString(),
    as: () => ({ get: async () => ({ stage: 'initial', content: 'Draft.', sha256: 'a'.repeat(64) }) }),
    async send(_role: string, _method: string, path: string[], body: Record<string, unknown>) {
      if (path.at(-1) === 'approval') now += 90_000;
      sent.push({ path, body });
    },
  };
  return { stage: stage as unknown as Parameters<typeof fileNow>[0], sent };
}

describe('filing in the exercise', () => {
  it('is dated after the approval, however long that took', async () => {
    const { stage, sent } = slowStage('2026-12-03T00:00:00.000Z');
    expect(await fileNow(stage, 'authority')).toEqual({ late: false });
    expect(sent.map(({ path }) => path.at(-1))).toEqual(['approval', 'filings']);
    expect(sent[1]?.body).toMatchObject({ filedAt: '2026-12-01T00:16:00.000Z', document: 'Draft.' });
  });

  it('says why it is late where the clock ran out while it was approved', async () => {
    const { stage, sent } = slowStage('2026-12-01T00:15:00.000Z');
    expect(await fileNow(stage, 'authority')).toEqual({ late: true });
    expect(sent[1]?.body).toMatchObject({ elsewhere: true, reasons: expect.stringMatching(/too slow/) });
  });
});
