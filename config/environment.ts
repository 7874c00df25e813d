import { readFileSync } from 'node:fs';
import type { PullSettings } from '../detection/pulls.ts';
import { splitCertificates } from '../domain/audit/certificates.ts';
import { TocsinError } from '../domain/errors.ts';
import { addressOf, type DkimKey } from '../domain/mail.ts';
import { parseKeyring, parseKeyringFile } from '../store/crypto/keyring.ts';
import type { KeyService, KeySource } from '../store/crypto/wrapped.ts';
import { readKeyService } from './key-service.ts';
import { isLoopback } from './loopback.ts';
import { readPullSettings } from './pull-settings.ts';
import { detailOf, type Problems, type RawVariables, readRawVariables, refuse, resolvePath } from './raw-variables.ts';
import { readTemporalSettings, type TemporalSettings } from './temporal-settings.ts';
import { SETTINGS, type Settings } from './variables.ts';

/** The environment, parsed. What is null was not given; `npm start` puts an embedded server or key in its place. */
export type Environment = {
  dataDir: string;
  policyDir: string;
  host: string;
  port: number;
  /** Without a trailing slash. */
  publicUrl: string;
  trustedProxies: string[];
  webhooksMayBePrivate: boolean;
  rateFactor: number;
  keyring: KeySource | null;
  /** What wrapped the keys of the keyring; null where they stand in it as they are. */
  keyService: KeyService | null;
  mongodbUri: string | null;
  smtpUrl: string | null;
  exerciseSmtpUrl: string | null;
  mailFrom: string;
  dkim: DkimKey | null;
  oidc: { issuer: string; clientId: string; clientSecret: string | null } | null;
  secondFactor: Settings['SECOND_FACTOR'];
  /** `signingSecret`: null where Slack tells us nothing. */
  slack: { token: string; channel: string; apiUrl: string; signingSecret: string | null } | null;
  /** Where the head of the journal is taken; null for each way that is not to be gone. */
  anchoring: {
    authority: { url: string; roots: string[] } | null;
    directory: string | null;
    mailbox: string | null;
    objectStore: { url: string; region: string; accessKeyId: string; secretAccessKey: string } | null;
  };
  /** Alert sources that are asked. */
  pulls: PullSettings;
  logLevel: Settings['LOG_LEVEL'];
  /** The version of the workers; null where they have none. */
  buildId: string | null;
  temporal: TemporalSettings;
};

/**
 * Parses the environment once, for the entry points.
 *
 * @throws TocsinError `bad-input` naming every variable that does not do, without the value of a secret one
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const problems: Problems = new Map();
  const given = readRawVariables(env, problems);
  const settings = readSettings(given, problems);
  const keyService = readKeyService(settings, problems);
  const keyring = readKeyring(given, keyService, problems);
  const temporal = readTemporalSettings(given, problems);
  const publicUrl = readPublicUrl(settings, given, problems);
  const dkim = readDkim(settings, problems);
  const oidc = readOidc(settings, problems);
  requireSecondFactor(settings, problems);
  const anchoring = readAnchoring(settings, problems);
  const pulls = readPullSettings(settings, problems);
  const slack = readSlack(settings, problems);
  if (problems.size > 0) throw refuse(problems);
  return {
    dataDir: resolvePath(settings.TOCSIN_DATA_DIR),
    policyDir: resolvePath(settings.TOCSIN_POLICY_DIR),
    host: settings.TOCSIN_HOST,
    port: settings.TOCSIN_PORT,
    publicUrl,
    trustedProxies: (settings.TOCSIN_TRUSTED_PROXIES ?? '').split(/[, ]+/).filter((address) => address !== ''),
    rateFactor: settings.TOCSIN_RATE_FACTOR,
    webhooksMayBePrivate: settings.TOCSIN_WEBHOOK_NETWORKS === 'private',
    keyring,
    keyService,
    mongodbUri: settings.MONGODB_URI ?? null,
    smtpUrl: settings.SMTP_URL ?? null,
    exerciseSmtpUrl: settings.EXERCISE_SMTP_URL ?? null,
    mailFrom: settings.MAIL_FROM,
    dkim,
    oidc,
    secondFactor: settings.SECOND_FACTOR,
    slack,
    anchoring,
    pulls,
    logLevel: settings.LOG_LEVEL,
    buildId: settings.TOCSIN_BUILD_ID ?? null,
    temporal,
  };
}

const NEEDABLE = { keyring: 'TOCSIN_KEYRING', mongodbUri: 'MONGODB_URI', smtpUrl: 'SMTP_URL' } as const;
type Needable = keyof typeof NEEDABLE;

/**
 * Insists on what a process without embedded servers cannot be without.
 *
 * @throws TocsinError `bad-input` naming every variable that is missing
 */
export function requireGiven<Name extends Needable>(
  environment: Environment,
  ...names: Name[]
): Environment & { [N in Name]: NonNullable<Environment[N]> } {
  const missing = names.filter((name) => environment[name] === null).map((name) => NEEDABLE[name]);
  if (missing.length > 0) throw refuse(new Map(missing.map((name) => [name, `must be given, or ${name}_FILE`])));
  // The filter above has just shown that none of them is null.
  return environment as Environment & { [N in Name]: NonNullable<Environment[N]> };
}

function readSettings(given: RawVariables, problems: Problems): Settings {
  const entries = Object.entries(SETTINGS).map(([name, { default: byDefault, secret, schema }]) => {
    const value = given[name] ?? byDefault ?? undefined;
    const parsed = schema.safeParse(value);
    if (!parsed.success && !problems.has(name)) {
      const problem = parsed.error.issues[0]?.message ?? 'does not do';
      problems.set(name, secret ? problem : `${problem}, not ${JSON.stringify(value)}`);
    }
    return [name, parsed.data];
  });
  return Object.fromEntries(entries);
}

function readKeyring(given: RawVariables, service: KeyService | null, problems: Problems): KeySource | null {
  const { TOCSIN_KEYRING: text } = given;
  // Which keyring it is hangs on the service: without knowing it nothing true can be said of the keyring.
  if (text === undefined || problems.has('TOCSIN_VAULT_URL') || problems.has('TOCSIN_KMS_KEY')) return null;
  try {
    return service === null ? parseKeyring(text) : { file: parseKeyringFile(text), service };
  } catch (error) {
    if (!(error instanceof TocsinError)) throw error;
    problems.set('TOCSIN_KEYRING', `does not do: ${error.message}`);
    return null;
  }
}

/** Anything but loopback needs keys kept apart from the data, and an address that outsiders can reach over TLS. */
function readPublicUrl(settings: Settings, given: RawVariables, problems: Problems): string {
  if (problems.has('TOCSIN_HOST') || problems.has('TOCSIN_PUBLIC_URL')) return '';
  const { TOCSIN_HOST: host, TOCSIN_PORT: port, TOCSIN_PUBLIC_URL: address } = settings;
  if (!isLoopback(host) && given.TOCSIN_KEYRING === undefined && given.TOCSIN_KEYRING_FILE === undefined) {
    problems.set('TOCSIN_KEYRING', `must be given when TOCSIN_HOST is ${host}: generated keys lie beside the data`);
  }
  if (address === undefined) {
    if (!isLoopback(host)) problems.set('TOCSIN_PUBLIC_URL', `must be given when TOCSIN_HOST is ${host}`);
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }
  const { protocol, hostname, origin, href } = new URL(address);
  if (href !== `${origin}/`) problems.set('TOCSIN_PUBLIC_URL', 'must be scheme, host and port alone');
  else if (protocol !== 'https:' && !isLoopback(hostname)) {
    problems.set('TOCSIN_PUBLIC_URL', `must be https, except on loopback, not ${origin}: its links open notices`);
  }
  return origin;
}

function readOidc(settings: Settings, problems: Problems): Environment['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret = null } = settings;
  if (issuer !== undefined && clientId !== undefined) {
    return { issuer, clientId, clientSecret };
  }
  askForBoth({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId }, problems);
  return null;
}

function readSlack(settings: Settings, problems: Problems): Environment['slack'] {
  const { SLACK_BOT_TOKEN: token, SLACK_CHANNEL: channel, SLACK_API_URL: apiUrl } = settings;
  const { SLACK_SIGNING_SECRET: signingSecret = null } = settings;
  if (token !== undefined) return { token, channel, apiUrl, signingSecret };
  if (signingSecret !== null && !problems.has('SLACK_BOT_TOKEN')) {
    problems.set('SLACK_BOT_TOKEN', 'must be given with SLACK_SIGNING_SECRET');
  }
  return null;
}

/** The domain is that of the sender, so that what is signed is what a reader sees (RFC 7489, 3.1). */
function readDkim(settings: Settings, problems: Problems): DkimKey | null {
  const { DKIM_SELECTOR: keySelector, DKIM_PRIVATE_KEY: privateKey, MAIL_FROM: from } = settings;
  if (problems.has('MAIL_FROM')) return null;
  if (keySelector !== undefined && privateKey !== undefined) {
    return { domainName: addressOf(from).split('@')[1] ?? '', keySelector, privateKey };
  }
  askForBoth({ DKIM_SELECTOR: keySelector, DKIM_PRIVATE_KEY: privateKey }, problems);
  return null;
}

/** Two variables that mean something together only. */
function askForBoth(pair: Record<string, string | undefined>, problems: Problems): void {
  const given = Object.keys(pair).find((name) => pair[name] !== undefined);
  const missing = Object.keys(pair).find((name) => pair[name] === undefined);
  if (given !== undefined && missing !== undefined && !problems.has(missing)) {
    problems.set(missing, `must be given with ${given}`);
  }
}

function readAnchoring(settings: Settings, problems: Problems): Environment['anchoring'] {
  const { TIMESTAMP_URL: url, TIMESTAMP_CA: file, ANCHOR_DIR: directory, ANCHOR_MAIL: mailbox = null } = settings;
  if (file !== undefined && url === undefined && !problems.has('TIMESTAMP_URL')) {
    problems.set('TIMESTAMP_URL', 'must be given with TIMESTAMP_CA');
  }
  const roots = file === undefined ? [] : readCertificates('TIMESTAMP_CA', file, problems);
  return {
    authority: url === undefined ? null : { url, roots },
    directory: directory === undefined ? null : resolvePath(directory),
    mailbox,
    objectStore: readObjectStore(settings, problems),
  };
}

function readObjectStore(settings: Settings, problems: Problems): Environment['anchoring']['objectStore'] {
  const { ANCHOR_S3_URL: url, ANCHOR_S3_REGION: region } = settings;
  const { ANCHOR_S3_ACCESS_KEY_ID: accessKeyId, ANCHOR_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (url === undefined) return null;
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { url, region, accessKeyId, secretAccessKey };
  for (const name of ['ANCHOR_S3_ACCESS_KEY_ID', 'ANCHOR_S3_SECRET_ACCESS_KEY'] as const) {
    if (settings[name] === undefined && !problems.has(name)) problems.set(name, 'must be given with ANCHOR_S3_URL');
  }
  return null;
}

function readCertificates(variable: string, path: string, problems: Problems): string[] {
  try {
    const found = splitCertificates(readFileSync(resolvePath(path), 'utf8'));
    if (found.length > 0) return found;
    problems.set(variable, `names a file without a certificate (PEM): ${path}`);
  } catch (error) {
    problems.set(variable, `names a file that cannot be read (${detailOf(error, 'code')}): ${path}`);
  }
  return [];
}

/** A mailbox alone opens the desk only where nobody else can reach it. */
function requireSecondFactor(settings: Settings, problems: Problems): void {
  const { SECOND_FACTOR: factor, TOCSIN_HOST: host, TOCSIN_PUBLIC_URL: address } = settings;
  if (factor !== 'optional' || problems.has('TOCSIN_HOST') || problems.has('TOCSIN_PUBLIC_URL')) return;
  const isHere = isLoopback(host) && (address === undefined || isLoopback(new URL(address).hostname));
  if (!isHere) problems.set('SECOND_FACTOR', 'may be optional on loopback alone: unset it');
}
