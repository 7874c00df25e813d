import { crashText } from '../config/crash.ts';
import { readEnvironment, requireGiven } from '../config/environment.ts';
import { loadFilings } from '../config/filings.ts';
import { createLogger } from '../config/logger.ts';
import { loadPolicy } from '../config/policy.ts';
import { createTemporalClient } from '../config/temporal.ts';
import { loadJudges } from '../detection/load.ts';
import { toInstant } from '../domain/time.ts';
import { rebuildOutdated } from '../store/breaches.ts';
import { closeStore, openStore, readStoreClock } from '../store/store.ts';
import { alertSecretsOf } from './alert-secrets.ts';
import { createGateway } from './gateway.ts';
import { createLimiter, scaledLimits } from './limits.ts';
import { createNudges } from './nudges.ts';
import { createRelay, type Ticker } from './relay.ts';
import { buildServer } from './server.ts';
import { openDoor } from './sign-in/door.ts';
import { createMailer } from './sign-in/mail.ts';
import { createSkewWatch } from './skew.ts';
import { createCourier } from './webhooks/courier.ts';

/** The API process: listens, and relays what was taken in. Ends cleanly on SIGTERM, SIGINT and with its parent. */
async function main(): Promise<void> {
  const env = requireGiven(readEnvironment(), 'keyring', 'mongodbUri');
  const { keyring, mongodbUri: uri, host, port, publicUrl, policyDir } = env;
  const log = createLogger('api', env.logLevel);
  const clock = () => toInstant(Date.now());
  const policy = loadPolicy(policyDir);
  const { organisation } = policy;
  const judges = loadJudges(policyDir);
  const store = await openStore({ uri, keyring });
  const rebuilt = await rebuildOutdated(store);
  if (rebuilt > 0) log.info({ breaches: rebuilt }, 'read models of an earlier version were made anew');
  const client = createTemporalClient(env.temporal, keyring);
  const skew = createSkewWatch({
    nowMs: Date.now,
    readStoreClock: () => readStoreClock(store),
    warn: (found) => log.warn(found, "this machine's clock and another differ: have both set by NTP"),
  });
  const temporal = createGateway(client, Date.now, skew.noteTemporal);
  const relay = createRelay({ store, temporal, clock, log, every });
  const nudges = createNudges({ store, temporal, log, every });
  const alertSecrets = alertSecretsOf(keyring);
  const { oidc, secondFactor, smtpUrl, mailFrom: from } = env;
  const mailer = smtpUrl === null ? null : createMailer({ smtpUrl, from });
  const door = openDoor({ store, publicUrl, log, oidc, mailer, clock, secondFactor });
  const exerciseInbox = env.exerciseSmtpUrl !== null;
  const { trustedProxies, webhooksMayBePrivate } = env;
  const courier = createCourier({ store, clock, log, every, allowPrivate: webhooksMayBePrivate });
  const deps = {
    store,
    temporal,
    relay,
    clock,
    publicUrl,
    log,
    organisation,
    policy,
    filings: loadFilings(policyDir),
    judges,
    skew,
    alertSecrets,
    exerciseInbox,
    limiter: createLimiter(scaledLimits(env.rateFactor), Date.now),
    ...door,
  };
  const server = buildServer({ ...deps, trustedProxies, webhooksMayBePrivate });

  const stopAsked = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve).once('SIGINT', resolve).once('disconnect', resolve);
  });
  await server.listen({ host, port });
  process.send?.({ ready: true });
  log.info({ host, port }, 'api is ready');
  await stopAsked;
  await Promise.all([server.close(), relay.stop(), nudges.stop()]);
  await door.signIn.settle();
  await courier.stop();
  await client.connection.close();
  await closeStore(store);
}

const every: Ticker = (ms, turn) => {
  const timer = setInterval(turn, ms);
  return () => clearInterval(timer);
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(crashText(error));
    process.exit(1);
  },
);
