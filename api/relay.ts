import { type ErrorCode, TocsinError } from '../domain/errors.ts';
import { type Instant, SECOND_MS } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import {
  acceptIntake,
  type Intake,
  markRelayed,
  noteRelayFailure,
  pendingIntake,
  readIntake,
} from '../store/intake.ts';
import type { Store } from '../store/store.ts';
import type { CommandRequest } from '../workflows/messages.ts';
import type { ReportedEvent, TemporalGateway } from './gateway.ts';
import { type AcknowledgementPayload, IntakePayload, type ReportPayload } from './payload.ts';

/** Hands accepted intake to the workflows: at once when all is well, as soon as Temporal is back when not. */
export type Relay = {
  /** Something was accepted: do not wait for the next turn. */
  kick(): void;
  /** One turn over everything pending; resolves when it is done. */
  turn(): Promise<void>;
  /** No more turns; resolves when a running one is done. */
  stop(): Promise<void>;
};

/** `every(ms, turn)` runs turn every ms milliseconds until the function it gave is called. */
export type Ticker = (ms: number, turn: () => void) => () => void;

type RelayDeps = {
  store: Store;
  temporal: Pick<TemporalGateway, 'startBreach' | 'signal'>;
  clock: () => Instant;
  log: { warn(data: object, message: string): void };
  every: Ticker;
};

const PAGE = 100;
/** The longest wait between turns, in turns: a Temporal that is back is noticed within this many seconds. */
const MAX_SKIPPED_TURNS = 10;

export function createRelay(deps: RelayDeps): Relay {
  let failures = 0;
  let skips = 0;
  let running: Promise<void> | null = null;
  let isKicked = false;
  let isStopped = false;

  const turn = async (): Promise<void> => {
    if (running !== null) {
      isKicked = true;
      return running;
    }
    running = passes().finally(() => {
      running = null;
    });
    return running;
  };

  const passes = async (): Promise<void> => {
    do {
      isKicked = false;
      const ok = await relayPending(deps);
      failures = ok ? 0 : failures + 1;
      skips = ok ? 0 : Math.min(2 ** failures, MAX_SKIPPED_TURNS);
    } while (isKicked && !isStopped && failures === 0);
  };

  const cancel = deps.every(SECOND_MS, () => {
    if (skips > 0) skips -= 1;
    else void turn();
  });

  return {
    kick: () => void (isStopped ? undefined : turn()),
    turn,
    async stop() {
      isStopped = true;
      cancel();
      await running;
    },
  };
}

/** Relays one page; false where Temporal or the store was away. One record's failure does not hold up the others. */
async function relayPending(deps: RelayDeps): Promise<boolean> {
  let ok = true;
  try {
    for (const id of await pendingIntake(deps.store, PAGE)) {
      const code = await relayOne(deps, id);
      if (code === null) continue;
      ok = false;
      deps.log.warn({ intake: id, code }, 'intake not relayed yet');
      // An outage is nobody's failure: what waits keeps its order.
      if (code === 'unavailable') break;
      await noteRelayFailure(deps.store, id, code);
    }
  } catch (error) {
    deps.log.warn({ code: codeOf(error) }, 'relay turn failed');
    return false;
  }
  return ok;
}

async function relayOne(deps: RelayDeps, id: string): Promise<ErrorCode | null> {
  try {
    const intake = await readIntake(deps.store, id);
    const payload = IntakePayload.parse(intake.payload);
    if (payload.kind === 'acknowledgement') await relayAcknowledgement(deps, intake, payload);
    else await relayReport(deps, intake, payload);
    await markRelayed(deps.store, id, deps.clock());
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

async function relayReport(deps: RelayDeps, intake: Intake, payload: ReportPayload): Promise<void> {
  const { breachId } = intake;
  if (breachId === null) throw new TocsinError('internal', 'A pending report names no breach.');
  try {
    await deps.temporal.startBreach(reportedEvent(intake, breachId, payload), firstCommands(intake, payload));
  } catch (error) {
    if (codeOf(error) !== 'breach-closed') throw error;
    await openAnew(deps, intake, payload);
  }
}

/** The breach closed between acceptance and relay: what came in is news, so it opens a breach of its own. */
async function openAnew(deps: RelayDeps, intake: Intake, payload: ReportPayload): Promise<void> {
  const { kind, scope, receivedAt, correlation, exercise, breachId } = intake;
  const ended = breachId === null ? null : await readBreach(deps.store, breachId);
  if (ended?.doneKeys.includes(evidenceKey(intake))) return;
  if (ended?.status !== 'closed') throw new TocsinError('conflict', 'The breach is open, but its workflow has ended.');
  const { sha256 } = payload.evidence;
  const key = `${intake.key}#after-${breachId}`;
  await acceptIntake(
    deps.store,
    { kind, scope, key, bodySha256: sha256, receivedAt, correlation, exercise, payload },
    true,
  );
}

/** The answer itself is kept with the notice already, so a breach that closed meanwhile loses nothing. */
async function relayAcknowledgement(deps: RelayDeps, intake: Intake, payload: AcknowledgementPayload): Promise<void> {
  const { breachId, counterparty, round, acknowledgedAt, answers } = payload;
  const head = { by: `counterparty:${counterparty}`, key: `${intake.id}/acknowledge` };
  try {
    await deps.temporal.signal(breachId, {
      type: 'acknowledge-notice',
      counterparty,
      round,
      acknowledgedAt,
      answers,
      ...head,
    });
  } catch (error) {
    if (codeOf(error) !== 'breach-closed') throw error;
  }
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

function codeOf(error: unknown): ErrorCode {
  return error instanceof TocsinError ? error.code : 'internal';
}
