import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-demo-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

type Ended = { code: number; out: string; told: string };

/**
 * `tocsin demo --json`, slowly enough for a busy machine, in a data directory where nothing runs: it starts its own
 * servers and stops them.
 */
function runDemo(): Promise<Ended> {
  const env = { ...process.env, TOCSIN_DATA_DIR: dataDir, NODE_OPTIONS: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, 'demo', '--minutes', '4', '--json'], { env }, (error, out, told) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, told });
    });
  });
}

describe('tocsin demo', () => {
  it('plays every stage on its own servers, and leaves none of them behind', async () => {
    const { code, out, told } = await runDemo();
    expect({ code, told }).toEqual({ code: 0, told: expect.stringContaining('Evidence pack exported and checked') });
    expect(JSON.parse(out)).toMatchObject({
      breachId: expect.stringMatching(/^EX-\d{4}-0001-\w{3}$/),
      head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const stages = [
      'alert',
      'report',
      'Art. 33(1)',
      'Art. 33(2)',
      'Art. 34(1)',
      'supplier',
      'letter',
      'Art. 33(5)',
      'evidence',
    ];
    for (const stage of stages) expect(told).toContain(stage);
    expect(readdirSync(join(dataDir, 'run'))).toEqual([]);
  });
});
