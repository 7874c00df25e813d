import { describe, expect, it } from '@jest/globals';
import { renderVerification } from './verification.ts';

const failure = (breach: number) => ({
  workflowId: `breach/TOC-2026-${breach}`,
  runId: 'r',
  workflowType: 'breach',
  errorType: 'DeterminismViolationError',
  reason: 'The code does not do what the history says: an activity differs.',
});

describe('the verdict before a deploy', () => {
  it('says in one line that nothing stands in the way', () => {
    const types = { breach: { replayed: 12, failed: 0 }, campaign: { replayed: 1, failed: 0 } };
    expect(renderVerification({ types, failures: [], isPartial: false }, 'temporal:7233').split('\n')).toEqual([
      'Replayed 13 open workflows of temporal:7233 with the code of this checkout:',
      '  breach    12 replayed',
      '  campaign  1 replayed',
      'All of them can go on with it.',
    ]);
  });

  it('names what would stop, with the way on last, and does not fill the terminal', () => {
    const failures = Array.from({ length: 25 }, (_, index) => failure(index));
    const types = { breach: { replayed: 30, failed: 25 } };
    const lines = renderVerification({ types, failures, isPartial: true }, 'temporal:7233').split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'Replayed the newest 30 open workflows of temporal:7233 with the code of this checkout:',
      '  breach  30 replayed  25 would stop',
      '',
      'Do NOT deploy this code: 25 open workflows would stop, and with them their clocks.',
      '  breach/TOC-2026-0  DeterminismViolationError',
      '    The code does not do what the history says: an activity differs.',
    ]);
    expect(lines).toContain('  and 5 more; --json lists all');
    expect(lines.at(-1)).toMatch(/^Put what changed behind patched\(\)/);
  });

  it('says so when nothing is open', () => {
    expect(renderVerification({ types: {}, failures: [], isPartial: false }, 'temporal:7233')).toMatch(/^No workflow/);
  });
});
