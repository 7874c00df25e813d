import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { readSystems } from '../store/dataflow.ts';
import { appendEvents } from '../store/events.ts';
import { carryOverNotices } from '../store/ledger/carry-over.ts';
import type { Store } from '../store/store.ts';
import { asActivity } from './failures.ts';
import { say } from './log-lines.ts';
import { planBreach } from './planning.ts';
import type { RecordActivities } from './types.ts';

/** Writing the stream, and making plans from policy and register. */
export function createRecordActivities(deps: { store: Store; policy: CompiledPolicy }): RecordActivities {
  const { store, policy } = deps;
  return {
    appendEvents: ({ breachId, firstSeq, events, requestIds = [] }) =>
      asActivity(async () => {
        const { seq } = await appendEvents(store, breachId, firstSeq, events);
        for (const reqId of requestIds) say('recorded', { reqId, seq });
        return { seq };
      }),
    carryOver: ({ breachId }) => asActivity(() => carryOverNotices(store, breachId)),
    makePlan: (request) =>
      asActivity(async () => planBreach(policy, await readSystems(store, request.facts.systems), request)),
  };
}
