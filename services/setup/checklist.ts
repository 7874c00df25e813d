import { TocsinError } from '../../domain/errors.ts';
import { checklistOf, type SetupItem } from '../../domain/setup/checklist.ts';
import { isExamplePlace } from '../../domain/setup/example.ts';
import type { Instant } from '../../domain/time.ts';
import { registerHas } from '../../store/dataflow-list.ts';
import { readSettings } from '../../store/settings.ts';
import { listUsers } from '../../store/users.ts';
import { askWayTest, readWayTests, type Way } from '../../store/way-tests.ts';
import { enqueueTest, listWebhooks } from '../../store/webhooks.ts';
import type { ServiceDeps } from '../deps.ts';
import { hasExampleEntries } from './example.ts';
import { hasPractised } from './practised.ts';

type Deps = Pick<ServiceDeps, 'store' | 'policy' | 'filePolicy' | 'clock'>;

/** What an administrator can have tested. */
export const TESTS = ['mail', 'slack', 'webhooks'] as const;
export type Test = (typeof TESTS)[number];

/**
 * How far the company is set up, as it is now.
 *
 * @param asksForFactor whether whoever decides needs a second factor
 * @param standIns what this machine itself stands in for
 */
export async function readChecklist(
  { store, policy, filePolicy, clock }: Deps,
  { asksForFactor, standIns }: { asksForFactor: boolean; standIns: Readonly<Record<Way, boolean>> },
): Promise<SetupItem[]> {
  const { organisation } = policy;
  const [users, ways, webhooks, register, practised, hasExample, settings] = await Promise.all([
    listUsers(store),
    readWayTests(store, organisation),
    listWebhooks(store),
    registerHas(store),
    hasPractised({ store, clock }),
    hasExampleEntries(store),
    readSettings(store),
  ]);
  return checklistOf({
    ...{ organisation, users, asksForFactor, webhooks, register, hasPractised: practised, hasExample },
    mail: { ...ways.mail, isStandIn: standIns.mail },
    slack: { ...ways.slack, isStandIn: standIns.slack },
    isExamplePlace: isExamplePlace(organisation, filePolicy.organisation, settings),
    now: clock(),
  });
}

/**
 * Asks for a test: a worker, or for webhooks the API itself, does it within seconds, and the checklist says what it
 * came to.
 *
 * @throws TocsinError `conflict` where there is nothing to test
 */
export async function askForTest(
  { store }: Pick<Deps, 'store'>,
  test: Test,
  asked: { at: Instant; by: string },
): Promise<void> {
  const isAsked = test === 'webhooks' ? (await enqueueTest(store, asked.at)) > 0 : await askFor(test);
  if (isAsked) return;
  const message = `There is nothing to test: ${test} is not set up, or no worker has run yet.`;
  throw new TocsinError('conflict', message, 'test', { why: 'nothing-to-test' });

  function askFor(way: Way): Promise<boolean> {
    return askWayTest(store, way, asked);
  }
}
