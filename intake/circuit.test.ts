import { describe, expect, it } from '@jest/globals';
import { TocsinError } from '../domain/errors.ts';
import { createCircuit } from './circuit.ts';

const away = () => Promise.reject(new TocsinError('unavailable', 'The workflow engine does not answer.'));

function setUp() {
  let now = 0;
  let isUp = true;
  const calls = { probes: 0, commands: 0 };
  const circuit = createCircuit({
    nowMs: () => now,
    probe: async () => {
      calls.probes += 1;
      if (!isUp) await away();
    },
  });
  const send = () =>
    circuit
      .run(async () => {
        calls.commands += 1;
        return isUp ? 'done' : away();
      })
      .catch((error: TocsinError) => error.code);
  return {
    ...{ circuit, calls, send },
    pass: (ms: number) => {
      now += ms;
    },
    set: (up: boolean) => {
      isUp = up;
    },
  };
}

describe('commands to an engine that is away', () => {
  it('wait once; the next are answered at once, with the same words', async () => {
    const { calls, send, set } = setUp();
    set(false);
    expect(await send()).toBe('unavailable');
    expect([await send(), await send()]).toEqual(['unavailable', 'unavailable']);
    expect(calls.commands).toBe(1);
  });

  it('are told by whoever else found it away', async () => {
    const { circuit, calls, send, set } = setUp();
    set(false);
    await circuit.watch(away).catch(() => undefined);
    expect(await send()).toBe('unavailable');
    expect(calls.commands).toBe(0);
  });

  it('ask once for all after a while, and go through when it is back', async () => {
    const { circuit, calls, send, set, pass } = setUp();
    set(false);
    await circuit.watch(away).catch(() => undefined);
    pass(2_000);
    expect(await Promise.all([send(), send(), send()])).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(calls).toEqual({ probes: 1, commands: 0 });
    set(true);
    pass(2_000);
    expect(await Promise.all([send(), send()])).toEqual(['done', 'done']);
    expect(calls).toEqual({ probes: 2, commands: 2 });
  });

  it('are not held up by one breach that hangs while the engine answers', async () => {
    const { circuit, send } = setUp();
    await circuit.run(away).catch(() => undefined);
    // The question that was asked at once has been answered.
    await new Promise(setImmediate);
    expect(await send()).toBe('done');
  });

  it('that are refused prove that it is there', async () => {
    const { circuit, send } = setUp();
    await circuit.run(() => Promise.reject(new TocsinError('conflict', 'x'))).catch(() => undefined);
    expect(await send()).toBe('done');
  });
});
