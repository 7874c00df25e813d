import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

/** What is told of each stage of the exercise, in its order. */
export const STAGES = [
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

/**
 * Runs `tocsin demo --json` in a data directory where nothing runs: it starts servers of its own, but those that
 * `settings` name, and stops them. `told` is what it says meanwhile.
 * @param minutes that its 72 hours take: enough of them for a busy machine
 */
export function runDemo(
  dataDir: string,
  minutes: number,
  settings: NodeJS.ProcessEnv = {},
): Promise<{ code: number; out: string; told: string }> {
  const env = { ...process.env, ...settings, TOCSIN_DATA_DIR: dataDir, NODE_OPTIONS: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, 'demo', '--minutes', String(minutes), '--json'], { env }, (error, out, told) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, told });
    });
  });
}
