import { describe, expect, it } from '@jest/globals';
import { isReopeningProposed, type LateNews } from './late-news.ts';

const NOTHING: LateNews = { answers: 0, evidence: 0, reports: [], added: 0, proposals: [], misuse: false };
const proposal = { at: '2026-11-24T08:00:00.000Z', by: 'user:2', reasons: 'The bank called.' };

describe('opening a closed breach again', () => {
  it('is not proposed while nothing came in', () => {
    expect(isReopeningProposed(NOTHING)).toBe(false);
  });

  it.each<[string, Partial<LateNews>]>([
    ['an answer to a notice', { answers: 1 }],
    ['a file', { evidence: 1 }],
    ['a report that began with it', { reports: ['TOC-2026-0002'] }],
    ['words of whoever reported it', { added: 1 }],
    ['a responder who proposes it', { proposals: [proposal] }],
  ])('is proposed for %s alone', (_, news) => {
    expect(isReopeningProposed({ ...NOTHING, ...news })).toBe(true);
  });
});
