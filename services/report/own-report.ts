import type { OwnReport } from '../../domain/breach/own-report.ts';
import { ReportPayload } from '../../intake/payload.ts';
import { readBreach } from '../../store/breaches.ts';
import { hasCommandLike } from '../../store/commands.ts';
import { readSystems } from '../../store/dataflow.ts';
import type { Intake } from '../../store/intake-record.ts';
import type { Store } from '../../store/store.ts';

/** How a person's command's key ends, as `commands.ts` makes them; those of reports and alerts look otherwise. */
const COMMAND_KEY = /:[0-9a-f]{32}:[0-9a-f]{16}$/;

/** What the person who reported sees: the own words, and where it stands. Nothing of the breach beyond that. */
export async function ownReportOf(store: Store, intake: Intake): Promise<OwnReport> {
  const { narrative, facts, awareAt } = ReportPayload.parse(intake.payload);
  const breach = intake.breachId === null ? null : await readBreach(store, intake.breachId);
  const systems = await readSystems(store, facts.systems);
  const wasTouched =
    breach?.status === 'confirmed' ||
    (breach?.status === 'suspected' && (await hasCommandLike(store, breach.breachId, COMMAND_KEY)));
  return {
    reference: intake.breachId ?? intake.id,
    receivedAt: intake.receivedAt,
    title: narrative.title,
    summary: narrative.summary,
    systems: facts.systems.map((id) => systems.find((system) => system.id === id)?.name ?? id),
    awareAt,
    exercise: intake.exercise !== null,
    state: breach === null ? 'kept' : breach.status === 'closed' ? 'closed' : wasTouched ? 'open' : 'received',
  };
}
