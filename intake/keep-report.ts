import type { Log } from '../config/logger.ts';
import type { Exercise } from '../domain/breach/events.ts';
import type { Instant } from '../domain/time.ts';
import { keepFile } from '../store/files.ts';
import { acceptIntake } from '../store/intake.ts';
import type { Store } from '../store/store.ts';
import type { ReportPayload } from './payload.ts';
import type { Relay } from './relay.ts';

export type Report = {
  kind: 'alert' | 'report';
  /** Whose keys they are: the name of a token or of a source. */
  scope: string;
  key: string;
  /** What makes two deliveries under one key the same, as SHA-256 in hex. */
  bodySha256: string;
  receivedAt: Instant;
  correlation: string | null;
  exercise: Exercise | null;
  opens: boolean;
  raw: Buffer;
  /** Of the HTTP request that it came with, for the log. */
  requestId: string;
  payload: Omit<ReportPayload, 'kind' | 'evidence'>;
};

/**
 * Keeps a report or alert: its bytes as evidence, then the intake record. Only then may it be answered: from here on it
 * is not lost, whether Temporal is there or not. The file comes first: evidence without a record is harmless.
 */
export async function keepReport(
  deps: { store: Store; relay: Pick<Relay, 'kick'>; log: Pick<Log, 'info'> },
  report: Report,
): Promise<{ reference: string; breachId: string | null; repeated: boolean }> {
  const { raw, payload, opens, ...rest } = report;
  const meta = { mediaType: 'application/json', source: payload.source, keptAt: report.receivedAt };
  const evidence = await keepFile(deps.store, raw, meta);
  const { intake, repeated } = await acceptIntake(
    deps.store,
    { ...rest, payload: { kind: 'report', ...payload, evidence } satisfies ReportPayload },
    opens,
  );
  const { id, breachId } = intake;
  deps.log.info({ reqId: rest.requestId, intake: id, breachId, source: payload.source }, 'a report was taken in');
  deps.relay.kick();
  return { reference: id, breachId, repeated };
}
