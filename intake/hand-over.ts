import { TocsinError } from '../domain/errors.ts';
import { readBreach } from '../store/breaches.ts';
import { findCommand } from '../store/commands.ts';
import { acceptIntake, type Intake } from '../store/intake.ts';
import { acknowledgeNotice } from '../store/ledger/notice-answers.ts';
import { noticeId } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import type { CommandRequest } from '../workflows/messages.ts';
import type { ReportedEvent, TemporalGateway } from './gateway.ts';
import { type AcknowledgementPayload, IntakePayload, type ReportPayload } from './payload.ts';

type HandOverDeps = { store: Store; temporal: Pick<TemporalGateway, 'startBreach' | 'signal'> };

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
  const all = firstCommands(intake, payload);
  const commands = isAgain ? await notDone(deps.store, breachId, all) : all;
  try {
    if (commands.length === all.length) await deps.temporal.startBreach(reportedEvent(intake, breachId, payload), all);
    else for (const command of commands) await deps.temporal.signal(breachId, command);
  } catch (error) {
    if (!isClosed(error)) throw error;
    await openAnew(deps.store, intake, payload);
  }
}

async function notDone(store: Store, breachId: string, commands: CommandRequest[]): Promise<CommandRequest[]> {
  const done = await Promise.all(commands.map(({ key }) => findCommand(store, breachId, key)));
  return commands.filter((_, index) => done[index] === null);
}

/** The breach closed between acceptance and relay: what came in is news, so it opens a breach of its own. */
async function openAnew(store: Store, intake: Intake, payload: ReportPayload): Promise<void> {
  const { kind, scope, receivedAt, correlation, exercise, breachId } = intake;
  if (breachId === null || (await findCommand(store, breachId, evidenceKey(intake))) !== null) return;
  const ended = await readBreach(store, breachId);
  if (ended?.status !== 'closed') throw new TocsinError('conflict', 'The breach is open, but its workflow has ended.');
  const { sha256 } = payload.evidence;
  const key = `${intake.key}#after-${breachId}`;
  await acceptIntake(store, { kind, scope, key, bodySha256: sha256, receivedAt, correlation, exercise, payload }, true);
}

/** An answer that an earlier version took in; since there are ledgers, a page writes its answer there itself. */
async function handOverAcknowledgement(store: Store, payload: AcknowledgementPayload): Promise<void> {
  const { breachId, counterparty, round, acknowledgedAt, answers } = payload;
  await acknowledgeNotice(store, { id: noticeId(breachId, counterparty, round), breachId }, acknowledgedAt, answers);
}

/** The first event of a breach: the same bytes however often it is relayed, so its `at` is when it was received. */
function reportedEvent(intake: Intake, breachId: string, payload: ReportPayload): ReportedEvent {
  const { origin, source, facts, narrative, by } = payload;
  const { receivedAt, exercise } = intake;
  const data = { breachId, origin, source, facts, exercise, reportedAt: receivedAt };
  return { type: 'reported', at: receivedAt, by, key: intake.id, data, personal: { narrative } };
}

function firstCommands(intake: Intake, payload: ReportPayload): CommandRequest[] {
  const { by, evidence, facts, awareAt } = payload;
  const askedAt = intake.receivedAt;
  const commands: CommandRequest[] = [
    { type: 'add-evidence', evidence, systems: facts.systems, by, key: evidenceKey(intake), askedAt },
  ];
  if (awareAt !== null) {
    commands.push({ type: 'record-awareness', awareAt, reasons: '', by, key: `${intake.id}/awareness`, askedAt });
  }
  return commands;
}

function evidenceKey(intake: Intake): string {
  return `${intake.id}/evidence`;
}

function isClosed(error: unknown): boolean {
  return error instanceof TocsinError && error.code === 'breach-closed';
}
