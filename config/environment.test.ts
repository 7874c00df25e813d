import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { makeClientCertificate } from '../test/support/certificate.ts';
import { type Environment, readEnvironment, requireGiven } from './environment.ts';
import { VARIABLES } from './variables.ts';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-env-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const key = randomBytes(32).toString('base64');
const keyring = JSON.stringify({ current: 'k1', keys: { k1: key } });
const rsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const TENANT = 'aaaa1111-0000-4000-8000-000000000001';

describe('readEnvironment', () => {
  it('needs nothing, and then leaves servers and keys to be embedded', () => {
    const environment = readEnvironment({});
    expect(environment).toMatchObject({
      host: '127.0.0.1',
      port: 8300,
      publicUrl: 'http://127.0.0.1:8300',
      keyring: null,
      mongodbUri: null,
      smtpUrl: null,
      exerciseSmtpUrl: null,
      mailFrom: 'Tocsin <tocsin@localhost>',
      slack: null,
      logLevel: 'info',
      temporal: { given: false, namespace: 'default', connection: { address: 'localhost:7233' } },
    });
    expect(isAbsolute(environment.dataDir) && environment.dataDir.endsWith('.tocsin')).toBe(true);
    expect(isAbsolute(environment.policyDir) && environment.policyDir.endsWith('policy')).toBe(true);
  });

  it('takes an empty variable as not given', () => {
    const names = VARIABLES.map(({ name }) => [name, '']);
    expect(readEnvironment(Object.fromEntries(names))).toEqual(readEnvironment({}));
  });

  it('reads every setting', () => {
    const environment = readEnvironment({
      TOCSIN_DATA_DIR: '/var/lib/tocsin',
      TOCSIN_POLICY_DIR: '/etc/tocsin/policy',
      TOCSIN_HOST: '0.0.0.0',
      TOCSIN_PORT: '9000',
      TOCSIN_PUBLIC_URL: 'https://breach.example.org/',
      TOCSIN_KEYRING: keyring,
      MONGODB_URI: 'mongodb://one:27017,two:27017/tocsin?replicaSet=rs0',
      SMTP_URL: 'smtps://user:secret@mail.example.org',
      EXERCISE_SMTP_URL: 'smtp://inbox:1025',
      MAIL_FROM: 'dpo@example.org',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_CHANNEL: 'C0123',
      LOG_LEVEL: 'warn',
    });
    expect(environment).toMatchObject({
      dataDir: '/var/lib/tocsin',
      policyDir: '/etc/tocsin/policy',
      host: '0.0.0.0',
      port: 9000,
      publicUrl: 'https://breach.example.org',
      mongodbUri: 'mongodb://one:27017,two:27017/tocsin?replicaSet=rs0',
      smtpUrl: 'smtps://user:secret@mail.example.org',
      exerciseSmtpUrl: 'smtp://inbox:1025',
      mailFrom: 'dpo@example.org',
      slack: { token: 'xoxb-1', channel: 'C0123', apiUrl: 'https://slack.com/api/', signingSecret: null },
      logLevel: 'warn',
    });
    expect(environment.keyring).toMatchObject({ current: 'k1' });
  });

  it('names every variable that does not do, and shows no secret', () => {
    const refusal = refusalOf({
      TOCSIN_PORT: '80000',
      TOCSIN_KEYRING: key,
      MONGODB_URI: 'postgres://hunter2@db',
      SMTP_URL: 'hunter2',
      SLACK_BOT_TOKEN: 'hunter2',
      LOG_LEVEL: 'loud',
      MAIL_FROM: 'a@b\r\nBcc: c@d',
      TEMPORAL_TLS: 'yes',
      TEMPORAL_ADDRESS: 'https://cloud.example.org',
    });
    const names = refusal.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(' ')[0]);
    expect(names.toSorted()).toEqual([
      'LOG_LEVEL',
      'MAIL_FROM',
      'MONGODB_URI',
      'SLACK_BOT_TOKEN',
      'SMTP_URL',
      'TEMPORAL_ADDRESS',
      'TEMPORAL_TLS',
      'TOCSIN_KEYRING',
      'TOCSIN_PORT',
    ]);
    expect(refusal.message).toContain('TOCSIN_PORT must be a port, not "80000"');
    expect(refusal.message).not.toMatch(/hunter2/);
    expect(refusal.message).not.toContain(key);
  });

  it('takes no option of a mail server that would be passed over, such as one that is misspelt', () => {
    for (const options of ['?requireTls=true', '?requireTLS=false', '?requireTLS=true&ignoreTLS=true', '?x=1', '#x']) {
      const { message } = refusalOf({ SMTP_URL: `smtp://tocsin:hunter2@mail.example.org/${options}` });
      expect(message).toMatch(/SMTP_URL may have no option but \?requireTLS=true$/);
    }
    const smtpUrl = 'smtp://tocsin:hunter2@mail.example.org:587/?requireTLS=true';
    expect(readEnvironment({ SMTP_URL: smtpUrl }).smtpUrl).toBe(smtpUrl);
  });

  it('signs mail for the domain of its sender, with a key that a signature can be made with', () => {
    const given = { MAIL_FROM: 'Tocsin <dpo@example.org>', DKIM_SELECTOR: 'tocsin', DKIM_PRIVATE_KEY: rsa(2048) };
    expect(readEnvironment(given).dkim).toEqual({
      domainName: 'example.org',
      keySelector: 'tocsin',
      privateKey: given.DKIM_PRIVATE_KEY,
    });
    expect(readEnvironment({}).dkim).toBeNull();
    expect(refusalOf({ DKIM_SELECTOR: 'tocsin' }).message).toMatch(/DKIM_PRIVATE_KEY must be given with DKIM_SELECTOR/);
    const { DKIM_PRIVATE_KEY } = given;
    expect(refusalOf({ DKIM_PRIVATE_KEY }).message).toMatch(/DKIM_SELECTOR must be given with DKIM_PRIVATE_KEY/);
    const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const key of [ed25519, rsa(1024), 'hunter2']) {
      const { message } = refusalOf({ ...given, DKIM_PRIVATE_KEY: key });
      expect(message).toMatch(/DKIM_PRIVATE_KEY must be an RSA private key in PEM, of 2048 bits or more$/);
    }
  });

  it('calls nobody in clear, but on this machine', () => {
    const called = [
      ...['TOCSIN_VAULT_URL', 'TOCSIN_KMS_URL', 'OIDC_ISSUER', 'SLACK_API_URL', 'ANCHOR_S3_URL'],
      ...['HIBP_API_URL', 'MICROSOFT_365_API_URL', 'MICROSOFT_365_LOGIN_URL'],
    ];
    const others = ['TOCSIN_PUBLIC_URL', 'TIMESTAMP_URL'];
    const addresses = VARIABLES.map(({ name }) => name).filter((name) => /_(?:URL|ISSUER)$/.test(name));
    expect(addresses.filter((name) => !/SMTP/.test(name)).toSorted()).toEqual([...called, ...others].toSorted());
    for (const name of called) {
      const { message } = refusalOf({ TOCSIN_KEYRING: keyring, [name]: 'http://inside.example:8200' });
      expect(message).toContain(`${name} must be https, except on loopback, not "http://inside.example:8200"`);
      expect(message).not.toContain('TOCSIN_KEYRING');
    }
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_API_URL: 'http://127.0.0.1:8400/api/' };
    expect(readEnvironment(slack).slack?.apiUrl).toBe(slack.SLACK_API_URL);
    const { message } = refusalOf({ TIMESTAMP_URL: 'http://tocsin:hunter2@tsa.example.org' });
    expect(message).toMatch(/TIMESTAMP_URL must be https where it has a name or password$/);
  });

  it('asks alert sources only where all is given that they are asked with', () => {
    expect(readEnvironment({}).pulls).toEqual({ haveIBeenPwned: null, microsoft365: null });
    const hibp = { HIBP_API_KEY: 'a-key', HIBP_DOMAINS: 'Example.com, example.org,example.com' };
    const ids = { MICROSOFT_365_TENANT: TENANT, MICROSOFT_365_CLIENT_ID: TENANT };
    const m365 = { ...ids, MICROSOFT_365_CLIENT_SECRET: 'a-secret' };
    expect(readEnvironment({ ...hibp, ...m365 }).pulls).toMatchObject({
      haveIBeenPwned: { url: 'https://haveibeenpwned.com/api/v3', domains: ['example.com', 'example.org'] },
      microsoft365: { apiUrl: 'https://manage.office.com', content: ['DLP.All', 'Audit.General'] },
    });
    expect(refusalOf({ HIBP_API_KEY: 'a-key' }).message).toMatch(/HIBP_DOMAINS must be given with HIBP_API_KEY$/);
    expect(refusalOf({ ...hibp, HIBP_DOMAINS: 'example' }).message).toMatch(/HIBP_DOMAINS must be domains/);
    expect(refusalOf(ids).message).toMatch(/MICROSOFT_365_CLIENT_SECRET must be given with MICROSOFT_365_TENANT$/);
    const { pem, key } = makeClientCertificate();
    expect(readEnvironment({ ...ids, MICROSOFT_365_CERTIFICATE: pem }).pulls.microsoft365?.clientSecret).toBeNull();
    const whole = { ...m365, MICROSOFT_365_CERTIFICATE: key };
    expect(refusalOf(whole).message).toMatch(/MICROSOFT_365_CERTIFICATE must hold a certificate in PEM/);
    const other = { ...ids, MICROSOFT_365_CERTIFICATE: pem.replace(key.trim(), rsa(2048)) };
    expect(refusalOf(other).message).toMatch(/MICROSOFT_365_CERTIFICATE holds a private key that is not that of/);
    expect(refusalOf({ ...m365, MICROSOFT_365_CONTENT: 'Audit.All' }).message).toMatch(/must be some of DLP.All/);
  });

  it('takes the signing secret of Slack beside its token alone, and as Slack shows it', () => {
    const signing = { SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' };
    const { slack } = readEnvironment({ ...signing, SLACK_BOT_TOKEN: 'xoxb-1' });
    expect(slack?.signingSecret).toBe(signing.SLACK_SIGNING_SECRET);
    expect(() => readEnvironment(signing)).toThrow(/SLACK_BOT_TOKEN must be given with SLACK_SIGNING_SECRET/);
    const wrong = { SLACK_SIGNING_SECRET: 'xoxb-1', SLACK_BOT_TOKEN: 'xoxb-1' };
    expect(refusalOf(wrong).message).toMatch(/SLACK_SIGNING_SECRET must be the 32 hexadecimal characters/);
  });

  it('reads every secret from a file as well', () => {
    const secrets = VARIABLES.filter(({ secret }) => secret).map(({ name }) => name);
    const values: Record<string, string> = {
      TOCSIN_KEYRING: keyring,
      MONGODB_URI: 'mongodb://db/tocsin',
      SMTP_URL: 'smtp://mail',
      EXERCISE_SMTP_URL: 'smtp://inbox',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      OIDC_CLIENT_SECRET: 'oidc-secret',
      DKIM_PRIVATE_KEY: rsa(2048).trim(),
      TOCSIN_VAULT_TOKEN: 'vault-token',
      TOCSIN_KMS_ACCESS_KEY_ID: 'access-key',
      TOCSIN_KMS_SECRET_ACCESS_KEY: 'secret-of-it',
      TOCSIN_KMS_SESSION_TOKEN: 'session-token',
      TIMESTAMP_URL: 'https://user:secret@tsa.example.org/',
      ANCHOR_S3_ACCESS_KEY_ID: 'access-key',
      ANCHOR_S3_SECRET_ACCESS_KEY: 'secret-key',
      HIBP_API_KEY: 'hibp-key',
      MICROSOFT_365_CLIENT_SECRET: 'secret-of-the-application',
      MICROSOFT_365_CERTIFICATE: makeClientCertificate().pem,
      TEMPORAL_API_KEY: 'api-key',
    };
    const beside = {
      ...{ DKIM_SELECTOR: 'tocsin', HIBP_DOMAINS: 'example.com' },
      ...{ MICROSOFT_365_TENANT: TENANT, MICROSOFT_365_CLIENT_ID: TENANT },
    };
    expect(secrets.toSorted()).toEqual(Object.keys(values).toSorted());
    const fromFiles = secrets.map((name) => [`${name}_FILE`, file(name, `${values[name]}\n`)]);
    const environment = readEnvironment({ ...Object.fromEntries(fromFiles), ...beside });
    expect(environment).toMatchObject({ mongodbUri: 'mongodb://db/tocsin', smtpUrl: 'smtp://mail' });
    expect(environment.temporal).toMatchObject({ given: true, connection: { apiKey: 'api-key', tls: true } });
    expect(environment).toEqual(readEnvironment({ ...values, ...beside }));
  });

  it('refuses a secret file that is missing or empty, and a secret given twice', () => {
    const refusal = refusalOf({
      SMTP_URL_FILE: join(folder, 'absent'),
      MONGODB_URI_FILE: file('empty', '\n'),
      TOCSIN_KEYRING: keyring,
      TOCSIN_KEYRING_FILE: file('keyring', keyring),
    });
    expect(refusal.message).toMatch(/SMTP_URL_FILE names a file that cannot be read \(ENOENT\)/);
    expect(refusal.message).toMatch(/MONGODB_URI_FILE names an empty file/);
    expect(refusal.message).toMatch(/TOCSIN_KEYRING is given twice/);
  });
});

describe('beyond loopback', () => {
  it('asks for keys and for a public address', () => {
    const { message } = refusalOf({ TOCSIN_HOST: '0.0.0.0' });
    expect(message).toMatch(/TOCSIN_KEYRING must be given when TOCSIN_HOST is 0\.0\.0\.0/);
    expect(message).toMatch(/TOCSIN_PUBLIC_URL must be given/);
  });

  it('refuses placeholder keys, here and everywhere', () => {
    const zero = JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32).toString('base64') } });
    expect(refusalOf({ TOCSIN_KEYRING: zero }).message).toMatch(/TOCSIN_KEYRING does not do: .* placeholder/);
  });

  it.each([
    ['http://breach.example.org', /must be https/],
    ['https://breach.example.org/desk', /must be scheme, host and port alone/],
    ['https://user:hunter2@breach.example.org', /must be scheme, host and port alone$/],
    ['ftp://breach.example.org', /must be an http or https address/],
  ])('refuses the public address %s', (address, problem) => {
    expect(refusalOf({ TOCSIN_PUBLIC_URL: address }).message).toMatch(problem);
  });

  it.each(['http://localhost:8300', 'http://[::1]:8300', 'http://127.0.0.1:8300'])('allows %s', (address) => {
    expect(readEnvironment({ TOCSIN_PUBLIC_URL: address }).publicUrl).toBe(address);
  });

  it('writes an IPv6 address as an address', () => {
    expect(readEnvironment({ TOCSIN_HOST: '::1' }).publicUrl).toBe('http://[::1]:8300');
  });
});

describe('Temporal', () => {
  const profiles = file(
    'temporal.toml',
    '[profile.default]\naddress = "one:7233"\n' +
      '[profile.cloud]\naddress = "cloud:7233"\nnamespace = "breach"\napi_key = "hunter2"\n',
  );

  it('is found by address, or by profile, or by file, where a variable outranks the file', () => {
    expect(readEnvironment({ TEMPORAL_ADDRESS: 'temporal:7233' }).temporal).toMatchObject({
      given: true,
      namespace: 'default',
      connection: { address: 'temporal:7233' },
    });
    expect(readEnvironment({ TEMPORAL_CONFIG_FILE: profiles }).temporal).toMatchObject({
      given: true,
      connection: { address: 'one:7233' },
    });
    const cloud = { TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'cloud', TEMPORAL_NAMESPACE: 'other' };
    expect(readEnvironment(cloud).temporal).toMatchObject({
      namespace: 'other',
      connection: { address: 'cloud:7233', apiKey: 'hunter2', tls: true },
    });
  });

  it("is not taken from the user's own file unless that is asked for", () => {
    const home = { XDG_CONFIG_HOME: folder, HOME: folder };
    expect(readEnvironment(home).temporal.given).toBe(false);
  });

  it.each([
    [
      { TEMPORAL_CONFIG_FILE: join(folder, 'absent') },
      /TEMPORAL_CONFIG_FILE names a file that cannot be read \(ENOENT\)/,
    ],
    [{ TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'x' }, /TEMPORAL_PROFILE names no profile .*: x$/],
    [{ TEMPORAL_CONFIG_FILE: file('bad.toml', 'api_key = hunter2') }, /TEMPORAL_CONFIG_FILE is not TOML in line 1$/],
    [
      { TEMPORAL_TLS_CLIENT_CERT_PATH: join(folder, 'absent') },
      /TEMPORAL_TLS_CLIENT_CERT_PATH names a file that cannot/,
    ],
  ])('refuses %j', (env, problem) => {
    const { message } = refusalOf(env);
    expect(message).toMatch(problem);
    expect(message).not.toContain('hunter2');
  });
});

describe('requireGiven', () => {
  it('names what is missing of what a process needs, and nothing else', () => {
    expect(() =>
      requireGiven(readEnvironment({ SMTP_URL: 'smtp://mail' }), 'keyring', 'mongodbUri', 'smtpUrl'),
    ).toThrow(
      /^The environment does not do; .*\n {2}TOCSIN_KEYRING must be given, or TOCSIN_KEYRING_FILE\n {2}MONGODB_URI must .*$/,
    );
    const environment: Environment & { smtpUrl: string } = requireGiven(
      readEnvironment({ SMTP_URL: 'smtp://mail' }),
      'smtpUrl',
    );
    expect(environment.smtpUrl).toBe('smtp://mail');
  });
});

function refusalOf(env: NodeJS.ProcessEnv): Error {
  try {
    readEnvironment(env);
  } catch (error) {
    expect(error).toMatchObject({ name: 'TocsinError', code: 'bad-input' });
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was refused');
}

describe('the settings of anchoring', () => {
  const root = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
  const store = { ANCHOR_S3_URL: 'https://s3.example.org/bucket', ANCHOR_S3_ACCESS_KEY_ID: 'id' };

  it('name no way outside unless they are given, and each by itself', () => {
    const none = { authority: null, directory: null, mailbox: null, objectStore: null };
    expect(readEnvironment({}).anchoring).toEqual(none);
    const authority = { TIMESTAMP_URL: 'http://tsa.example.org', TIMESTAMP_CA: file('ca.pem', `${root}\n${root}\n`) };
    expect(readEnvironment(authority).anchoring).toEqual({
      ...none,
      authority: { url: 'http://tsa.example.org', roots: [root, root] },
    });
    const others = { ANCHOR_DIR: '/srv/anchors', ANCHOR_MAIL: 'anchors@example.org' };
    expect(readEnvironment({ ...others, ...store, ANCHOR_S3_SECRET_ACCESS_KEY: 'hunter2' }).anchoring).toEqual({
      authority: null,
      ...{ directory: '/srv/anchors', mailbox: 'anchors@example.org' },
      objectStore: {
        ...{ url: store.ANCHOR_S3_URL, region: 'us-east-1', accessKeyId: 'id', secretAccessKey: 'hunter2' },
      },
    });
  });

  it.each([
    [{ TIMESTAMP_CA: file('alone.pem', root) }, /TIMESTAMP_URL must be given with TIMESTAMP_CA/],
    [{ TIMESTAMP_URL: 'https://t.example', TIMESTAMP_CA: join(folder, 'absent') }, /TIMESTAMP_CA names a file that/],
    [
      { TIMESTAMP_URL: 'https://t.example', TIMESTAMP_CA: file('no.pem', 'x') },
      /TIMESTAMP_CA .* without a certificate/,
    ],
    [{ TIMESTAMP_URL: 'ftp://hunter2@t.example' }, /TIMESTAMP_URL must be an http or https address$/],
    [{ ANCHOR_MAIL: 'nobody' }, /ANCHOR_MAIL must be a mail address/],
    [store, /ANCHOR_S3_SECRET_ACCESS_KEY must be given with ANCHOR_S3_URL$/],
  ])('are refused: %j', (env, problem) => {
    const { message } = refusalOf(env);
    expect(message).toMatch(problem);
    expect(message).not.toContain('hunter2');
  });
});

describe('the settings of the sign-in', () => {
  const abroad = { TOCSIN_HOST: '0.0.0.0', TOCSIN_PUBLIC_URL: 'https://breach.example.org', TOCSIN_KEYRING: keyring };

  it('ask for a second factor, unless nobody else can reach this machine', () => {
    expect(readEnvironment(abroad).secondFactor).toBe('required');
    expect(readEnvironment({ SECOND_FACTOR: 'optional' }).secondFactor).toBe('optional');
    const alone = /SECOND_FACTOR may be optional on loopback alone/;
    expect(() => readEnvironment({ ...abroad, SECOND_FACTOR: 'optional' })).toThrow(alone);
    const behindProxy = { TOCSIN_PUBLIC_URL: 'https://breach.example.org', SECOND_FACTOR: 'optional' };
    expect(() => readEnvironment(behindProxy)).toThrow(alone);
  });

  it('name a provider of single sign-on by issuer and client together, over https', () => {
    expect(readEnvironment({}).oidc).toBeNull();
    const given = { OIDC_ISSUER: 'https://login.example.org/tenant', OIDC_CLIENT_ID: 'tocsin' };
    expect(readEnvironment(given).oidc).toEqual({
      issuer: 'https://login.example.org/tenant',
      clientId: 'tocsin',
      clientSecret: null,
    });
    expect(() => readEnvironment({ OIDC_CLIENT_ID: 'tocsin' })).toThrow(
      /OIDC_ISSUER must be given with OIDC_CLIENT_ID/,
    );
    expect(() => readEnvironment({ OIDC_ISSUER: given.OIDC_ISSUER })).toThrow(/OIDC_CLIENT_ID must be given/);
    expect(() => readEnvironment({ ...given, OIDC_ISSUER: 'http://login.example.org' })).toThrow(/must be https/);
  });
});
