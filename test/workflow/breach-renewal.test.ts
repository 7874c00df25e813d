import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { commandSignal, retrySignal } from '../../workflows/messages.ts';
import { breachStarter, refusalOf } from '../support/breach-run.ts';
import { ART33, Memory } from '../support/memory.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

const time = useTimeSkipping();
const { now } = time;
const start = breachStarter(time, 5000);

describe('a breach whose history has grown long', () => {
  it('goes on in a new run in the middle of everything, and loses and doubles nothing', async () => {
    const memory = new Memory(now);
    const { ask, at, handle, first } = await start(memory, { renewAfter: 60 });
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const runs = new Set([first]);
    const answers: { seq: number }[] = [];
    // Each is under way while the run before makes room for the next one, and reports come in between.
    for (let index = 1; index <= 12; index += 1) {
      const amend: CommandBody = {
        type: 'amend-facts',
        facts: { peopleConcerned: index },
        narrative: {},
        reasons: 'Counted.',
      };
      const file = { file: `f${index}`, sha256: 's', bytes: 1, mediaType: 'text/plain', source: 'probe' };
      const report = {
        type: 'add-evidence' as const,
        evidence: file,
        systems: [],
        by: 'probe',
        role: 'alert-source' as const,
        key: `alert-${index}`,
      };
      const [answer] = await Promise.all([ask(amend, `amend-${index}`), handle.signal(commandSignal, report)]);
      answers.push(answer);
      // The one before, which another run may have done, comes again.
      await ask({ ...amend, facts: { peopleConcerned: 0 } }, `amend-${index}`, `again-${index}`);
      runs.add((await handle.describe()).runId);
    }
    await time.sleep(73 * HOUR_MS);
    runs.add((await handle.describe()).runId);
    expect(runs.size).toBeGreaterThan(3);
    expect(answers.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(answers.map(({ seq }) => seq));
    const state = memory.state();
    expect([state.facts.peopleConcerned, state.evidenceCount]).toEqual([12, 12]);
    expect(memory.types().filter((type) => type === 'facts-amended')).toHaveLength(12);
    expect(state.obligations[ART33]?.status).toBe('overdue');
    expect(memory.stream.filter((e) => e.type === 'rung-fired')).toHaveLength(4);
    expect(memory.sent.filter(({ step }) => step === 'first')).toHaveLength(1);
  });

  it('takes along what could not be stored yet, with its key', async () => {
    const memory = new Memory(now);
    const { ask, at, handle, first } = await start(memory, { renewAfter: 40 });
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    memory.appendError = ApplicationFailure.nonRetryable('Other bytes are stored there.', 'conflict');
    const amend = { type: 'amend-facts' as const, facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Counted.' };
    expect(await refusalOf(ask(amend, 'amend'))).toMatchObject({ code: 'record-broken' });
    // Each try to mend it fails, until the history is long enough.
    await until(async () => {
      await handle.signal(retrySignal);
      // A run is not continued as new while signals keep coming in.
      await new Promise((resolve) => setTimeout(resolve, 200));
      return (await handle.describe()).runId !== first;
    });
    memory.appendError = null;
    // A try that was under way may still fail, after the signal that was to mend it.
    await until(async () => {
      await handle.signal(retrySignal);
      return memory.types().includes('facts-amended');
    });
    await ask({ ...amend, facts: { peopleConcerned: 0 } }, 'amend');
    expect(memory.state().facts.peopleConcerned).toBe(7);
  });
});
