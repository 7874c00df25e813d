import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { isLoopback } from './loopback.ts';

/** One setting of the environment: what it means, its default as written, and whether its value may never be shown. */
export type Variable = { name: string; meaning: string; default: string | null; secret: boolean };

const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
/** Where Tocsin calls by itself: what it sends, and what it is answered, nobody on the way can read or change. */
const calledUrl = webUrl.refine(isOverTls, 'must be https, except on loopback');
const CONTENT = 'DLP\\.All|Audit\\.(?:General|SharePoint|Exchange|AzureActiveDirectory)';
const mailServer = z
  .url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' })
  // An option that is not known, or misspelt, would leave the mail less safe than it reads.
  .regex(/^[^?#]*(?:\?requireTLS=true)?$/, 'may have no option but ?requireTLS=true');

/**
 * Tocsin's own settings with their parsers. A relative path starts at the project's folder, an empty value counts as
 * not set, and every secret can also be given as a file, whose path goes into the variable of the same name + `_FILE`.
 */
export const SETTINGS = {
  TOCSIN_DATA_DIR: {
    meaning: 'Folder of what the embedded servers keep: data, mail, logs, keys, credentials.',
    default: '.tocsin',
    secret: false,
    schema: z.string(),
  },
  TOCSIN_HOST: {
    meaning: 'Address the API listens on. Other than loopback, it asks for TOCSIN_KEYRING and TOCSIN_PUBLIC_URL.',
    default: '127.0.0.1',
    secret: false,
    schema: z.string().regex(/^[\w.:-]+$/, 'must be a host name or an IP address'),
  },
  TOCSIN_PORT: {
    meaning: 'Port the API listens on.',
    default: '8300',
    secret: false,
    schema: z.coerce
      .number('must be a port')
      .int('must be a port')
      .min(1, 'must be a port')
      .max(65_535, 'must be a port'),
  },
  TOCSIN_PUBLIC_URL: {
    meaning:
      'Where people outside reach the API, used in links; https. Unset on loopback, http://TOCSIN_HOST:TOCSIN_PORT. ' +
      'Passkeys are bound to its host name.',
    default: null,
    secret: false,
    schema: webUrl.optional(),
  },
  TOCSIN_WEBHOOK_NETWORKS: {
    meaning:
      'public: webhooks go over https to public addresses alone. private: also into private networks, and there ' +
      'without TLS, for receivers inside the organisation.',
    default: 'public',
    secret: false,
    schema: z.enum(['public', 'private'], 'must be public or private'),
  },
  TOCSIN_RATE_FACTOR: {
    meaning:
      'Multiplies what one user, token, alert source or address of strangers may ask of the API: 0.5 halves it, 10 ' +
      'lets programs ask ten times as often.',
    default: '1',
    secret: false,
    schema: z.coerce.number('must be a number').min(0.1, 'must be 0.1 or more').max(1_000, 'must be 1000 or less'),
  },
  TOCSIN_TRUSTED_PROXIES: {
    meaning:
      'Addresses or networks of reverse proxies, with commas: only from these is X-Forwarded-For believed, by which ' +
      'the use of links is recorded and strangers are counted.',
    default: null,
    secret: false,
    schema: z
      .string()
      .regex(/^[0-9a-fA-F:./, ]+$/, 'must be addresses or networks, with commas')
      .optional(),
  },
  TOCSIN_KEYRING: {
    meaning:
      'Root keys: {"current":"k1","keys":{"k1":"<base64 of 32 random bytes>"}}. To rotate, add a key at the end and ' +
      'make it current; "purposes":{"indexes":"k2"} beside it names a key for links, indexes, alerts or cookies ' +
      'alone. tocsin keys rotate says when an old key can be taken out. Unset, npm start makes its own.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  TOCSIN_VAULT_URL: {
    meaning:
      'Vault or OpenBao, whose transit engine wrapped the keys of TOCSIN_KEYRING (tocsin keys wrap); asked at each ' +
      'start. https, except on loopback. Unset, the keys stand there as they are.',
    default: null,
    secret: false,
    schema: calledUrl.optional(),
  },
  TOCSIN_VAULT_TOKEN: {
    meaning: 'Token that may encrypt and decrypt with that key.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  TOCSIN_VAULT_KEY: { meaning: 'Name of the transit key.', default: 'tocsin', secret: false, schema: z.string() },
  TOCSIN_VAULT_MOUNT: {
    meaning: 'Where the transit engine is mounted.',
    default: 'transit',
    secret: false,
    schema: z.string(),
  },
  TOCSIN_KMS_KEY: {
    meaning:
      'AWS KMS in place of Vault: the ARN of the symmetric key, or of its alias, that wrapped the keys of ' +
      'TOCSIN_KEYRING (tocsin keys wrap); asked at each start.',
    default: null,
    secret: false,
    schema: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[\w/-]+$/, 'must be the ARN of a key or an alias')
      .optional(),
  },
  TOCSIN_KMS_ACCESS_KEY_ID: {
    meaning: 'Access key that may kms:Encrypt and kms:Decrypt with that key, and nothing else.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  TOCSIN_KMS_SECRET_ACCESS_KEY: {
    meaning: 'Secret of that access key.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  TOCSIN_KMS_SESSION_TOKEN: {
    meaning: 'Session token, where the access key is a temporary one.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  TOCSIN_KMS_URL: {
    meaning:
      'Address of KMS, such as that of a VPC endpoint; https, except on loopback. Unset, the one of the region that ' +
      'TOCSIN_KMS_KEY names.',
    default: null,
    secret: false,
    schema: calledUrl.optional(),
  },
  TOCSIN_POLICY_DIR: {
    meaning: 'Folder of the breach policy.',
    default: 'policy',
    secret: false,
    schema: z.string(),
  },
  TOCSIN_BUILD_ID: {
    meaning:
      'Version of the workers that this environment starts, such as a release or a commit. They get work once tocsin ' +
      'worker promote names it. Unset, workers have no version.',
    default: null,
    secret: false,
    schema: z
      .string()
      .regex(/^[\w.+-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes, pluses or underscores')
      .optional(),
  },
  MONGODB_URI: {
    meaning: 'MongoDB, as a replica set. Unset, npm start runs an embedded one.',
    default: null,
    secret: true,
    // Not a URL by the letter: a replica set's address lists several hosts.
    schema: z
      .string()
      .regex(/^mongodb(?:\+srv)?:\/\/\S+$/, 'must be a mongodb:// or mongodb+srv:// address')
      .optional(),
  },
  SMTP_URL: {
    meaning:
      'Mail server, as smtp://user:password@host:587 or smtps://…:465. STARTTLS is used where it is offered; with a ' +
      'password or ?requireTLS=true nothing is sent without it. A certificate of your own authority is trusted by ' +
      'NODE_EXTRA_CA_CERTS. Unset, npm start runs a development inbox.',
    default: null,
    secret: true,
    schema: mailServer.optional(),
  },
  EXERCISE_SMTP_URL: {
    meaning: 'Development inbox, the only place an exercise mails to. Unset, exercises send no mail.',
    default: null,
    secret: true,
    schema: mailServer.optional(),
  },
  MAIL_FROM: {
    meaning: 'Sender of all mail.',
    default: 'Tocsin <tocsin@localhost>',
    secret: false,
    schema: z
      .string()
      .regex(/^(?:[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must read: Name <name@host>'),
  },
  DKIM_SELECTOR: {
    meaning:
      'Name of the DKIM key that signs all mail but that of exercises; its public half stands in the DNS at ' +
      'DKIM_SELECTOR._domainkey under the domain of MAIL_FROM. Unset, mail is not signed here.',
    default: null,
    secret: false,
    schema: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/i, 'must be letters, digits, dots and dashes')
      .optional(),
  },
  DKIM_PRIVATE_KEY: {
    meaning: 'That key, an RSA private key in PEM, of 2048 bits or more.',
    default: null,
    secret: true,
    schema: z.string().refine(isSigningKey, 'must be an RSA private key in PEM, of 2048 bits or more').optional(),
  },
  OIDC_ISSUER: {
    meaning:
      'Single sign-on: the issuer of an OpenID Connect provider, exactly as it names itself. Its redirect address is ' +
      'TOCSIN_PUBLIC_URL/sign-in/sso/callback. https, except on loopback. Unset, people sign in by mail alone.',
    default: null,
    secret: false,
    schema: calledUrl.optional(),
  },
  OIDC_CLIENT_ID: {
    meaning: 'Client id of this installation at that provider.',
    default: null,
    secret: false,
    schema: z.string().optional(),
  },
  OIDC_CLIENT_SECRET: {
    meaning: 'Client secret at that provider. Unset, PKCE alone protects the exchange.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  SECOND_FACTOR: {
    meaning:
      'required or optional: whether DPO, deputy and administrator must enrol an authenticator app. optional is ' +
      'taken on loopback alone, where npm start sets it.',
    default: 'required',
    secret: false,
    schema: z.enum(['required', 'optional'], 'must be required or optional'),
  },
  SLACK_BOT_TOKEN: {
    meaning: 'Slack bot token with chat:write. Unset, warnings go by mail alone.',
    default: null,
    secret: true,
    schema: z
      .string()
      .regex(/^xox[a-z]-\S+$/, 'must be a bot token, which starts with xoxb-')
      .optional(),
  },
  SLACK_CHANNEL: {
    meaning: 'Slack channel of deadline warnings: a name or a channel id.',
    default: '#breach-response',
    secret: false,
    schema: z.string().regex(/^(?:#[^\s#]+|[A-Z0-9]+)$/, 'must be a channel, such as #breach-response'),
  },
  SLACK_API_URL: {
    meaning: 'Address of the Slack Web API; https, except on loopback.',
    default: 'https://slack.com/api/',
    secret: false,
    schema: calledUrl,
  },
  SLACK_SIGNING_SECRET: {
    meaning:
      'Signing secret of the Slack app, by which what Slack sends to /slack/ is known. With it warnings have ' +
      'buttons, and reports come by /tocsin. Needs SLACK_BOT_TOKEN with commands, users:read and users:read.email too.',
    default: null,
    secret: true,
    schema: z
      .string()
      .regex(/^[0-9a-f]{32}$/, 'must be the 32 hexadecimal characters that Slack shows')
      .optional(),
  },
  TIMESTAMP_URL: {
    meaning:
      'Time-stamping authority (RFC 3161) that stamps the head of the record each hour, at each closing and filing; ' +
      'with name and password where it asks for them, and then https. It learns a SHA-256 alone, and signs what it ' +
      'answers. Unset, nothing is time-stamped.',
    default: null,
    secret: true,
    schema: webUrl
      .refine((url) => isOverTls(url) || !hasPassword(url), 'must be https where it has a name or password')
      .optional(),
  },
  TIMESTAMP_CA: {
    meaning:
      'Root certificates (PEM file) that the authority must lead to. Unset, any answer that holds in itself is taken.',
    default: null,
    secret: false,
    schema: z.string().optional(),
  },
  ANCHOR_DIR: {
    meaning:
      'Folder where the head of the record is kept besides, best one on another machine. It must be there already. ' +
      'Unset, none is written.',
    default: null,
    secret: false,
    schema: z.string().optional(),
  },
  ANCHOR_MAIL: {
    meaning: 'Mailbox that the head of the record is sent to, best one elsewhere. Unset, none is sent.',
    default: null,
    secret: false,
    schema: z.email('must be a mail address').optional(),
  },
  ANCHOR_S3_URL: {
    meaning:
      'Object store (S3) where the head of the record is kept, with the bucket and a prefix if wanted: ' +
      'https://s3.example.org/bucket/tocsin; https, except on loopback. Unset, none is written.',
    default: null,
    secret: false,
    schema: calledUrl.optional(),
  },
  ANCHOR_S3_REGION: {
    meaning: 'Region of that object store, as its signatures name it.',
    default: 'us-east-1',
    secret: false,
    schema: z.string().regex(/^[\w-]+$/, 'must be a region, such as eu-central-1'),
  },
  ANCHOR_S3_ACCESS_KEY_ID: {
    meaning: 'Access key there, which needs to read and write objects under that address alone.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  ANCHOR_S3_SECRET_ACCESS_KEY: {
    meaning: 'Secret of that access key.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  HIBP_API_KEY: {
    meaning:
      'Key of Have I Been Pwned. With HIBP_DOMAINS it is asked four times a day which accounts were in breaches. ' +
      'Unset, it is asked nothing.',
    default: null,
    secret: true,
    schema: z
      .string()
      .regex(/^[!-~]+$/, 'must be letters, digits and signs, without spaces')
      .optional(),
  },
  HIBP_DOMAINS: {
    meaning: 'Domains to ask it for, with commas; each has to be proven there.',
    default: null,
    secret: false,
    schema: z
      .string()
      .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[, ]+[a-z0-9-]+(?:\.[a-z0-9-]+)+)*$/i, 'must be domains, with commas')
      .optional(),
  },
  HIBP_API_URL: {
    meaning: 'Address of its API; https, except on loopback.',
    default: 'https://haveibeenpwned.com/api/v3',
    secret: false,
    schema: calledUrl,
  },
  MICROSOFT_365_TENANT: {
    meaning:
      'Tenant of Microsoft 365, by its id. With the two below, its audit log and Purview DLP are asked every five ' +
      'minutes. Unset, nothing is asked of them.',
    default: null,
    secret: false,
    schema: z.guid('must be the id of a tenant').optional(),
  },
  MICROSOFT_365_CLIENT_ID: {
    meaning: 'Application in Entra ID, by its id; it may read the activity feed.',
    default: null,
    secret: false,
    schema: z.guid('must be the id of an application').optional(),
  },
  MICROSOFT_365_CLIENT_SECRET: {
    meaning: 'Secret of that application; or, better, the certificate below.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  MICROSOFT_365_CERTIFICATE: {
    meaning:
      'Certificate of that application and its private RSA key, both in PEM, instead of a secret; with both, the ' +
      'certificate counts.',
    default: null,
    secret: true,
    schema: z.string().optional(),
  },
  MICROSOFT_365_CONTENT: {
    meaning: 'Kinds of content to ask for, with commas; each is subscribed to.',
    default: 'DLP.All,Audit.General',
    secret: false,
    schema: z
      .string()
      .regex(
        new RegExp(`^(?:${CONTENT})(?:[, ]+(?:${CONTENT}))*$`),
        'must be some of DLP.All, Audit.General, Audit.SharePoint, Audit.Exchange, Audit.AzureActiveDirectory',
      ),
  },
  MICROSOFT_365_API_URL: {
    meaning: 'Address of the Management Activity API; another one for plans of governments. https, except on loopback.',
    default: 'https://manage.office.com',
    secret: false,
    schema: calledUrl,
  },
  MICROSOFT_365_LOGIN_URL: {
    meaning: 'Address where tokens for it are given; https, except on loopback.',
    default: 'https://login.microsoftonline.com',
    secret: false,
    schema: calledUrl,
  },
  LOG_LEVEL: {
    meaning: 'Least severity that is logged: trace, debug, info, warn, error or silent.',
    default: 'info',
    secret: false,
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be one of those'),
  },
} as const satisfies Record<string, Omit<Variable, 'name'> & { schema: z.ZodType }>;

/** Tocsin's own settings, parsed. */
export type Settings = { [Name in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[Name]['schema']> };

/** Also where the address is of a form that another check refuses. */
function isOverTls(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isLoopback(hostname);
}

function hasPassword(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}

/** RFC 8301, 3.2, asks for RSA of 1024 bits, and for 2048 where that can be: a shorter key can be found today. */
function isSigningKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  } catch {
    return false;
  }
}

/** The settings Temporal's own environment configuration reads; the same names work with the `temporal` command. */
export const TEMPORAL_SETTINGS = {
  TEMPORAL_ADDRESS: {
    meaning: 'Temporal as host:port. Unset, and with no profile or file named, npm start runs an embedded one.',
    default: 'localhost:7233',
    secret: false,
  },
  TEMPORAL_NAMESPACE: { meaning: 'Temporal namespace.', default: 'default', secret: false },
  TEMPORAL_API_KEY: { meaning: 'API key of Temporal Cloud. Turns TLS on.', default: null, secret: true },
  TEMPORAL_PROFILE: { meaning: 'Profile of the configuration file to use.', default: 'default', secret: false },
  TEMPORAL_CONFIG_FILE: {
    meaning:
      "Configuration file (TOML). Unset, but with a profile named, temporal.toml in the user's temporalio folder.",
    default: null,
    secret: false,
  },
  TEMPORAL_TLS: { meaning: 'true or false: TLS to Temporal.', default: null, secret: false },
  TEMPORAL_TLS_CLIENT_CERT_PATH: {
    meaning: 'Client certificate (PEM file) for mutual TLS.',
    default: null,
    secret: false,
  },
  TEMPORAL_TLS_CLIENT_KEY_PATH: { meaning: 'Key (PEM file) of that certificate.', default: null, secret: false },
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: { meaning: 'Authority (PEM file) of the server.', default: null, secret: false },
  TEMPORAL_TLS_SERVER_NAME: {
    meaning: "Name in the server's certificate, if not its host.",
    default: null,
    secret: false,
  },
} as const satisfies Record<string, Omit<Variable, 'name'>>;

/** Every variable the API, the worker and the command read, in the order of the documentation. */
export const VARIABLES: readonly Variable[] = Object.entries({ ...SETTINGS, ...TEMPORAL_SETTINGS }).flatMap(
  ([name, { meaning, default: byDefault, secret }]) => [
    { name, meaning, default: byDefault, secret },
    ...(secret ? [{ name: `${name}_FILE`, meaning: `File holding ${name}.`, default: null, secret: false }] : []),
  ],
);
