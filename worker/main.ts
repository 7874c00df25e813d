import { Runtime } from '@temporalio/worker';
import { waysOf } from '../activities/anchoring/anchor.ts';
import { createAnchoring } from '../activities/anchoring/create.ts';
import { createAnchorActivities } from '../activities/anchoring.ts';
import { createChannels } from '../activities/channels/registry.ts';
import { createReconcileActivities } from '../activities/reconcile.ts';
import { createActivities } from '../activities/registry.ts';
import { createVerificationActivities } from '../activities/verification.ts';
import { dataConverter } from '../config/codec.ts';
import { crashText } from '../config/crash.ts';
import { readEnvironment, requireGiven } from '../config/environment.ts';
import { createLogger, type Log } from '../config/logger.ts';
import { loadPolicy } from '../config/policy.ts';
import { connectWorker, createTemporalClient } from '../config/temporal.ts';
import { runtimeOptions } from '../config/temporal-logger.ts';
import { replyAddress } from '../domain/policy/schema.ts';
import { toInstant } from '../domain/time.ts';
import { expectAnchors } from '../store/anchorings.ts';
import { createLivePolicy } from '../store/live-policy.ts';
import { rotaGaps } from '../store/on-duty.ts';
import { openStore } from '../store/open.ts';
import { expectReconcile } from '../store/reconcile.ts';
import { expectRecordCheck } from '../store/record-checks.ts';
import { createSharedLimits } from '../store/shared-limits.ts';
import { closeStore } from '../store/store.ts';
import { expectWays } from '../store/way-tests.ts';
import { bundleWorkflows } from './bundle.ts';
import { carryOverAll } from './carry-over.ts';
import { currentBuild } from './deployment.ts';
import { createEngine } from './engine.ts';
import { keepPolicy } from './policy.ts';
import { anchorSoon } from './schedule.ts';
import { keepSealing } from './sealing.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { keepTelling } from './telling.ts';
import { keepUp } from './upkeep.ts';
import { createAnchorWorker, createReconcileWorker, createWorkers } from './worker.ts';

/**
 * The worker process: everything that decides and acts on breaches. Ends cleanly on SIGTERM, SIGINT and with its
 * parent.
 */
async function main(): Promise<void> {
  const env = requireGiven(readEnvironment(), 'keyring', 'mongodbUri', 'smtpUrl');
  const logger = createLogger('worker', env.logLevel);
  const log: Log = logger;
  Runtime.install({ ...runtimeOptions(logger), shutdownSignals: [] });
  const { keyring, mongodbUri: uri, smtpUrl, mailFrom, dkim, publicUrl } = env;
  const filePolicy = loadPolicy(env.policyDir, { withCases: false });
  // A database of another shape is said before anything is asked of Temporal.
  const store = await openStore({ uri, keyring });
  const connection = await connectWorker(env.temporal);
  await registerSearchAttributes(connection, env.temporal.namespace, log);
  const exerciseSmtpUrl = env.exerciseSmtpUrl ?? undefined;
  const slack = env.slack === null ? undefined : { ...env.slack, isHeard: env.slack.signingSecret !== null };
  const clock = () => toInstant(Date.now());
  const warn = (settings: number) => log.warn({ settings }, 'settings do not go with the policy files: not applied');
  const live = createLivePolicy({ store, files: filePolicy, clock, warn });
  await live.refresh();
  const { policy } = live;
  const ways = {
    ...{ smtpUrl, exerciseSmtpUrl, mailFrom, dkim, slack },
    get replyTo() {
      return replyAddress(policy.organisation);
    },
  };
  const [channels, warningChannels] = [createChannels(ways), createChannels(ways)];
  const client = createTemporalClient(env.temporal, store.keyring);
  const engine = createEngine(client, Date.now);
  const anchoring = { store, ...createAnchoring(env.anchoring, warningChannels), clock };
  const shared = {
    connection,
    namespace: env.temporal.namespace,
    dataConverter: dataConverter(store.keyring, env.temporal.namespace),
    workflowBundle: await bundleWorkflows(),
  };
  const workers = await createWorkers({
    ...shared,
    buildId: env.buildId,
    activities: createActivities({
      store,
      policy,
      channels,
      warningChannels,
      clock,
      publicUrl,
      anchorSoon: () => anchorSoon(client),
    }),
  });
  const checking = { store, engine, policy, channels: warningChannels, clock, publicUrl };
  const activities = { ...createReconcileActivities(checking), ...createVerificationActivities(checking) };
  workers.push(await createReconcileWorker({ ...shared, activities }));
  workers.push(await createAnchorWorker({ ...shared, activities: createAnchorActivities(anchoring) }));
  await expectReconcile(store, clock());
  await expectWays(store, { mail: { smtpUrl, mailFrom }, slack: env.slack });
  for (const gap of await rotaGaps(store, policy.organisation.onDuty)) {
    log.warn(gap, 'nobody is told by this name of the rota: give it a user who may act, or a mailbox');
  }
  await expectRecordCheck(store, clock());
  await expectAnchors(store, waysOf(anchoring), clock());

  const stop = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const runs = workers.map((worker) => worker.run().finally(stop));
  process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);
  process.send?.({ ready: true });
  log.info(env.buildId === null ? {} : { version: env.buildId }, 'worker is ready');
  const server = { workflowService: connection.workflowService, namespace: env.temporal.namespace };
  if (env.buildId !== null && (await currentBuild(server)) !== env.buildId) {
    log.warn({ version: env.buildId }, 'no work reaches this version until tocsin worker promote names it');
  }
  const stopped = new AbortController();
  const { operatorService } = connection;
  const keeping = [
    carryOverAll(client, log, stopped.signal),
    keepUp({ client, operatorService, namespace: env.temporal.namespace, log }, stopped.signal),
    keepPolicy(live, stopped.signal),
    keepSealing({ store, clock, log }, stopped.signal),
    keepTelling(
      { store, policy, channels: warningChannels, limits: createSharedLimits(store), clock, publicUrl, log },
      stopped.signal,
    ),
  ];
  await Promise.all(runs);
  stopped.abort();
  await Promise.all(keeping);
  await Promise.all([
    client.connection.close(),
    channels.close(),
    warningChannels.close(),
    closeStore(store),
    connection.close(),
  ]);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(crashText(error));
    process.exit(1);
  },
);
