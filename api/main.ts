import { crashText } from '../config/crash.ts';
import { listRules, loadJudgement } from '../config/detection.ts';
import { type Environment, readEnvironment, requireGiven } from '../config/environment.ts';
import { loadFilings } from '../config/filings.ts';
import { createLogger, type Log } from '../config/logger.ts';
import { isLoopback } from '../config/loopback.ts';
import { loadPlaybooks } from '../config/playbooks.ts';
import { loadPolicy } from '../config/policy.ts';
import { createTemporalClient } from '../config/temporal.ts';
import { pullsOf } from '../detection/pulls.ts';
import { SECOND_MS, toInstant } from '../domain/time.ts';
import { createAlertInbox } from '../intake/alert-inbox.ts';
import { alertSecretsOf } from '../intake/alert-secrets.ts';
import { createSkewWatch } from '../intake/clock-skew.ts';
import { createGateway } from '../intake/gateway.ts';
import { startJudgeThread } from '../intake/judge-thread.ts';
import { createNudges } from '../intake/nudges.ts';
import { createAsking } from '../intake/pull-asking.ts';
import { createPulling } from '../intake/pulling.ts';
import { createRelay, type Ticker } from '../intake/relay.ts';
import { createTrustedSources } from '../intake/trusted-sources.ts';
import { createVendors } from '../intake/vendors.ts';
import { keyringFrom } from '../store/crypto/wrapped.ts';
import { alwaysOf, createLivePolicy } from '../store/live-policy.ts';
import { rotaGaps } from '../store/on-duty.ts';
import { openStore } from '../store/open.ts';
import { createSharedLimits } from '../store/shared-limits.ts';
import { closeStore, readStoreClock } from '../store/store.ts';
import type { ApiDeps } from './deps.ts';
import { createLimiter, scaledLimits } from './http/limits.ts';
import type { JudgingData } from './judging.ts';
import { buildServer } from './server.ts';
import { assembleSignIn } from './sign-in/assemble.ts';
import { createInvitationMail } from './sign-in/invitations.ts';
import { createMailer } from './sign-in/mail.ts';
import { createSlackApi } from './slack/api.ts';
import { createWebhookDispatcher } from './webhooks/dispatcher.ts';

/** How long a clock that is set wrong while the API runs is believed. */
const SKEW_READ_MS = 5 * SECOND_MS;
/** How soon a change of the settings that another process stored holds here. */
const POLICY_READ_MS = 2 * SECOND_MS;

/** The API process: listens, and relays what was taken in. Ends cleanly on SIGTERM, SIGINT and with its parent. */
async function main(): Promise<void> {
  const env = requireGiven(readEnvironment(), 'keyring', 'mongodbUri');
  const { mongodbUri: uri, host, port, publicUrl, policyDir } = env;
  const logger = createLogger('api', env.logLevel);
  const log: Log = logger;
  const filePolicy = loadPolicy(policyDir);
  const judgement = loadJudgement(policyDir);
  const keyring = await keyringFrom(env.keyring);
  const store = await openStore({ uri, keyring });
  const client = createTemporalClient(env.temporal, store.keyring);
  const skew = createSkewWatch({
    nowMs: Date.now,
    readStoreClock: () => readStoreClock(store),
    warn: (found) => log.warn(found, "this machine's clock and another differ: have both set by NTP"),
  });
  const warn = (settings: number) => log.warn({ settings }, 'settings do not go with the policy files: not applied');
  const wallClock = () => toInstant(Date.now());
  const live = createLivePolicy({ store, files: filePolicy, clock: wallClock, warn });
  await live.refresh();
  const { policy } = live;
  const organisation = alwaysOf(() => policy.organisation);
  every(POLICY_READ_MS, () => void live.refresh().catch(() => undefined));
  for (const gap of await rotaGaps(store, organisation.onDuty)) {
    log.warn(gap, 'nobody is told by this name of the rota: give it a user who may act, or a mailbox');
  }
  await skew.read();
  every(SKEW_READ_MS, () => void skew.read());
  const clock = () => toInstant(skew.nowMs());
  const temporal = createGateway(client, Date.now, skew);
  const relay = createRelay({ store, temporal, clock, log, every });
  const nudges = createNudges({ store, temporal, log, every });
  const judging: JudgingData = { uri, keyring, policyDir, logLevel: env.logLevel };
  const judge = startJudgeThread(new URL('judging.ts', import.meta.url), judging, { relay, log });
  const inbox = createAlertInbox({ store, nowMs: Date.now, kick: judge.kick });
  const pulls = pullsOf(env.pulls);
  const alertSecrets = alertSecretsOf(store.keyring, judgement.sources);
  const trusted = createTrustedSources({ store, settings: alertSecrets, nowMs: Date.now });
  const pulling = createPulling({ store, pulls, inbox, trusted, ask: createAsking(fetch), clock, log, every });
  const { oidc, secondFactor, smtpUrl, mailFrom: from, dkim } = env;
  const mailer = smtpUrl === null ? null : createMailer({ smtpUrl, from, dkim });
  const limits = createSharedLimits(store);
  const { signIn, sessions, signInClock } = assembleSignIn({
    store,
    limits,
    publicUrl,
    log: logger,
    oidc,
    mailer,
    clock,
    secondFactor,
  });
  const invitations =
    mailer === null ? null : createInvitationMail({ store, mailer, clock: signInClock, log, every, policy, publicUrl });
  const exerciseInbox = env.exerciseSmtpUrl !== null;
  const { trustedProxies, webhooksMayBePrivate } = env;
  const dispatcher = createWebhookDispatcher({
    ...{ store, clock, log, every, policy, publicUrl },
    allowPrivate: webhooksMayBePrivate,
  });
  const deps = {
    store,
    temporal,
    relay,
    clock,
    publicUrl,
    log: logger,
    organisation,
    policy,
    ...{ filePolicy, refreshPolicy: live.refresh },
    filings: loadFilings(policyDir),
    playbooks: loadPlaybooks(policyDir),
    sources: judgement.sources,
    rules: listRules(judgement),
    inbox,
    judge,
    skew,
    ...{ alertSecrets, trusted, pulls, vendors: createVendors(fetch) },
    exerciseInbox,
    standIns: {
      // A mail server may well be on this machine; the inbox of exercises is none.
      mail: smtpUrl !== null && smtpUrl === env.exerciseSmtpUrl,
      slack: env.slack !== null && isLoopback(new URL(env.slack.apiUrl).hostname),
    },
    slack: slackOf(env.slack),
    limits,
    limiter: createLimiter(scaledLimits(env.rateFactor), limits),
    ...{ signIn, sessions, signInClock },
  };
  const server = buildServer({ ...deps, trustedProxies, webhooksMayBePrivate });

  const stopAsked = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve).once('SIGINT', resolve).once('disconnect', resolve);
  });
  await server.listen({ host, port });
  process.send?.({ ready: true });
  log.info({ host, port }, 'api is ready');
  await stopAsked;
  await Promise.all([server.close(), pulling.stop(), judge.stop(), nudges.stop()]);
  // Last: what was just judged is handed on as far as time allows.
  await relay.stop();
  await invitations?.stop();
  await signIn.settle();
  await dispatcher.stop();
  await client.connection.close();
  await closeStore(store);
}

function slackOf(slack: Environment['slack']): ApiDeps['slack'] {
  const signingSecret = slack?.signingSecret ?? null;
  if (slack === null || signingSecret === null) return null;
  return { signingSecret, api: createSlackApi({ ...slack, ask: fetch }) };
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
