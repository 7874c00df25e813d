import { foldEvents } from '../../../domain/breach/evolve.ts';
import { retentionOf } from '../../../domain/breach/retention.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { longGapOf } from '../../../domain/breach/suspicion.ts';
import { breachView } from '../../../domain/breach/views.ts';
import { roleOf } from '../../../domain/dataflow.ts';
import { metByNotices } from '../../../domain/filing/told-customers.ts';
import type { Instant } from '../../../domain/time.ts';
import { readClosing } from '../../../services/breach/closing.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { NO_NEWS, newsOf } from '../../../services/breach/news.ts';
import { campaignLines } from '../../../services/campaign/list.ts';
import { type CheckedStream, readCheckedStream } from '../../../store/check-stream.ts';
import type { BreachModel } from '../../../web/breach/model.ts';
import { timelinePage } from '../../../web/breach/timeline-page.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { fingerprint } from '../../forms/form.ts';
import { readNames } from './names.ts';
import { type NoticesAsked, readNotices } from './notices.ts';
import { customersShown, firstTracks } from './tracks.ts';

/** What an earlier instant cannot be shown for. */
export type NotThen = 'before' | 'cannot';

/** `asOf`: the instant whose knowledge is shown. `before`: the timeline begins with the event before this number. */
export type BreachAsked = NoticesAsked & { asOf?: Instant | null; before?: number | null };

/**
 * Everything the page of a breach shows, now or as of an instant.
 * @throws TocsinError `not-found`
 */
export async function readBreachModel(
  deps: Pick<ApiDeps, 'store' | 'policy' | 'filings' | 'clock'>,
  view: View,
  breachId: string,
  { asOf = null, before = null, ...asked }: BreachAsked = {},
): Promise<BreachModel | NotThen> {
  const current = await findBreach(deps, breachId);
  const stream = await readCheckedStream(deps.store, breachId, current.seq);
  const events = asOf === null ? stream.events : stream.events.filter((event) => event.at <= asOf);
  const state = asOf === null ? current : fold(events);
  if (state === 'before' || state === 'cannot') return state;
  const lines = timelinePage(events, before);
  const [{ names, systems }, notices, campaigns, closing] = await Promise.all([
    readNames(deps.store, view, state, (touched) => [...partiesIn(lines), ...customersShown(touched)]),
    readNotices(deps.store, state, asked, { now: view.now, asOf }),
    campaignLines(deps.store, state, asOf),
    closingOf(deps, state, asOf),
  ]);
  return {
    state,
    assessment: breachView(state).assessment,
    asOf,
    ...{ timeline: events, lines },
    chain: chainOf(stream),
    systems: systems.map((system) => ({ ...system, role: roleOf(system) })),
    ...firstTracks(systems),
    ...{ notices, campaigns },
    bands: deps.policy.severity.bands,
    gap: longGapOf(state, deps.policy.targets.investigation.hours),
    seen: seenOf(state),
    names,
    closing,
  };
}

/** Nothing of it is known as of then. */
async function closingOf(
  deps: Pick<ApiDeps, 'store' | 'policy' | 'filings' | 'clock'>,
  state: BreachState,
  asOf: Instant | null,
): Promise<BreachModel['closing']> {
  const none = {
    points: { resolved: [], 'not-a-breach': [] },
    late: NO_NEWS,
    told: [],
    retention: null,
  };
  if (asOf !== null) return none;
  if (state.status !== 'closed') return { ...none, points: await readClosing(deps, state), told: metByNotices(state) };
  const retention = retentionOf(state, deps.policy.organisation);
  return { ...none, late: await newsOf(deps.store, state), retention };
}

/** What each form of the page shows of the record: sent back, it tells whether something changed meanwhile. */
export function seenOf(state: BreachState): BreachModel['seen'] {
  const statuses = Object.values(state.obligations).map(({ id, status }) => [id, status]);
  const about = (article: 'art33' | 'art34') => fingerprint([state.risk[article], state.plan?.severity ?? null]);
  return {
    awareness: fingerprint(state.awareness),
    art33: about('art33'),
    art34: about('art34'),
    closing: fingerprint([state.status, statuses, state.awareness]),
  };
}

/** Suppliers and customers that the shown events name, as those of before there were ledgers do. */
function partiesIn({ lines }: BreachModel['lines']): string[] {
  return lines.flatMap(({ entry: { event } }) =>
    event !== null && 'counterparty' in event.data ? [event.data.counterparty] : [],
  );
}

function fold(events: CheckedStream['events']): BreachState | NotThen {
  if (events.length === 0) return 'before';
  const opened = events.flatMap(({ event }) => (event === null ? [] : [event]));
  if (opened.length < events.length) return 'cannot';
  try {
    return foldEvents(opened) ?? 'before';
  } catch {
    return 'cannot';
  }
}

function chainOf({ verifiedTo, events, head, findings }: CheckedStream): BreachModel['chain'] {
  const broken = findings.map(({ seq, problem }) => ({ seq: seq ?? null, problem }));
  return { verifiedTo, total: events.length, head: head.hash, broken };
}
