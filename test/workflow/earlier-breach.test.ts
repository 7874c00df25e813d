import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { bundleOf } from '../../worker/bundle.ts';
import {
  type CommandRequest,
  commandSignal,
  commandUpdate,
  QUEUES,
  stateQuery,
  workflowId,
} from '../../workflows/messages.ts';
import { ART33, Memory } from '../support/memory.ts';
import { reportedEvent } from '../support/plans.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

/** A breach as version 0.1 began it, while today's code runs it. */
const time = useTimeSkipping(() => bundleOf('workflows/earlier/breach.ts'));
let memory: Memory;

async function start(breachId: string) {
  const at = await time.now();
  memory = new Memory(time.now);
  time.route(breachId, memory);
  const handle = await time.env.client.workflow.start('earlierBreach', {
    ...{ workflowId: workflowId.breach(breachId), taskQueue: QUEUES.decisions },
    args: [{ reported: reportedEvent(breachId, at) }],
  });
  await until(() => memory.types().includes('planned'), 'the first plan');
  return { at, handle };
}

/** As version 0.1 sent it: it knew no roles. */
const ofThen = (body: CommandBody, head: { by: string; key: string }) => ({ ...body, ...head }) as CommandRequest;
const evidence = { file: 'f', sha256: 'f', bytes: 2, mediaType: 'application/json', source: 'web' };
const amend: CommandBody = { type: 'amend-facts', facts: { peopleConcerned: 9 }, narrative: {}, reasons: 'Counted.' };

describe('a breach of version 0.1', () => {
  it('takes by signal what the relay and the engine send, and of nobody else a command without a role', async () => {
    const { handle } = await start('TOC-2026-4901');
    await handle.signal(commandSignal, ofThen(amend, { by: 'dpo', key: 'of-nobody' }));
    const relayed: CommandBody = { type: 'add-evidence', evidence, systems: [] };
    await handle.signal(commandSignal, ofThen(relayed, { by: 'web', key: 'relayed' }));
    await until(() => memory.types().includes('evidence-added'), 'what was relayed');
    expect(await handle.query(stateQuery)).toMatchObject({ facts: { peopleConcerned: null }, evidenceCount: 1 });
    const of = { by: 'dpo', role: 'dpo', key: 'of-the-dpo', breachId: 'TOC-2026-4901' } as const;
    await handle.executeUpdate(commandUpdate, { args: [{ ...amend, ...of }] });
    expect(memory.types()).toContain('facts-amended');
  });

  it('holds a new command to the rules of now', async () => {
    const { at, handle } = await start('TOC-2026-4902');
    const filed: CommandBody = { type: 'file', obligation: ART33, filedAt: at, receipt: 'DE-1', reasons: '' };
    const ask = (more: object) =>
      handle.executeUpdate(commandUpdate, { args: [{ ...ofThen(filed, { by: 'dpo', key: 'unapproved' }), ...more }] });
    await expect(ask({ role: 'dpo', breachId: 'TOC-2026-4902' })).rejects.toMatchObject({
      cause: { type: 'not-approved' },
    });
    await expect(ask({})).rejects.toMatchObject({ cause: { type: 'unavailable' } });
  });
});
