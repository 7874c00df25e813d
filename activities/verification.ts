import { findingsOf, type RecordFinding } from '../domain/audit/record-status.ts';
import { lineOf } from '../domain/audit/verification.ts';
import { TocsinError } from '../domain/errors.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { DAY_MS, type Instant, plusMs } from '../domain/time.ts';
import { eraseAlerts, eraseGroups } from '../store/alert-retention.ts';
import { rebuildReadModels } from '../store/breaches.ts';
import { checkRecord } from '../store/check-record.ts';
import { markRecordTold, readRecordStatus, recordCheckDone, recordCheckFailed } from '../store/record-checks.ts';
import type { Store } from '../store/store.ts';
import { beating } from './beating.ts';
import type { Channels } from './channels/registry.ts';
import { asActivity } from './failures.ts';
import { mailGuards } from './guard-mail.ts';
import type { VerificationActivities } from './types.ts';

type Deps = {
  store: Store;
  policy: CompiledPolicy;
  channels: Pick<Channels, 'email'>;
  clock: () => Instant;
  publicUrl: string;
};

/** Findings that a mail writes out; the rest is counted. */
const WRITTEN_OUT = 20;

/**
 * The check of the whole record as the schedule asks for it: kept for the desk, and mailed where it found any. Once it
 * is done, alerts are erased whose time by the policy is over.
 */
export function createVerificationActivities(deps: Deps): VerificationActivities {
  return {
    verifyRecord: () =>
      asActivity(() =>
        beating(async () => {
          await verifyAndTell(deps);
          await eraseOldAlerts(deps);
        }),
      ),
  };
}

async function eraseOldAlerts({ store, policy, clock }: Deps): Promise<void> {
  const { alertsDays: days, alertHolds = [] } = policy.organisation.retention ?? {};
  // A day later than they count: an alert may be judged late.
  await eraseGroups(store, plusMs(clock(), -DAY_MS));
  if (days !== undefined) await eraseAlerts(store, plusMs(clock(), -days * DAY_MS), alertHolds);
}

/** @throws TocsinError `unavailable` where MongoDB does not answer; that is on record then, where it can be */
export async function verifyAndTell(deps: Deps): Promise<void> {
  const { store, clock } = deps;
  try {
    const { streams: checked, beside } = await checkRecord(store, clock());
    const streams = checked.map(lineOf);
    await recordCheckDone(store, clock(), findingsOf({ streams, beside }));
    // Their events hold: what the desk counts down should not be wrong for longer than until it was found.
    for (const { breachId, broken } of streams) if (broken?.isShown === true) await rebuildReadModels(store, breachId);
  } catch (error) {
    const code = error instanceof TocsinError ? error.code : 'internal';
    await recordCheckFailed(store, code, clock()).catch(() => undefined);
    throw error;
  }
  await tell(deps);
}

/** One mail of all that DPO and deputy were not told of. What reached neither of them goes with the next turn. */
async function tell({ store, policy, channels, clock, publicUrl }: Deps): Promise<void> {
  const at = clock();
  const { findings, more } = await readRecordStatus(store, at);
  const untold = findings.filter(({ toldAt, goneAt }) => toldAt === null && goneAt === null);
  if (untold.length === 0) return;
  const text = [
    'Every hour Tocsin checks that its record is as it wrote it. Something was changed or removed past it:',
    '',
    ...untold.slice(0, WRITTEN_OUT).map(inWords),
    ...(untold.length + more > WRITTEN_OUT ? [`And ${untold.length + more - WRITTEN_OUT} more.`] : []),
    '',
    'What to do: decide and file nothing by what the desk shows of these. Ask who can write to MongoDB, keep the',
    'database as it is, and compare it with a backup. All of it: tocsin verify --all, or',
    `${publicUrl}/desk/audit/verification`,
    '',
    `${policy.organisation.legalName}, breach desk`,
  ].join('\n');
  const subject = 'Tocsin: the record was changed from outside';
  const id = `verification.${at.replaceAll(/\W+/g, '-')}`;
  if (await mailGuards({ channels, policy }, { subject, text, id })) await markRecordTold(store, at);
}

function inWords({ of, problem }: RecordFinding): string {
  return `- ${of}: ${problem}`;
}
