import type { OwnReport } from '../../domain/breach/own-report.ts';
import type { Instant } from '../../domain/time.ts';
import { ReportPayload } from '../../intake/payload.ts';
import { readBreachStatus } from '../../store/breaches.ts';
import { hasCommandLike } from '../../store/commands.ts';
import { readSystems } from '../../store/dataflow.ts';
import type { Intake } from '../../store/intake-record.ts';
import type { Store } from '../../store/store.ts';

/** How a person's command's key ends, as `commands.ts` makes them; those of reports and alerts look otherwise. */
const COMMAND_KEY = /:[0-9a-f]{32}:[0-9a-f]{16}$/;

/** What the person who reported sees: the own words, and where it stands. Nothing of the breach beyond that. */
export async function ownReportOf(store: Store, intake: Intake): Promise<OwnReport> {
  const { narrative, facts, awareAt } = wordsOf(intake);
  const { breachId } = intake;
  const status = breachId === null ? null : await readBreachStatus(store, breachId);
  const systems = await readSystems(store, facts.systems);
  const wasTouched =
    status === 'confirmed' ||
    (status === 'suspected' && breachId !== null && (await hasCommandLike(store, breachId, COMMAND_KEY)));
  return {
    reference: intake.breachId ?? intake.id,
    receivedAt: intake.receivedAt,
    title: narrative.title,
    summary: narrative.summary,
    systems: facts.systems.map((id) => systems.find((system) => system.id === id)?.name ?? id),
    awareAt,
    exercise: intake.exercise !== null,
    state: status === null ? 'kept' : status === 'closed' ? 'closed' : wasTouched ? 'open' : 'received',
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
