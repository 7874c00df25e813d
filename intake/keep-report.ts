import type { Log } from '../config/logger.ts';
import type { ReportPayload } from '../domain/breach/intake-payload.ts';
import { keepFile } from '../store/files.ts';
import { acceptIntake, type StormToJoin } from '../store/intake.ts';
import type { NewIntake } from '../store/intake-record.ts';
import type { Store } from '../store/store.ts';
import type { Relay } from './relay.ts';

/** What comes in from a person or an alert source. `opens`: a breach, where none is open that it belongs to. */
export type Report = Omit<NewIntake, 'kind' | 'payload'> & {
  kind: 'alert' | 'report';
  opens: boolean;
  /** The breach of a relative, which it joins where none of its own correlation is open. */
  joins?: string | null;
  storm?: StormToJoin;
  /** Its bytes as they came, and what they are: JSON, unless it says so. */
  raw: Buffer;
  mediaType?: string;
  payload: Omit<ReportPayload, 'kind' | 'evidence'>;
};

/**
 * Keeps a report or alert: its bytes as evidence, then the intake record. Only then may it be answered: from here on it
 * is not lost, whether Temporal is there or not. The file comes first: evidence without a record is harmless.
 */
export async function keepReport(
  deps: { store: Store; relay: Pick<Relay, 'kick'>; log: Pick<Log, 'info'> },
  report: Report,
): Promise<{ reference: string; breachId: string | null; opened: boolean; isOfStorm?: true; repeated: boolean }> {
  const { raw, payload, opens, joins, storm, mediaType = 'application/json', ...rest } = report;
  const meta = { mediaType, source: payload.source, keptAt: report.receivedAt };
  const evidence = await keepFile(deps.store, raw, meta);
  const { intake, opened, repeated } = await acceptIntake(
    deps.store,
    { ...rest, payload: { kind: 'report', ...payload, evidence } satisfies ReportPayload },
    opens,
    joins,
    storm,
  );
  const { id, breachId, isOfStorm } = intake;
  deps.log.info({ reqId: rest.requestId, intake: id, breachId, source: payload.source }, 'a report was taken in');
  deps.relay.kick();
  return { reference: id, breachId, opened, ...(isOfStorm && { isOfStorm }), repeated };
}
