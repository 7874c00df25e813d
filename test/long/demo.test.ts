import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runDemo, STAGES } from '../support/demo.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-demo-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** `test/integration/database-role.test.ts` does it on a mongod that was there. */
describe('tocsin demo', () => {
  it('plays every stage on its own servers, and leaves none of them behind', async () => {
    const { code, out, told } = await runDemo(dataDir, 4);
    expect({ code, told }).toEqual({ code: 0, told: expect.stringContaining('Evidence pack exported and checked') });
    expect(JSON.parse(out)).toMatchObject({
      breachId: expect.stringMatching(/^EX-\d{4}-0001-\w{3}$/),
      head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    for (const stage of STAGES) expect(told).toContain(stage);
    expect(readdirSync(join(dataDir, 'run'))).toEqual([]);
  });
});
