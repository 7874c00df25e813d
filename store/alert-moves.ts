import type { ClientSession } from 'mongoose';
import type { BreachEvent, EvidenceRef } from '../domain/breach/events.ts';
import { graverFacts } from '../domain/breach/graver-facts.ts';
import type { ReportPayload } from '../domain/breach/intake-payload.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { Facts, type FactsPatch, MOST_SYSTEMS } from '../domain/facts.ts';
import { shorten } from '../domain/shorten.ts';
import type { Instant } from '../domain/time.ts';
import { type AlertFinding, findingsOf, readFindings, writeFindings } from './alert-findings.ts';
import { alertsOf } from './alert-record.ts';
import { acceptWithin } from './intake.ts';
import { leadElsewhere } from './references.ts';
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
      await moveAll(store, session, { from, to: event.data.into });
      await tellOther(store, session, event.data.into, mergedPayload(state, event), { from, event, state });
    }
    const into = before?.closed?.outcome === 'merged' ? before.triage?.into : null;
    if (event.type === 'reopened' && into) await moveAll(store, session, { from: into, to: from, back: true });
    if (event.type === 'findings-moved') {
      const { findings, to, opened, evidence } = event.data;
      const moved = [...(await readFindings(store, findings, session)).values()].filter((row) => row.breachId === from);
      await moveThese(store, session, moved, { from, to, at: event.at });
      // What was opened for them was opened with what they say.
      if (!opened && moved.length > 0)
        await tellOther(store, session, to, movedPayload(moved, { by: event.by, evidence }), { from, event, state });
    }
  }
}

async function moveAll(
  store: Store,
  session: ClientSession,
  { from, to, back = false }: { from: string; to: string; back?: boolean },
): Promise<void> {
  await leadElsewhere(store, session, { from, to, back });
  const which = { breachId: from, ...(back && { movedFrom: to }) };
  const change = back
    ? { $set: { breachId: to }, $unset: { movedFrom: '' } }
    : { $set: { breachId: to, movedFrom: from } };
  await findingsOf(store).updateMany(which, { ...change, $inc: { stays: 1 } } as never, { session });
}

async function moveThese(
  store: Store,
  session: ClientSession,
  moved: readonly AlertFinding[],
  { from, to, at }: { from: string; to: string; at: Instant },
): Promise<void> {
  const only = moved.flatMap(({ correlation }) => correlation ?? []);
  await leadElsewhere(store, session, { from, to, only });
  await writeFindings(
    store,
    moved.map((row) => ({ ...row, breachId: to, movedFrom: from, placedAt: at, stays: (row.stays ?? 0) + 1 })),
    session,
  );
  const alerts = moved.flatMap(({ alert }) => alert ?? []);
  await alertsOf(store).updateMany({ _id: { $in: alerts } }, { $addToSet: { breachIds: to } }, { session });
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
