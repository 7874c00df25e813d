import type { Client } from '@temporalio/client';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { Instant } from '../../domain/time.ts';
import { QUEUES, WORKFLOWS, workflowId } from '../../workflows/messages.ts';
import { ART33 } from './memory.ts';
import { noticeTo, obligationOf, planOf, reportedEvent } from './plans.ts';
import { until } from './until.ts';

/**
 * What version 0.1 had running for a breach, and its state: a clock, a notice, and a campaign under the id that its
 * ledger's workflow takes.
 */
export async function beginEarlier(client: Client, breachId: string, at: Instant) {
  const obligation = obligationOf(ART33, at);
  const plan = { ...planOf(at, { obligations: [obligation] }), counterparties: undefined };
  const notice = { ...noticeTo('fjord', at), round: 1 };
  const state = {
    ...evolve(null, reportedEvent(breachId, at)),
    ...{ status: 'confirmed', awareness: [{ awareAt: at, recordedAt: at, by: 'dpo', reasons: '' }] },
    ...{ risk: null, plan: { ...plan, notices: [notice] }, planIsStale: false },
    obligations: { [ART33]: { id: ART33, status: 'running', fired: [], filed: null, waivedBecause: null } },
    notices: { fjord: { counterparty: 'fjord', kind: 'supplier', round: 1, status: 'planned', deliveries: 0 } },
    campaigns: [{ number: 1, listId: 'l1', recipients: 1_200, contentHash: 'h', status: 'sending', counts: null }],
    doneKeys: ['reported'],
    communications: undefined,
    evidenceCount: undefined,
  } as unknown as BreachState;
  const common = { breachId, exercise: null };
  const { clock, rungs } = obligation;
  const inputs = {
    [workflowId.obligation(breachId, ART33)]: { ...common, obligation: ART33, clock, rungs, fired: [], overdue: false },
    [workflowId.notice(breachId, 'fjord')]: { ...common, notice, deliveries: 1 },
    [workflowId.communication(breachId, 'campaign/1')]: { ...common, campaign: 1, listId: 'l1', after: 0, pass: 0 },
  };
  const kinds = [WORKFLOWS.obligation, WORKFLOWS.notice, WORKFLOWS.campaign];
  const started = Object.entries(inputs).map(([id, input], index) =>
    client.workflow.start(kinds[index] ?? '', { workflowId: id, taskQueue: QUEUES.decisions, args: [input] }),
  );
  const handles = await Promise.all(started);
  /** Asked for, not waited for by their results: the test server would skip time meanwhile. */
  const ended = async () => {
    for (const child of handles) {
      await until(async () => (await child.describe()).status.name === 'COMPLETED', child.workflowId);
    }
  };
  return { state, ended, children: Object.fromEntries(Object.keys(inputs).map((id) => [id, ''])) };
}
