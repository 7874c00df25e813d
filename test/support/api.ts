import { readFileSync } from 'node:fs';
import type { FastifyBaseLogger, FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { ApiDeps } from '../../api/deps.ts';
import { createLimiter, LIMITS, type Limits } from '../../api/http/limits.ts';
import type { SecondFactor } from '../../api/route-access.ts';
import { buildServer } from '../../api/server.ts';
import { assembleSignIn } from '../../api/sign-in/assemble.ts';
import { createMailer } from '../../api/sign-in/mail.ts';
import type { OidcSettings } from '../../api/sign-in/provider.ts';
import type { SignIn } from '../../api/sign-in/sign-in.ts';
import { listRules, loadJudgement } from '../../config/detection.ts';
import { loadFilings } from '../../config/filings.ts';
import { createLogger } from '../../config/logger.ts';
import { loadPlaybooks } from '../../config/playbooks.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { Pull } from '../../detection/pull.ts';
import type { DataFlowRegister } from '../../domain/dataflow.ts';
import type { FourEyes } from '../../domain/plan/four-eyes.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Rota } from '../../domain/policy/rota.ts';
import { ROLES, type Role } from '../../domain/roles.ts';
import { type Instant, toInstant, toMs } from '../../domain/time.ts';
import { createAlertInbox } from '../../intake/alert-inbox.ts';
import { type AlertJudge, createAlertJudge } from '../../intake/alert-judge.ts';
import { alertSecretsOf } from '../../intake/alert-secrets.ts';
import type { Skew } from '../../intake/clock-skew.ts';
import type { TemporalGateway } from '../../intake/gateway.ts';
import { createRelay, type Relay } from '../../intake/relay.ts';
import { createTrustedSources, type TrustedSources } from '../../intake/trusted-sources.ts';
import { createVendors } from '../../intake/vendors.ts';
import type { Keyring } from '../../store/crypto/keyring.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { alwaysOf, createLivePolicy } from '../../store/live-policy.ts';
import { openStore } from '../../store/open.ts';
import { createSharedLimits } from '../../store/shared-limits.ts';
import { closeStore, type Store } from '../../store/store.ts';
import { issueToken } from '../../store/tokens.ts';
import { addUser, findUserByEmail } from '../../store/users.ts';
import { TestGateway } from './gateway.ts';
import { startMongo, type TestMongo } from './mongo.ts';
import { playedMs } from './played-clock.ts';
import { until } from './until.ts';

export const NOW = '2026-11-24T08:40:00.000Z';
/** After whatever a test plays. */
const FAR = '2100-01-01T00:00:00.000Z';
export const POLICY_DIR = new URL('../../policy', import.meta.url).pathname;

export const REGISTER: DataFlowRegister = {
  systems: [
    {
      id: 'tickets',
      name: 'Support tickets',
      plane: 'control',
      dataClasses: ['simple'],
      dataCategories: ['names'],
      countries: ['DE'],
      suppliers: ['fjord'],
      customers: [],
      aliases: ['arn:aws:s3:::nordlys-tickets'],
      peopleConcerned: 1_200,
    },
  ],
  counterparties: [
    {
      id: 'fjord',
      kind: 'supplier',
      name: 'Fjord Hosting',
      language: 'en',
      contacts: [{ name: 'Dana Okoro', email: 'dana@fjord.example' }],
      clause: '9.1',
    },
  ],
};

export type Answer = Pick<LightMyRequestResponse, 'headers' | 'body'> & {
  status: number;
  json: Record<string, unknown>;
};
export type TestSession = { cookie: string; csrf: string; userId: string };
type Options = {
  exerciseInbox?: boolean;
  standIns?: Record<'mail' | 'slack', boolean>;
  publicUrl?: string;
  smtpUrl?: string;
  oidc?: OidcSettings;
  secondFactor?: SecondFactor;
  /** Plans are made from the policy, as in a running house; else they are one duty made by hand. */
  realPlans?: boolean;
  /** In place of what the policy says of four eyes. */
  fourEyes?: Partial<FourEyes>;
  /** In place of the policy's on-call rota. */
  onDuty?: Rota;
  /** In place of the organisation's language. */
  language?: string;
  /** In place of what the policy says of releases. */
  release?: Partial<CompiledPolicy['organisation']['release']>;
  /** Another Temporal than the played one. */
  temporal?: TemporalGateway;
  limits?: Limits;
  /** How many times as often as in earnest a stranger may guess. */
  guesses?: number;
  /** Alerts of one source that may wait to be read. */
  mostWaiting?: number;
  /** In place of the project's policy for alerts alone: its sources and rules. */
  alertPolicy?: string;
  /** The sources that are asked. */
  pulls?: readonly Pick<Pull, 'source'>[];
  /** In place of vendors that are asked while an alert is checked. */
  askVendor?: typeof fetch;
  /** The chat. */
  slack?: ApiDeps['slack'];
  /** A mongod that no other test uses, so that this one can stop it. */
  ownMongo?: boolean;
  keyring?: Keyring;
  /** Fills the database, in place of the one system and its supplier, and says which tokens there are then. */
  fill?: (store: Store) => Promise<Record<Role, string>>;
  log?: FastifyBaseLogger;
};
type Body = { body?: unknown; raw?: string | Buffer; headers?: Record<string, string> };

/** The whole API over a real mongod; only Temporal is played. Time stands still unless a test moves it. */
export class TestApi {
  readonly store: Store;
  readonly gateway: TestGateway;
  readonly relay: Relay;
  readonly judge: AlertJudge;
  readonly server: FastifyInstance;
  readonly signIn: SignIn;
  readonly tokens: Record<Role, string>;
  readonly alertSecret: string;
  readonly trusted: TrustedSources;
  readonly mongodbUri: string;
  readonly publicUrl: string;
  /** Has it go by what is set on pages, as it does by itself every other second. */
  readonly refreshPolicy: () => Promise<void>;
  now: Instant = NOW;
  /** How another machine's clock differs. */
  skew: Skew | null = null;
  /** What the relay would do each second. */
  tick: () => void = () => undefined;
  readonly #mongo: TestMongo;

  static async start(options: Options = {}): Promise<TestApi> {
    const mongo = await startMongo({ own: options.ownMongo === true });
    const store = await mongo.open('api', options.keyring);
    const uri = mongo.uri('api');
    const { fill = begin } = options;
    const api = new TestApi(store, uri, await fill(store), mongo, options);
    await api.refreshPolicy();
    return api;
  }

  /** Another API process on the database of `first`, which outlives it. */
  static async beside(first: TestApi, options: Options = {}): Promise<TestApi> {
    const store = await openStore({ uri: first.mongodbUri, keyring: options.keyring ?? first.store.keyring });
    const stop = async () => undefined;
    return new TestApi(store, first.mongodbUri, first.tokens, { ...first.#mongo, stop }, options);
  }

  private constructor(
    store: Store,
    mongodbUri: string,
    tokens: Record<Role, string>,
    mongo: TestMongo,
    {
      exerciseInbox = false,
      standIns = { mail: false, slack: false },
      publicUrl = 'https://tocsin.example',
      realPlans = false,
      fourEyes = {},
      onDuty,
      release,
      language,
      temporal,
      limits = LIMITS,
      guesses = 1,
      mostWaiting = 1_000,
      alertPolicy = POLICY_DIR,
      pulls = [],
      askVendor = () => Promise.reject(new Error('No test asks a vendor.')),
      slack = null,
      log = createLogger('test', 'silent'),
      ...door
    }: Options,
  ) {
    const clock = () => this.now;
    this.store = store;
    this.mongodbUri = mongodbUri;
    this.tokens = tokens;
    this.#mongo = mongo;
    this.publicUrl = publicUrl;
    const filePolicy = withRules(loadPolicy(POLICY_DIR), { fourEyes, onDuty, release, language });
    const live = createLivePolicy({ store, files: filePolicy, clock, warn: () => undefined });
    const { policy } = live;
    this.refreshPolicy = live.refresh;
    this.gateway = new TestGateway(store, clock, realPlans ? policy : null);
    this.relay = createRelay({
      store,
      temporal: temporal ?? this.gateway,
      clock,
      log,
      every: (_ms, turn) => {
        this.tick = turn;
        return () => undefined;
      },
    });
    const judgement = loadJudgement(alertPolicy);
    const { sources } = judgement;
    this.judge = createAlertJudge({
      ...{ store, ...judgement, relay: { kick: () => undefined }, clock, log },
      every: () => () => undefined,
    });
    const alertSecrets = alertSecretsOf(store.keyring, sources);
    this.trusted = createTrustedSources({ store, settings: alertSecrets, nowMs: () => toMs(this.now) });
    this.alertSecret = alertSecrets.get('aws-guardduty')?.[0] ?? '';
    const { smtpUrl = null, oidc = null, secondFactor = 'optional' } = door;
    const mailer = smtpUrl === null ? null : createMailer({ smtpUrl, from: 'Tocsin <tocsin@example.org>' });
    const machineClock = () => toInstant(Date.now());
    const inEarnest = createSharedLimits(store, playedMs);
    const shared: typeof inEarnest = (name, shape) =>
      inEarnest(name, 'most' in shape ? { ...shape, most: shape.most * guesses } : shape);
    const opened = assembleSignIn({
      store,
      limits: shared,
      publicUrl,
      log,
      oidc,
      mailer,
      clock: machineClock,
      secondFactor,
    });
    this.signIn = opened.signIn;
    this.server = buildServer({
      store,
      temporal: temporal ?? this.gateway,
      relay: this.relay,
      clock,
      publicUrl,
      log,
      organisation: alwaysOf(() => policy.organisation),
      policy,
      ...{ filePolicy, refreshPolicy: live.refresh },
      filings: loadFilings(POLICY_DIR),
      playbooks: loadPlaybooks(POLICY_DIR),
      sources,
      rules: listRules(judgement),
      alertSecrets,
      trusted: this.trusted,
      pulls,
      vendors: createVendors(askVendor),
      skew: { read: async () => this.skew },
      inbox: createAlertInbox({ store, nowMs: Date.now, kick: () => undefined, mostWaiting }),
      judge: { kick: () => undefined },
      ...{ exerciseInbox, slack, standIns },
      ...opened,
      limits: shared,
      limiter: createLimiter(limits, shared),
      webhooksMayBePrivate: true,
    });
  }

  async call(
    as: Role | null,
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body: Body = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = as === null ? {} : { authorization: `Bearer ${this.tokens[as]}` };
    const options: InjectOptions = { method, url, headers: { ...headers, ...body.headers } };
    if (body.raw !== undefined) options.payload = body.raw;
    else if (body.body !== undefined) options.payload = body.body as object;
    const response = await this.server.inject(options);
    const isJson = /json/.test(String(response.headers['content-type']));
    const json = isJson && response.body !== '' ? (response.json() as Record<string, unknown>) : {};
    return { status: response.statusCode, headers: response.headers, body: response.body, json };
  }

  /**
   * Signs somebody of a role in with a browser: the cookie header of the session, and the `csrf` of its forms. Sessions
   * go by the machine's clock, not by `now`.
   */
  async session(role: Role): Promise<TestSession> {
    const email = `${role}@people.example`;
    const known = await findUserByEmail(this.store, email);
    const user = known ?? (await addUser(this.store, { name: `Anna ${role}`, email, role, at: this.now }));
    return this.enter(user);
  }

  /** The same for somebody who is a user. */
  async enter({ id: userId, email }: { id: string; email: string }): Promise<TestSession> {
    const answer = await this.submit('/sign-in/link', { token: await this.signIn.issueLink(email) });
    const cookie = cookiesOf(answer.headers);
    const account = await this.server.inject({ url: '/desk/account', headers: { cookie } });
    return { cookie, csrf: csrfIn(account.body), userId };
  }

  /** Sends a form as a browser on one of our own pages does; where the form comes back, gives that page. */
  async submit(
    url: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
      payload: new URLSearchParams(fields).toString(),
    });
    const next = String(answer.headers.location ?? '');
    if (!next.startsWith('/desk/returned/')) return answer;
    return this.server.inject({ url: next, headers: { cookie: headers.cookie ?? '' } });
  }

  /** Judges what waits in the inbox of alerts, and lets the relay hand it over. */
  async judgeAlerts(): Promise<void> {
    await this.judge.turn();
    await this.relay.turn();
  }

  /** What became of an alert, by its reference, once all that waits is judged. */
  async judged(reference: unknown): Promise<Record<string, unknown>> {
    await this.judgeAlerts();
    return (await this.call('dpo', 'GET', `/alerts/${reference}`)).json;
  }

  /** Reports and lets the relay hand it over; gives the breach's id. */
  async report(body: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.call('responder', 'POST', '/incidents', { body: { title: 'A laptop is gone', ...body } });
    if (answer.status !== 202) throw new Error(answer.body);
    await this.relay.turn();
    return String(answer.json.breachId);
  }

  /** Approves a campaign as somebody who signed in, which the policy asks for. */
  async approveCampaign(breachId: string, contentHash: unknown, role: Role = 'dpo', campaign = 1): Promise<Answer> {
    const { cookie, csrf } = await this.session(role);
    const read = { unstated: 'yes', 'read-de': 'yes', 'read-en': 'yes' };
    const fields = { csrf, contentHash: String(contentHash), reasons: 'Read.', ...read };
    const answer = await this.submit(`/desk/breaches/${breachId}/campaigns/${campaign}/approval`, fields, { cookie });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body, json: {} };
  }

  /** Releases the notices of a breach, on its page as a DPO who has signed in; nothing where none wait. */
  async release(breachId: string): Promise<void> {
    await this.call('dpo', 'POST', `/breaches/${breachId}/take`);
    const { awaited, whyNot, sha256, list, seen } = (await this.call('dpo', 'GET', `/breaches/${breachId}/release`))
      .json;
    if (whyNot !== null || (awaited as string[]).length === 0) return;
    const { cookie, csrf } = await this.session('dpo');
    const fields = { csrf, act: 'release', sha256: String(sha256), list: String(list), seen: String(seen), why: '' };
    const answer = await this.submit(`/desk/breaches/${breachId}/release`, fields, { cookie });
    if (answer.statusCode !== 303) throw new Error(answer.body);
  }

  /** As a DPO who has signed in does on the page of notices or a campaign; 303 where it is done. */
  async actOnPage(
    breachId: string,
    communication: 'notices' | 'campaign-1',
    fields: Record<string, string>,
  ): Promise<number> {
    const { cookie, csrf } = await this.session('dpo');
    const url = `/desk/breaches/${breachId}/communications/${communication}`;
    return (await this.submit(url, { csrf, ...fields }, { cookie })).statusCode;
  }

  /** How many documents each collection holds, but for the counts of who asked how often. */
  async counts(): Promise<Record<string, number>> {
    const names = Object.keys(this.store.connection.models).filter((name) => name !== 'limits');
    const counted = names.map(async (n) => [n, await this.store.connection.collection(n).countDocuments()] as const);
    return Object.fromEntries(await Promise.all(counted));
  }

  /** The answer of a verification once it is done: on a busy machine it may be under way when it is first answered. */
  async verified(as: Role, url: string): Promise<Answer> {
    let answer = await this.call(as, 'GET', url);
    const isUnderWay = ({ json, body }: Answer) =>
      (json.progress ?? null) !== null || /A check (has begun|goes on)/.test(body);
    await until(async () => {
      if (!isUnderWay(answer)) return true;
      answer = await this.call(as, 'GET', url.replace(/\?.*/, ''));
      return !isUnderWay(answer);
    }, 'the verification');
    return answer;
  }

  /** MongoDB goes away, and stays away. */
  async stopDatabase(): Promise<void> {
    await this.#mongo.stopServer();
  }

  async stop(): Promise<void> {
    await this.server.close();
    await this.signIn.settle();
    await Promise.all([this.judge.stop(), this.relay.stop()]);
    // What it had under way may outlast its stop.
    await this.relay.turn();
    await closeStore(this.store);
    await this.#mongo.stop();
  }
}

/** What most tests begin with. */
async function begin(store: Store): Promise<Record<Role, string>> {
  await saveDataFlow(store, REGISTER, { at: NOW, by: 'dpo' });
  const issued = ROLES.map(async (role) => {
    const token = await issueToken(store, { name: role, role, at: NOW, expiresAt: FAR });
    return [role, token] as const;
  });
  return Object.fromEntries(await Promise.all(issued)) as Record<Role, string>;
}

function withRules(
  policy: CompiledPolicy,
  change: Pick<Options, 'fourEyes' | 'onDuty' | 'release' | 'language'>,
): CompiledPolicy {
  const { organisation } = policy;
  const fourEyes = { ...organisation.fourEyes, ...change.fourEyes };
  const release = { ...organisation.release, ...change.release };
  const { onDuty = organisation.onDuty, language = organisation.language } = change;
  return { ...policy, organisation: { ...organisation, fourEyes, release, onDuty, language } };
}

/** The Cookie header that gives back what an answer set. */
export function cookiesOf(headers: LightMyRequestResponse['headers']): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .flatMap((cookie) => (/; Max-Age=0(;|$)/i.test(cookie) ? [] : [cookie.split(';')[0]]))
    .join('; ');
}

/** The token against forgery of the forms of a page. */
export function csrfIn(body: string): string {
  return /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

/** A GuardDuty finding of severity 8 in its EventBridge envelope. */
export function alertFixture(): { detail: Record<string, unknown> } & Record<string, unknown> {
  const file = new URL('../../detection/sources/aws-guardduty/fixtures/envelope-s3-exfiltration.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What makes an alert one of a bucket that the register does not have, by a user and in an account of its own. */
export function alertElsewhere(name: string): Record<string, unknown> {
  const accessKeyDetails = { userName: `user-of-${name}` };
  const s3BucketDetails = [{ arn: `arn:aws:s3:::${name}`, name }];
  return { accountId: name, resource: { resourceType: 'S3Bucket', accessKeyDetails, s3BucketDetails } };
}
