import type { BreachEvent } from '../domain/breach/events.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { readSystems } from '../store/dataflow.ts';
import { appendEvents } from '../store/events.ts';
import { carryOverNotices } from '../store/ledger/carry-over.ts';
import type { Store } from '../store/store.ts';
import { asActivity } from './failures.ts';
import { say } from './log-lines.ts';
import { planBreach } from './planning.ts';
import type { RecordActivities } from './types.ts';

/** What is taken outside as soon as it is on record; all else within the hour. */
const ANCHORED_AT_ONCE: readonly BreachEvent['type'][] = ['filed', 'closed'];

/** Writing the stream, and making plans from policy and register. */
export function createRecordActivities(deps: {
  store: Store;
  policy: CompiledPolicy;
  anchorSoon?: () => Promise<void>;
}): RecordActivities {
  const { store, policy, anchorSoon } = deps;
  return {
    appendEvents: ({ breachId, firstSeq, events, requestIds = [] }) =>
      asActivity(async () => {
        const { seq } = await appendEvents(store, breachId, firstSeq, events);
        for (const reqId of requestIds) say('recorded', { reqId, seq });
        // Nobody waits for it, and where it fails the next hour's turn does it.
        if (events.some(({ type }) => ANCHORED_AT_ONCE.includes(type))) anchorSoon?.().catch(() => undefined);
        return { seq };
      }),
    carryOver: ({ breachId }) => asActivity(() => carryOverNotices(store, breachId)),
    makePlan: (request) =>
      asActivity(async () => planBreach(policy, await readSystems(store, request.facts.systems), request)),
  };
}
