import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../test/support/until.ts';
import { startJudgeThread } from './judge-thread.ts';

const IMPORTS = "import { parentPort, workerData } from 'node:worker_threads';";
const entry = (script: string) => new URL(`data:text/javascript,${encodeURIComponent(IMPORTS + script)}`);

let stop = async () => undefined as unknown;
afterEach(() => stop());

function startOver(script: string, data?: unknown) {
  const seen = { kicked: 0, errors: [] as unknown[] };
  const relay = {
    kick: () => {
      seen.kicked += 1;
    },
  };
  const log = { error: (fields: object) => void seen.errors.push(fields) };
  const judge = startJudgeThread(entry(script), data, { relay, log });
  stop = judge.stop;
  return { judge, seen };
}

describe('the thread that judges alerts', () => {
  it('is kicked, and what it hands over is relayed', async () => {
    const { judge, seen } = startOver(`parentPort.on('message', (what) => parentPort.postMessage(what))`);
    judge.kick();
    await until(() => seen.kicked === 1);
  });

  it('that ended by an error is started again, and the error is in the log', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const { seen } = startOver(
      `if (Atomics.add(workerData, 0, 1) === 0) throw new Error('cut'); parentPort.postMessage('handed-over')`,
      shared,
    );
    await until(() => seen.kicked === 1);
    expect(shared[0]).toBe(2);
    expect(seen.errors).toEqual([{ error: expect.objectContaining({ message: 'cut' }) }]);
  });

  it('ends when it is told to, and also where it does not listen', async () => {
    const ended = new Int32Array(new SharedArrayBuffer(4));
    const quick = startOver(`parentPort.once('message', () => { workerData[0] = 1; parentPort.close(); })`, ended);
    await quick.judge.stop();
    expect(ended[0]).toBe(1);
    await startOver(`for (;;);`).judge.stop();
  });
});
