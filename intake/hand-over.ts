import type { Log } from '../config/logger.ts';
import { type Admitted, admitReport } from '../domain/breach/decide/report.ts';
import { type AcknowledgementPayload, IntakePayload, type ReportPayload } from '../domain/breach/intake-payload.ts';
import { TocsinError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/roles.ts';
import { readBreachStatus } from '../store/breaches.ts';
import { findCommand } from '../store/commands.ts';
import { acceptIntake } from '../store/intake.ts';
import type { Intake } from '../store/intake-record.ts';
import { giveOtherReference, isReportOf } from '../store/intake-references.ts';
import { acknowledgeNotice } from '../store/ledger/notice-answers.ts';
import { noticeId } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import { noteNews } from '../store/tellings.ts';
import type { CommandRequest } from '../workflows/messages.ts';
import type { ReportedEvent, TemporalGateway } from './gateway.ts';

type HandOverDeps = {
  store: Store;
  temporal: Pick<TemporalGateway, 'startBreach' | 'openedBy' | 'signal'>;
  log: Pick<Log, 'warn'>;
};

/**
 * Hands an intake record to the workflow of its breach, which it starts where it does not run. `isAgain`: it may have
 * been handed over before, so what is recorded already is left out.
 *
 * @throws TocsinError `unavailable` when Temporal or the database does not answer; an error of the payload's schema
 */
export async function handOver(deps: HandOverDeps, intake: Intake, isAgain: boolean): Promise<void> {
  const payload = IntakePayload.parse(intake.payload);
  if (payload.kind === 'acknowledgement') await handOverAcknowledgement(deps.store, payload);
  else await handOverReport(deps, intake, payload, isAgain);
}

async function handOverReport(
  deps: HandOverDeps,
  intake: Intake,
  payload: ReportPayload,
  isAgain: boolean,
): Promise<void> {
  const { breachId } = intake;
  if (breachId === null) throw new TocsinError('internal', 'A pending report names no breach.');
  const status = await readBreachStatus(deps.store, breachId);
  if (status === 'closed') return openAnew(deps.store, intake, payload);
  if (status === null && (await isOfOtherDatabase(deps, breachId))) {
    const moved = await giveOtherReference(deps.store, breachId);
    deps.log.warn(
      { reqId: intake.requestId, intake: intake.id, breachId, moved },
      'another breach runs under this reference',
    );
    return handOverReport(deps, { ...intake, breachId: moved }, payload, false);
  }
  const admitted = admitReport(roleOf(payload), payload);
  const all = firstCommands(intake, payload, admitted);
  const commands = isAgain ? await notDone(deps.store, breachId, all) : all;
  try {
    const reported = reportedEvent(intake, breachId, payload, admitted);
    // One that the record has already is never begun here: where its workflow is gone, only the whole stream restarts
    // it.
    if (status === null) await deps.temporal.startBreach(reported, all);
    else for (const command of commands) await deps.temporal.signal(breachId, command);
  } catch (error) {
    if (!isClosed(error)) throw error;
    await openAnew(deps.store, intake, payload);
  }
}

/**
 * Of a breach that has no stream: whether a workflow runs under its reference that no report in this database has
 * started: the database was restored from a backup, and counted anew from there. A report must not go into another's
 * breach, nor wait for one for ever.
 */
async function isOfOtherDatabase({ store, temporal }: HandOverDeps, breachId: string): Promise<boolean> {
  const opened = await temporal.openedBy(breachId);
  return opened !== null && opened.intake !== null && !(await isReportOf(store, opened.intake, breachId));
}

async function notDone(store: Store, breachId: string, commands: CommandRequest[]): Promise<CommandRequest[]> {
  const done = await Promise.all(commands.map(({ key }) => findCommand(store, breachId, key)));
  return commands.filter((_, index) => done[index] === null);
}

/**
 * The breach closed between acceptance and relay: what came in is news, so it opens a breach of its own, and a person
 * is told that it came for the closed one.
 */
async function openAnew(store: Store, intake: Intake, payload: ReportPayload): Promise<void> {
  const { kind, scope, receivedAt, correlation, exercise, breachId, requestId } = intake;
  if (breachId === null || (await findCommand(store, breachId, evidenceKey(intake))) !== null) return;
  if ((await readBreachStatus(store, breachId)) !== 'closed')
    throw new TocsinError('conflict', 'The breach is open, but its workflow has ended.');
  const { sha256 } = payload.evidence;
  const key = `${intake.key}#after-${breachId}`;
  const again = { kind, scope, key, bodySha256: sha256, receivedAt, correlation, exercise, payload, requestId };
  const { intake: anew } = await acceptIntake(store, again, true);
  // A person looks whether the closed one is to be opened again for it.
  if (anew.breachId === null) return;
  const news = { to: 'report' as const, about: anew.breachId, source: anew.breachId, exercise: exercise !== null };
  await noteNews(store, { ...news, breachId, at: receivedAt });
}

/** An answer that an earlier version took in; since there are ledgers, a page writes its answer there itself. */
async function handOverAcknowledgement(store: Store, payload: AcknowledgementPayload): Promise<void> {
  const { breachId, counterparty, round, acknowledgedAt, answers } = payload;
  await acknowledgeNotice(store, { id: noticeId(breachId, counterparty, round), breachId }, acknowledgedAt, answers);
}

/** The first event of a breach: the same bytes however often it is relayed, so its `at` is when it was received. */
function reportedEvent(
  { id, receivedAt, exercise }: Intake,
  breachId: string,
  payload: ReportPayload,
  { facts, suggested }: Admitted,
): ReportedEvent {
  const { origin, source, narrative, by, language } = payload;
  const role = roleOf(payload);
  const said = {
    facts,
    exercise,
    reportedAt: receivedAt,
    role,
    ...(suggested && { suggested }),
    ...(language && { language }),
  };
  const data = { breachId, origin, source, ...said };
  return { type: 'reported', at: receivedAt, by, key: id, data, personal: { narrative } };
}

function firstCommands(intake: Intake, payload: ReportPayload, { facts: all, awareAt }: Admitted): CommandRequest[] {
  const { by, evidence } = payload;
  const { receivedAt: askedAt, requestId } = intake;
  const head = { by, role: roleOf(payload), askedAt, ...(requestId !== undefined && { requestId }) };
  const { systems, ...facts } = all;
  const commands: CommandRequest[] = [
    {
      ...{ type: 'add-evidence', evidence, systems, facts },
      ...(payload.opens && { opens: payload.opens }),
      ...(payload.urgent && { urgent: payload.urgent }),
      ...{ ...head, key: evidenceKey(intake) },
    },
  ];
  if (awareAt !== null) {
    commands.push({ type: 'record-awareness', awareAt, reasons: '', ...head, key: `${intake.id}/awareness` });
  }
  return commands;
}

/** A report names its role as its source. One that names none of ours has the rights of a reporter. */
function roleOf({ origin, source }: Pick<ReportPayload, 'origin' | 'source'>): Role {
  if (origin === 'alert') return 'alert-source';
  return ROLES.find((role) => role === source) ?? 'reporter';
}

function evidenceKey(intake: Intake): string {
  return `${intake.id}/evidence`;
}

function isClosed(error: unknown): boolean {
  return error instanceof TocsinError && error.code === 'breach-closed';
}
