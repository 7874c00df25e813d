import type { ClientSession, mongo } from 'mongoose';
import type { BreachEvent, EvidenceRef } from '../domain/breach/events.ts';
import { graverFacts } from '../domain/breach/graver-facts.ts';
import type { ReportPayload } from '../domain/breach/intake-payload.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { Facts, type FactsPatch, MOST_SYSTEMS } from '../domain/facts.ts';
import { shorten } from '../domain/shorten.ts';
import type { Instant } from '../domain/time.ts';
import { type AlertFinding, findingsOf, readFindings, writeFindings } from './alert-findings.ts';
import { alertsOf } from './alert-record.ts';
import { withSiblings } from './breach-alerts.ts';
import { inChunks } from './driver.ts';
import { acceptWithin } from './intake.ts';
import { mergedInto, mergeOf, mergesOf, undoneMerge } from './merge-path.ts';
import { correlationsOf, leadElsewhere } from './references.ts';
import type { Store } from './store.ts';

/**
 * Where findings of alerts and what comes in later belong once a person has merged an incident into another, taken that
 * back, or moved findings: in the transaction that records it, so that no alert goes elsewhere meanwhile.
 */

type Numbered = BreachEvent & { seq: number };

export async function followMoves(
  store: Store,
  session: ClientSession,
  { before, state, events }: { before: BreachState | null; state: BreachState; events: readonly Numbered[] },
): Promise<void> {
  const { breachId: from } = state;
  for (const event of events) {
    if (event.type === 'triaged' && event.data.into !== null) {
      const { into } = event.data;
      const change = mergedInto({ from, into, at: event.at });
      await changeBoth(store, session, { breachId: from }, change);
      await tellOther(store, session, into, mergedPayload(state, event), { from, event, state });
    }
    const merge = event.type === 'reopened' ? mergeOf(before) : null;
    for (const { which, change } of merge === null ? [] : await undoneMerge(store, session, merge)) {
      await changeBoth(store, session, which, change);
    }
    if (event.type === 'findings-moved') {
      const { findings, siblings, to, opened, evidence } = event.data;
      const named = [...(await readFindings(store, findings, session)).values()].filter((row) => row.breachId === from);
      const moved = siblings === undefined ? named : await withSiblings(store, from, named, session);
      await moveThese(store, session, moved, { from, to, at: event.at });
      // What was opened for them was opened with what they say.
      if (!opened && moved.length > 0)
        await tellOther(store, session, to, movedPayload(moved, { by: event.by, evidence }), { from, event, state });
    }
  }
}

/** Findings, and what comes in later. */
async function changeBoth(
  store: Store,
  session: ClientSession,
  which: mongo.Document,
  change: mongo.Document[],
): Promise<void> {
  await correlationsOf(store).updateMany(which, change, { session });
  const stays = { $add: [{ $ifNull: ['$stays', 0] }, 1] };
  await findingsOf(store).updateMany(which, [...change, { $set: { stays } }], { session });
}

async function moveThese(
  store: Store,
  session: ClientSession,
  moved: readonly AlertFinding[],
  { from, to, at }: { from: string; to: string; at: Instant },
): Promise<void> {
  const only = [...new Set(moved.flatMap(({ correlation }) => correlation ?? []))];
  await leadElsewhere(store, session, { from, to, only });
  await writeFindings(
    store,
    moved.map((row) => {
      const stays = (row.stays ?? 0) + 1;
      return { ...row, breachId: to, movedFrom: from, merges: mergesOf(row), placedAt: at, stays };
    }),
    session,
  );
  for (const alerts of inChunks(moved.flatMap(({ alert }) => alert ?? []))) {
    await alertsOf(store).updateMany({ _id: { $in: alerts } }, { $addToSet: { breachIds: to } }, { session });
  }
}

/** The other one hears of it as of an alert that joins it: its systems, and what is graver than it knows. */
async function tellOther(
  store: Store,
  session: ClientSession,
  to: string,
  payload: ReportPayload | null,
  { from, event, state }: { from: string; event: Numbered; state: BreachState },
): Promise<void> {
  if (payload === null) return;
  const { evidence } = payload;
  const asked = { kind: 'alert' as const, scope: 'moved', key: `${from}/${event.seq}`, bodySha256: evidence.sha256 };
  const intake = { ...asked, receivedAt: event.at, correlation: null, exercise: state.exercise, payload };
  // Where the other has just been closed, it is an incident of its own.
  await acceptWithin(store, session, intake, { joins: to, opens: true });
}

function mergedPayload(
  { evidence: all, facts, narrative, breachId }: BreachState,
  { by }: BreachEvent,
): ReportPayload | null {
  const evidence = all.at(-1);
  if (evidence === undefined) return null;
  return { ...HEAD, by, source: breachId, facts, narrative, evidence };
}

const HEAD = { kind: 'report', origin: 'alert', awareAt: null, judgement: null, opens: true } as const;

/** What findings say together, as an incident is opened or joined by it. */
export function movedPayload(
  rows: readonly AlertFinding[],
  { by, evidence }: { by: string; evidence: EvidenceRef },
): ReportPayload {
  const systems = [...new Set(rows.flatMap(({ known }) => known.systems))].sort().slice(0, MOST_SYSTEMS);
  // Of two that say something of the same fact, the graver one.
  const facts: FactsPatch = {};
  for (const { facts: said = {} } of rows) {
    Object.assign(facts, { ...said, ...facts }, graverFacts({ facts: Facts.parse(facts) }, said));
  }
  const titles = rows.map(({ title, type, known }) => {
    return `${shorten(title || type, MOST_TITLE)} (${shorten(type, MOST_TITLE)}, severity ${known.severity} of 10)`;
  });
  const [first = ''] = rows.map(({ title, type }) => title || type);
  return {
    ...{ ...HEAD, by, source: rows[0]?.source ?? '', evidence, facts: Facts.parse({ ...facts, systems }) },
    narrative: {
      title: shorten(first || 'Findings of alerts', MOST_TITLE),
      summary: titles.slice(0, MOST_TITLES).join('\n'),
      consequences: '',
      measures: '',
    },
  };
}

const MOST_TITLES = 20;
/** What the title of an incident may have. */
const MOST_TITLE = 200;
