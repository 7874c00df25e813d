import { foldEvents } from '../../../domain/breach/evolve.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { breachView } from '../../../domain/breach/views.ts';
import { roleOf } from '../../../domain/dataflow.ts';
import type { Instant } from '../../../domain/time.ts';
import { tracksOf } from '../../../domain/tracks/tracks.ts';
import { type CheckedStream, readCheckedStream } from '../../../store/chain.ts';
import { listNotices } from '../../../store/notices.ts';
import { countRecipients } from '../../../store/recipients.ts';
import type { Store } from '../../../store/store.ts';
import type { BreachModel, CampaignLine } from '../../../web/breach/model.ts';
import type { View } from '../../../web/view.ts';
import { findBreach } from '../../commands.ts';
import type { ApiDeps } from '../../deps.ts';
import { fingerprint } from '../form.ts';
import { readNames } from './names.ts';
import { noticeLines } from './notice-lines.ts';

/** What an earlier instant cannot be shown for. */
export type NotThen = 'before' | 'cannot';

/**
 * Everything the page of a breach shows, now or as of an instant.
 * @throws TocsinError `not-found`
 */
export async function readBreachModel(
  deps: Pick<ApiDeps, 'store' | 'policy'>,
  view: View,
  breachId: string,
  asOf: Instant | null = null,
): Promise<BreachModel | NotThen> {
  const current = await findBreach(deps, breachId);
  const stream = await readCheckedStream(deps.store, breachId, current.seq);
  const events = asOf === null ? stream.events : stream.events.filter((event) => event.at <= asOf);
  const state = asOf === null ? current : fold(events);
  if (state === 'before' || state === 'cannot') return state;
  const { names, systems } = await readNames(deps.store, view, state);
  const records = await listNotices(deps.store, breachId);
  const opened = events.flatMap(({ event }) => (event === null ? [] : [event]));
  return {
    state,
    assessment: breachView(state).assessment,
    asOf,
    timeline: events,
    chain: chainOf(stream),
    systems: systems.map((system) => ({ ...system, role: roleOf(system) })),
    tracks: tracksOf(systems),
    notices: noticeLines(state, opened, records, names, asOf),
    campaigns: await campaignLines(deps.store, state, asOf),
    bands: deps.policy.severity.bands,
    seen: seenOf(state),
    names,
  };
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

/** While one is sent, its list is counted; at an earlier instant nobody can tell how far it was. */
export async function campaignLines(
  store: Store,
  state: Pick<BreachState, 'campaigns'>,
  asOf: Instant | null,
): Promise<CampaignLine[]> {
  const lines = state.campaigns.map(async ({ listId, contentHash: _, ...campaign }): Promise<CampaignLine> => {
    if (campaign.counts !== null) return { ...campaign, counts: { ...campaign.counts, pending: 0 } };
    if (campaign.status !== 'sending' || asOf !== null) return { ...campaign, counts: null };
    const { total, sent, refused, uncertain, pending, sending } = await countRecipients(store, listId);
    return { ...campaign, counts: { total, sent, refused, uncertain, pending: pending + sending } };
  });
  return Promise.all(lines);
}
