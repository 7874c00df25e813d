import { CancellationScope, condition, isCancellation, log, setHandler, workflowInfo } from '@temporalio/workflow';
import { type LadderStep, ladderSteps, rungKey } from '../../domain/breach/ladder.ts';
import { LINES } from '../log-lines.ts';
import { endSignal } from '../messages.ts';
import { now, reach } from '../time.ts';
import { warn } from './activities.ts';
import { moveSignal, type ObligationInput } from './messages.ts';
import { tellBreach } from './parent.ts';

/**
 * One running clock: climbs its ladder, passes its due instant, and goes on warning until somebody files, waives or
 * withdraws. The clock can be moved at any time; its rungs then fire anew against the new instant.
 */
export async function obligation(input: ObligationInput): Promise<void> {
  const { breachId, obligation: name, exercise } = input;
  let { clock, rungs } = input;
  let steps = ladderSteps(clock, rungs, input.fired, input.overdue, now());
  let ended = false;
  let version = 0;

  setHandler(moveSignal, (move) => {
    clock = move.clock;
    rungs = move.rungs;
    steps = ladderSteps(clock, rungs, [], false, now());
    version += 1;
  });
  setHandler(endSignal, () => {
    ended = true;
  });

  const work = new CancellationScope({ cancellable: true });
  const running: Promise<void>[] = [];
  while (!ended) {
    const seen = version;
    const changed = () => ended || version !== seen;
    const step = steps[0];
    if (step === undefined) {
      await condition(changed);
      continue;
    }
    if (!(await reach(step.at, changed))) continue;
    steps = steps.slice(1);
    // Not awaited: a mail server that is away must not hold up the rungs after this one.
    running.push(work.run(() => take(step)));
  }
  work.cancel();
  await Promise.all(running);

  async function take(step: LadderStep): Promise<void> {
    const { due } = clock;
    try {
      if (step.kind === 'overdue') {
        const body = { type: 'mark-overdue' as const, obligation: name, due, overdueAt: now() };
        await tellBreach(breachId, {
          ...body,
          by: 'engine',
          key: `overdue/${name}/${due}/${workflowInfo().runId}/${version}`,
        });
        const to = ['dpo' as const, 'deputy' as const];
        await warn({ breachId, obligation: name, rung: 'overdue', due, to, channels: ['email', 'slack'], exercise });
        return;
      }
      const { rung, skipped } = step;
      const { to, channels } = rung;
      await warn({ breachId, obligation: name, rung: rung.name, due, to, channels, exercise });
      const body = { type: 'rung-fired' as const, obligation: name, rung: rung.name, due, firedAt: now(), skipped };
      await tellBreach(breachId, { ...body, by: 'engine', key: `rung/${name}/${rungKey(rung.name, due)}` });
    } catch (error) {
      // One warning that cannot be given must not stop the clock and the warnings after it.
      if (!isCancellation(error)) log.error(LINES.noDeadlineWarning, { obligation: name });
    }
  }
}
