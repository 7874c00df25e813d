import { closingPoints } from '../../../domain/breach/closing-gate.ts';
import { foldEvents } from '../../../domain/breach/evolve.ts';
import { planInputOf } from '../../../domain/breach/plan-input.ts';
import { retentionOf } from '../../../domain/breach/retention.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { longGapOf } from '../../../domain/breach/suspicion.ts';
import { breachView } from '../../../domain/breach/views.ts';
import { roleOf, type System } from '../../../domain/dataflow.ts';
import { metByNotices } from '../../../domain/filing/told-customers.ts';
import { openFacts } from '../../../domain/plan/open-facts.ts';
import { trackSeverity } from '../../../domain/severity/assess.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Track } from '../../../domain/tracks/tracks.ts';
import { searchFor } from '../../../domain/word-search.ts';
import { readClosing } from '../../../services/breach/closing.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { NO_NEWS, newsOf } from '../../../services/breach/news.ts';
import { campaignLines } from '../../../services/campaign/list.ts';
import { isMinorOffered } from '../../../services/minor/offer.ts';
import { inputOf } from '../../../services/plan/preview-change.ts';
import { readSuspicionFindings } from '../../../services/suspicion/findings.ts';
import { readsPrivileged } from '../../../services/work/list.ts';
import { type CheckedStream, readCheckedStream } from '../../../store/check-stream.ts';
import { readUncovered } from '../../../store/on-duty.ts';
import { countPeople } from '../../../store/people.ts';
import { sayEvent } from '../../../web/breach/event-words.ts';
import type { BreachModel, BreachModelOf, BreachParts, ClosingModel } from '../../../web/breach/model.ts';
import { isOwnerless } from '../../../web/breach/owner.ts';
import type { BreachPage } from '../../../web/breach/places.ts';
import { sayingOf } from '../../../web/breach/timeline.ts';
import type { TimelineKind } from '../../../web/breach/timeline-kinds.ts';
import {
  wordsOf as eventWords,
  type TimelineEntry,
  type TimelinePage,
  timelinePage,
} from '../../../web/breach/timeline-page.ts';
import { nameOf } from '../../../web/names.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { fingerprint } from '../../forms/form.ts';
import { readNames } from './names.ts';
import { type NoticesAsked, readCalls, readNotices } from './notices.ts';
import { customersShown, firstTracks } from './tracks.ts';

/** What an earlier instant cannot be shown for. */
export type NotThen = 'before' | 'cannot';

/** `asOf`: the instant whose knowledge is shown. `before`: the timeline begins with the event before this number. */
export type BreachAsked = NoticesAsked & {
  asOf?: Instant | null;
  before?: number | null;
  kind?: TimelineKind | null;
  who?: string | null;
  /** Words that the events of the timeline are to say. */
  words?: string;
};

type Deps = Pick<ApiDeps, 'store' | 'policy' | 'filings' | 'clock'>;
/** What every page has read, from which each reads on. */
type Read = {
  deps: Deps;
  view: View;
  now: Instant;
  state: BreachState;
  events: CheckedStream['events'];
  asked: BreachAsked;
};
type Systems = readonly System[];

/** Findings that the first page looks through for what is new. */
const MOST_FINDINGS = 100;

/** What each page reads beside the breach and its stream, and of whom it shows names. */
const PARTS: {
  readonly [P in BreachPage]: {
    read(read: Read, systems: () => Promise<Systems>): BreachParts[P] | Promise<BreachParts[P]>;
    names?(read: Read, systems: Systems): readonly string[];
  };
} = {
  overview: {
    read: async ({ deps, view, now, state, events, asked: { asOf = null } }) => {
      const said = events.flatMap(({ event }) => event ?? []);
      const isNow = asOf === null && isOpen(state);
      const [calls, late, points, minor, isUnattended, suspected] = await Promise.all([
        readCalls(deps.store, state, { now, asOf }),
        lateOf(deps, state, asOf),
        pointsOf(deps, state, asOf),
        isNow && view.may('POST /desk/breaches/:breachId/minor') && isMinorOffered(deps, state, view.asker),
        isNow && isOwnerless(view, state) ? isNobodyOnDuty(deps, now) : false,
        asOf === null ? readSuspicionFindings(deps.store, state, said, MOST_FINDINGS) : null,
      ]);
      return {
        calls,
        minor,
        closing: { points, late, told: isNow ? metByNotices(state) : [] },
        isUnattended,
        suspected,
      };
    },
  },
  known: {
    // Lists have no history: what they hold is of now.
    read: async ({ deps, state, asked: { asOf = null } }) => ({
      listed: asOf === null ? ((await countPeople(deps.store, state.breachId))?.people ?? null) : null,
    }),
  },
  severity: {
    read: async ({ deps: { policy }, now, state }, systems) => {
      const known = await systems();
      const input = planInputOf(inputOf(state, now), known);
      const { tracks, moreTracks } = firstTracks(known);
      const severityOf = (track: Track) =>
        state.plan === null ? null : trackSeverity(policy.severity, input.facts, input.dataFlow, track);
      return {
        tracks: tracks.map((track) => ({ ...track, severity: severityOf(track) })),
        moreTracks,
        openFacts: isOpen(state) && state.plan !== null ? openFacts(policy, input) : [],
      };
    },
    names: (_, systems) => customersShown(systems),
  },
  notices: {
    read: async ({ deps, now, state, asked: { asOf = null, ...asked } }) => ({
      notices: await readNotices(deps.store, state, asked, { now, asOf }),
    }),
  },
  campaigns: {
    read: async ({ deps, state, asked }) => ({
      campaigns: await campaignLines(deps.store, state, asked.asOf ?? null),
    }),
  },
  filings: { read: () => ({}) },
  closing: {
    read: async ({ deps, state, asked: { asOf = null } }) => {
      const none = { resolved: [], 'not-a-breach': [] };
      const [points, late] = await Promise.all([
        asOf === null ? pointsOf(deps, state, asOf) : none,
        lateOf(deps, state, asOf),
      ]);
      const retention = asOf === null ? retentionOf(state, deps.policy.organisation) : null;
      return { closing: { points, late, retention } };
    },
  },
  timeline: {
    read: (read) => ({ lines: linesOf(read) }),
    names: (read) => partiesIn(linesOf(read)),
  },
  files: { read: () => ({}) },
};

async function isNobodyOnDuty({ store, policy }: Deps, now: Instant): Promise<boolean> {
  const [first] = await readUncovered(store, policy.organisation.onDuty, now);
  return first?.from === null;
}

/**
 * What one page of a breach shows, now or as of an instant; no more of it is read than that.
 * @throws TocsinError `not-found`
 */
export async function readBreachModel<P extends BreachPage>(
  deps: Deps,
  view: View,
  breachId: string,
  page: P,
  asked: BreachAsked = {},
): Promise<BreachModelOf<P> | NotThen> {
  const { asOf = null } = asked;
  const current = await findBreach(deps, breachId);
  const stream = await readCheckedStream(deps.store, breachId, current.seq);
  const events = asOf === null ? stream.events : stream.events.filter((event) => event.at <= asOf);
  const state = asOf === null ? current : fold(events);
  if (state === 'before' || state === 'cannot') return state;
  const read: Read = { deps, view, now: view.now, state, events, asked };
  const part = PARTS[page];
  const naming = readNames(deps.store, view, state, (touched) => part.names?.(read, touched) ?? []);
  const [{ names, systems }, more] = await Promise.all([naming, part.read(read, async () => (await naming).systems)]);
  const base: BreachModel = {
    state,
    assessment: breachView(state).assessment,
    asOf,
    timeline: events,
    chain: chainOf(stream),
    systems: systems.map((system) => ({ ...system, role: roleOf(system) })),
    bands: deps.policy.severity.bands,
    gap: longGapOf(state, deps.policy.targets.investigation.hours),
    seen: seenOf(state),
    names,
  };
  return { ...base, ...more };
}

/** The page of the timeline that is asked for, searched in the words of this role and language. */
function linesOf({ view, events, asked: { before = null, kind = null, who = null, words } }: Read): TimelinePage {
  if (words === undefined) return timelinePage(events, before, { kind, who });
  const search = searchFor(words);
  const say = sayingOf(view, { names: namesById(view) });
  const mayRead = readsPrivileged(view.viewer.role);
  const find = ({ event, by }: TimelineEntry) =>
    event === null
      ? null
      : search([...eventWords(event, sayEvent(view.words.breach.events, event, say), mayRead), nameOf(view, by)]);
  return timelinePage(events, before, { kind, who, find });
}

/** Names for sentences that are only searched: of what the register holds, its ids. */
function namesById(view: View): BreachModel['names'] {
  const same = (id: string) => id;
  return { by: (by) => nameOf(view, by), system: same, counterparty: same, duty: same };
}

function isOpen({ status }: BreachState): boolean {
  return status !== 'closed';
}

/** What stands in the way of closing; as of an earlier instant, by what the record alone says. */
async function pointsOf(deps: Deps, state: BreachState, asOf: Instant | null): Promise<ClosingModel['points']> {
  if (!isOpen(state)) return { resolved: [], 'not-a-breach': [] };
  if (asOf === null) return readClosing(deps, state);
  return { resolved: closingPoints(state, 'resolved'), 'not-a-breach': closingPoints(state, 'not-a-breach') };
}

/** What came in after the closing; nothing of it is known as of then. */
async function lateOf(deps: Deps, state: BreachState, asOf: Instant | null): Promise<ClosingModel['late']> {
  return asOf === null ? newsOf(deps.store, state) : NO_NEWS;
}

/** What each form of these pages shows of the record: sent back, it tells whether something changed meanwhile. */
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
function partiesIn({ lines }: TimelinePage): string[] {
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
