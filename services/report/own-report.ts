import { ReportPayload } from '../../domain/breach/intake-payload.ts';
import { type OwnReport, ownStateOf, type WholeOwnReport } from '../../domain/breach/own-report.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import { readBreaches } from '../../store/breaches.ts';
import { readSystems } from '../../store/dataflow.ts';
import { findReport } from '../../store/intake.ts';
import type { Intake } from '../../store/intake-record.ts';
import type { Store } from '../../store/store.ts';
import { readExchange } from './exchange.ts';

/** What the person who reported sees: the own words, and where it stands. Nothing of the breach beyond that. */
export async function ownReportOf(store: Store, intake: Intake): Promise<OwnReport> {
  return reportOf(store, intake, await breachOf(store, intake));
}

/**
 * One report of a caller, with what was added to it and asked about it.
 * @throws TocsinError `not-found` for a report that is not the caller's
 */
export async function readOwnReport(store: Store, by: string, reference: string): Promise<WholeOwnReport> {
  const intake = await findReport(store, by, reference);
  if (intake === null) throw new TocsinError('not-found', 'You have no report of this reference.', 'reference');
  const state = await breachOf(store, intake);
  const own = await reportOf(store, intake, state);
  if (state === null) return { ...own, questions: [], words: [], files: [] };
  const { questions, ...rest } = await readExchange(store, state);
  return { ...own, ...rest, questions: questions.map(({ by: _, ...question }) => question) };
}

/** Null also where the record does not open: the own words are shown all the same. */
async function breachOf(store: Store, { breachId }: Intake): Promise<BreachState | null> {
  if (breachId === null) return null;
  const [found] = await readBreaches(store, [breachId]);
  return found?.state ?? null;
}

async function reportOf(store: Store, intake: Intake, state: BreachState | null): Promise<OwnReport> {
  const { narrative, facts, awareAt } = wordsOf(intake);
  const systems = await readSystems(store, facts.systems);
  return {
    reference: intake.breachId ?? intake.id,
    receivedAt: intake.receivedAt,
    title: narrative.title,
    summary: narrative.summary,
    systems: facts.systems.map((id) => systems.find((system) => system.id === id)?.name ?? id),
    awareAt,
    exercise: intake.exercise !== null,
    ...ownStateOf(state),
  };
}

type Words = {
  narrative: Pick<ReportPayload['narrative'], 'title' | 'summary'>;
  facts: Pick<ReportPayload['facts'], 'systems'>;
  awareAt: Instant | null;
};

/** What was reported. A text in its place is the mark of what does not open. */
function wordsOf({ payload }: Intake): Words {
  if (typeof payload !== 'string') return ReportPayload.parse(payload);
  return { narrative: { title: payload, summary: '' }, facts: { systems: [] }, awareAt: null };
}
