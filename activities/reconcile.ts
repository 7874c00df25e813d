import { TocsinError } from '../domain/errors.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { findingsInWords } from '../domain/reconcile/words.ts';
import type { Instant } from '../domain/time.ts';
import { markTold, readUntold, recordReconcileFailure } from '../store/reconcile.ts';
import type { Store } from '../store/store.ts';
import { beating } from './beating.ts';
import type { Channels } from './channels/registry.ts';
import { type Engine, reconcile } from './compare-running.ts';
import { asActivity } from './failures.ts';
import { mailGuards } from './guard-mail.ts';
import type { ReconcileActivities } from './types.ts';

type Deps = {
  store: Store;
  engine: Engine;
  policy: CompiledPolicy;
  /** Sessions of their own, so that no mass mail is in the way. */
  channels: Pick<Channels, 'email'>;
  clock: () => Instant;
  publicUrl: string;
};

/** The reconcile as the schedule asks for it: with its failure on record, and with a mail of what it found. */
export function createReconcileActivities(deps: Deps): ReconcileActivities {
  const { store, clock } = deps;
  return {
    reconcileNow: ({ run }) =>
      asActivity(() =>
        beating(async () => {
          try {
            await reconcile(deps, run);
          } catch (error) {
            const code = error instanceof TocsinError ? error.code : 'internal';
            // Where MongoDB is what is away, the record goes stale instead.
            await recordReconcileFailure(store, code, clock()).catch(() => undefined);
            // What was found before it failed is told of all the same.
            await tell(deps).catch(() => undefined);
            throw error;
          }
          await tell(deps);
        }),
      ),
  };
}

/**
 * One mail to DPO and deputy of all that they were not told of yet. What reached neither of them goes with the next
 * turn, also where it was refused.
 */
async function tell({ store, policy, channels, clock, publicUrl }: Deps): Promise<void> {
  const { ids, findings } = await readUntold(store);
  if (ids.length === 0) return;
  const at = clock();
  const { legalName } = policy.organisation;
  const open = findings.filter(({ mendedAt }) => mendedAt === null).length;
  const subject =
    open > 0
      ? `Tocsin: ${open} of the workflows that run clocks and messages need somebody to look`
      : `Tocsin: ${findings.length} of the workflows that run clocks and messages were restarted`;
  const text = [
    'Every minute Tocsin compares what its record says should run with what runs. It found:',
    '',
    ...findingsInWords(findings).map((line) => `- ${line}`),
    '',
    'What to do: look at the clocks on the desk, and ask whoever runs Tocsin for the cause.',
    `The law's periods go on running meanwhile. ${publicUrl}/`,
    '',
    `${legalName}, breach desk`,
  ].join('\n');
  const id = `reconcile.${at.replaceAll(/\W+/g, '-')}`;
  if (await mailGuards({ channels, policy }, { subject, text, id })) await markTold(store, ids, at);
}
