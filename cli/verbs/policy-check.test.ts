import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { main } from '../main.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'policy-'));
  cpSync('policy', dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function check() {
  const out: string[] = [];
  const say = (line: string) => void out.push(line);
  const given = { env: {}, isTerminal: false, out: say, error: say, readStdin: async () => Buffer.alloc(0) };
  const code = await main(['policy', 'check', dir], given);
  return { code, out: out.join('\n') };
}
const holds = (...lines: string[]) => {
  const file = join(dir, 'organisation.yaml');
  const text = readFileSync(join('policy', 'organisation.yaml'), 'utf8');
  const list = ['  alertHolds:', ...lines.map((line) => `    - { ${line}, reason: Asked for by a court. }`)].join('\n');
  writeFileSync(file, text.replace(/^ {2}alertsDays: .*\n/m, `$&${list}\n`));
};

describe('the check of a policy with legal holds on alerts', () => {
  it('names each, who asked for it, and which are over', async () => {
    holds(
      'id: old, source: all, from: 2020-01-01T00:00:00+01:00, until: 2020-02-01T00:00:00+01:00, owner: Legal',
      'id: audit, source: okta, from: 2020-01-01T00:00:00+01:00, owner: Audit',
    );
    const { out, code } = await check();
    expect(code).toBe(0);
    expect(out).toMatch(
      /the hold 'old' of Legal on all sources is over since 2020-01-31T23:00:00\.000Z; .* stays until you/,
    );
    expect(out).toMatch(
      /the hold 'audit' of Audit on okta keeps those that come in from 2019-12-31T23:00:00\.000Z on\./,
    );
  }, 60_000);

  it('refuses one that ends before it begins, or has no offset', async () => {
    holds('id: a, source: all, from: 2026-02-01T00:00:00Z, until: 2026-01-01T00:00:00Z, owner: Legal');
    expect((await check()).out).toMatch(/alertHolds\[0\]\.until: is not after `from`/);
    holds('id: a, source: all, from: 2026-02-01T00:00:00, owner: Legal');
    expect((await check()).out).toMatch(/alertHolds\[0\]\.from: an ISO 8601 instant with an offset/);
  }, 60_000);
});
