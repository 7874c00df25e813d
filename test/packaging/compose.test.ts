import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readEnvironment, requireGiven } from '../../config/environment.ts';
import { VARIABLES } from '../../config/variables.ts';
import { makeClientCertificate } from '../support/certificate.ts';
import { compose, composeText, interpolate, isOnce, type Service, services } from './compose.ts';
import { COMPOSE_VARIABLES } from './env-example.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const known = VARIABLES.map(({ name }) => name);
/** They name keys that their service never gives out. */
const TENANT = 'aaaa1111-0000-4000-8000-000000000001';
const NAMES_OF_KEYS = ['TOCSIN_VAULT_KEY', 'TOCSIN_KMS_KEY'];

describe('docker-compose.yml', () => {
  it('names only what it defines, and defines only what it uses', () => {
    const used = (pick: (service: Service) => string[]) =>
      [...new Set(services.flatMap(([, s]) => pick(s)))].toSorted();
    const named = (s: Service) =>
      s.volumes
        .flatMap((volume) => (typeof volume === 'string' ? (volume.split(':')[0] ?? '') : []))
        .filter((v) => !v.startsWith('.'));
    expect(used((s) => s.secrets)).toEqual(Object.keys(compose.secrets).toSorted());
    expect(used((s) => s.networks)).toEqual(Object.keys(compose.networks).toSorted());
    expect(used(named)).toEqual(Object.keys(compose.volumes).toSorted());
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(used((s) => Object.keys(s.depends_on))));
  });

  it('waits for what can happen: health of what runs on, the end of what ends', () => {
    for (const [, { depends_on }] of services) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const service = compose.services[name];
        expect({ name, condition }).toEqual({
          name,
          condition: service && isOnce(service) ? 'service_completed_successfully' : 'service_healthy',
        });
      }
    }
  });

  it('takes only variables that are documented', () => {
    const documented = [...known, ...COMPOSE_VARIABLES.map(({ name }) => name)];
    const taken = Array.from(composeText.matchAll(/(?<!\$)\$\{(\w+)/g), ([, name]) => name);
    expect(documented).toEqual(expect.arrayContaining([...new Set(taken)]));
  });

  it('holds no secret and gives none as a variable: each is a file outside it', () => {
    const secretNames = VARIABLES.filter(({ secret }) => secret).map(({ name }) => name);
    for (const [name, { environment }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        const isNamed = NAMES_OF_KEYS.includes(variable);
        const isSecret = secretNames.includes(variable) || (!isNamed && /PASS|PWD|SECRET|TOKEN|KEY|URI/.test(variable));
        if (isSecret)
          expect(`${name} ${variable}=${value}`).toMatch(
            /=(?:\/run\/secrets\/\w+|\$\{\w+_FILE:\+\/run\/secrets\/\w+\})$/,
          );
      }
    }
    expect(composeText.split('\n').filter((line) => /[A-Za-z0-9+]{24,}/.test(line))).toEqual([]);
  });

  it('publishes on loopback alone, and nothing of the databases or of Temporal itself', () => {
    const ports = services.flatMap(([name, s]) => s.ports.map((port) => `${name} ${port}`));
    expect(ports).toEqual(['api 127.0.0.1:8300:8300', 'temporal-ui 127.0.0.1:8233:8080']);
    expect(compose.networks.backend?.internal).toBe(true);
    const reachingOut = services.filter(([, s]) => s.networks.includes('edge')).map(([name]) => name);
    // The migration asks for wrapped keys; it listens to nobody.
    expect(reachingOut).toEqual(['api', 'worker', 'migrate']);
  });

  it('starts the page of Temporal only when it is asked for, and then for looking alone', () => {
    const asked = services.filter(([, s]) => s.profiles.length > 0).map(([name]) => name);
    expect(asked).toEqual(['temporal-ui']);
    expect(compose.services['temporal-ui']?.environment.TEMPORAL_DISABLE_WRITE_ACTIONS).toBe('true');
  });

  it('gives the right to change the shape of the database to the migration alone', () => {
    const holding = (secret: string) => services.filter(([, s]) => s.secrets.includes(secret)).map(([name]) => name);
    expect(holding('mongodb_migrate_uri')).toEqual(['migrate', 'mongodb-init']);
    expect(holding('mongodb_uri')).toEqual(['api', 'worker', 'mongodb-init']);
    expect(holding('mongodb_root_password')).toEqual(['mongodb', 'mongodb-init']);
  });

  it('keeps the key of the authority that Temporal trusts out of every container', () => {
    expect(Object.values(compose.secrets).filter(({ file }) => file.includes('temporal_ca.key'))).toEqual([]);
  });

  it('migrates the database once, before the API and the workers start', () => {
    const { migrate } = compose.services;
    expect(migrate?.command).toEqual(['node', 'cli/main.ts', 'migrate']);
    const waiting = services.filter(([, s]) => s.depends_on.migrate !== undefined).map(([name]) => name);
    expect(waiting).toEqual(['api', 'worker']);
  });

  it('runs two workers', () => {
    expect(compose.services.worker?.deploy?.replicas).toBe(2);
  });
});

describe.each(services)('service %s', (_, service) => {
  it('runs without privileges on a read-only root, as a user who is not root', () => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      user: expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/),
      tmpfs: expect.arrayContaining(['/tmp']),
    });
  });

  it('may take so much memory and so many processes, and no more', () => {
    expect(service).toMatchObject({ mem_limit: expect.stringMatching(/^\d+[mg]$/), pids_limit: expect.any(Number) });
  });

  it('shows a certificate to Temporal, and asks for one, where it speaks to it', () => {
    const { TEMPORAL_ADDRESS: address, ...environment } = service.environment;
    if (address === undefined) return;
    const files = ['temporal_ca', 'temporal_client_cert', 'temporal_client_key'];
    expect(service.secrets).toEqual(expect.arrayContaining(files));
    for (const file of files) expect(Object.values(environment)).toContain(`/run/secrets/${file}`);
  });

  it('is a fixed version, and shows whether it is well', () => {
    expect(service.image).toMatch(/^(?:tocsin|[a-z/-]+:\d+\.\d+[\d.]*)$/);
    if (!isOnce(service)) expect(service.healthcheck).toBeDefined();
  });
});

describe('the environment compose gives', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-compose-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const secrets: Record<string, string> = {
    tocsin_keyring: JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
    mongodb_uri: 'mongodb://tocsin:x@mongodb:27017/tocsin?replicaSet=rs0&authSource=admin',
    mongodb_migrate_uri: 'mongodb://tocsin-migrate:x@mongodb:27017/tocsin?replicaSet=rs0&authSource=admin',
    smtp_url: 'smtps://user:x@mail.example.org',
    slack_bot_token: 'xoxb-1',
    timestamp_url: 'https://user:x@tsa.example.org',
    anchor_s3_access_key_id: 'id',
    anchor_s3_secret_access_key: 'secret-of-the-store',
    oidc_client_secret: 'secret-of-the-client',
    hibp_api_key: 'key-of-hibp',
    microsoft_365_client_secret: 'secret-of-the-application',
    microsoft_365_certificate: makeClientCertificate().pem,
    tocsin_vault_token: 'hvs.1',
    tocsin_kms_access_key_id: 'AKIAIOSFODNN7EXAMPLE',
    tocsin_kms_secret_access_key: 'the secret of the access key',
    ...Object.fromEntries(['ca', 'client_cert', 'client_key'].map((part) => [`temporal_${part}`, `the ${part}`])),
  };
  for (const [name, content] of Object.entries(secrets)) writeFileSync(join(folder, name), content);

  const environmentOf = (name: string, env: Record<string, string> = {}) => {
    const { environment, secrets: mounted } = compose.services[name] ?? { environment: {}, secrets: [] };
    const filled = Object.entries(environment).map(([variable, value]) => {
      const text = interpolate(value, { TOCSIN_PUBLIC_URL: 'https://breach.example.org', ...env });
      const secret = /^\/run\/secrets\/(\w+)$/.exec(text)?.[1];
      if (secret !== undefined) expect(mounted).toContain(secret);
      return [variable, secret === undefined ? text : join(folder, secret)] as const;
    });
    return Object.fromEntries(filled);
  };

  it.each(['api', 'worker', 'migrate'])('is made of variables the %s reads', (name) => {
    expect(known).toEqual(expect.arrayContaining(Object.keys(environmentOf(name))));
  });

  it('does for the API, which listens to the container’s network, mails links and asks for the second factor', () => {
    const api = requireGiven(readEnvironment(environmentOf('api')), 'keyring', 'mongodbUri', 'smtpUrl');
    expect(api).toMatchObject({ host: '0.0.0.0', port: 8300, oidc: null, temporal: { namespace: 'tocsin' } });
    expect(api.secondFactor).toBe('required');
  });

  it('does for the migration, which needs the database and its keys alone', () => {
    const { keyring, mongodbUri } = readEnvironment(environmentOf('migrate'));
    expect([keyring, mongodbUri]).not.toContain(null);
  });

  it('does for the worker, with the defaults of whatever .env leaves out', () => {
    const worker = requireGiven(readEnvironment(environmentOf('worker')), 'keyring', 'mongodbUri', 'smtpUrl');
    expect(worker).toMatchObject({
      mailFrom: readEnvironment({}).mailFrom,
      slack: null,
      logLevel: 'info',
      temporal: { given: true, connection: { address: 'temporal:7233', tls: { clientCertPair: expect.anything() } } },
    });
  });

  it('takes the secrets that not everybody has from the files that .env names', () => {
    const slack = readEnvironment(environmentOf('worker', { SLACK_BOT_TOKEN_FILE: './secrets/slack' })).slack;
    expect(slack?.token).toBe('xoxb-1');
    const wrapped = { TOCSIN_VAULT_URL: 'https://vault.example:8200', TOCSIN_VAULT_TOKEN_FILE: './secrets/vault' };
    const kms = {
      TOCSIN_KMS_KEY: 'arn:aws:kms:eu-central-1:111122223333:alias/tocsin',
      TOCSIN_KMS_ACCESS_KEY_ID_FILE: './secrets/kms_id',
      TOCSIN_KMS_SECRET_ACCESS_KEY_FILE: './secrets/kms_secret',
    };
    for (const name of ['api', 'worker', 'migrate']) {
      expect(readEnvironment(environmentOf(name)).keyService).toBeNull();
      for (const by of [wrapped, kms]) expect(readEnvironment(environmentOf(name, by)).keyService).not.toBeNull();
    }
    const s3 = { ANCHOR_S3_ACCESS_KEY_ID_FILE: './id', ANCHOR_S3_SECRET_ACCESS_KEY_FILE: './key' };
    const ways = { TIMESTAMP_URL_FILE: './tsa', ANCHOR_DIR: './anchors', ANCHOR_S3_URL: 'https://s3.example/b', ...s3 };
    expect(readEnvironment(environmentOf('worker', ways)).anchoring).toMatchObject({
      authority: { url: 'https://user:x@tsa.example.org' },
      directory: '/anchors',
      objectStore: { accessKeyId: 'id', secretAccessKey: 'secret-of-the-store' },
    });
    const signOn = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'tocsin', OIDC_CLIENT_SECRET_FILE: './x' };
    expect(readEnvironment(environmentOf('api', signOn)).oidc?.clientSecret).toBe('secret-of-the-client');
    const asked = { HIBP_API_KEY_FILE: './hibp', HIBP_DOMAINS: 'example.com', MICROSOFT_365_CLIENT_SECRET_FILE: './m' };
    const ids = { MICROSOFT_365_TENANT: TENANT, MICROSOFT_365_CLIENT_ID: TENANT };
    expect(readEnvironment(environmentOf('api', { ...asked, ...ids })).pulls).toMatchObject({
      haveIBeenPwned: { key: 'key-of-hibp' },
      microsoft365: { clientSecret: 'secret-of-the-application' },
    });
    const own = [
      ...['hibp_api_key', 'microsoft_365_client_secret', 'microsoft_365_certificate'],
      ...['dkim_private_key', 'exercise_smtp_url', 'oidc_client_secret', 'slack_bot_token', 'tocsin_vault_token'],
      ...['tocsin_kms_access_key_id', 'tocsin_kms_secret_access_key', 'tocsin_kms_session_token'],
      ...['timestamp_url', 'anchor_s3_access_key_id', 'anchor_s3_secret_access_key'],
    ];
    for (const name of own) {
      const file = compose.secrets[name]?.file ?? '';
      expect(interpolate(file, {})).toBe('/dev/null');
      expect(interpolate(file, { [`${name.toUpperCase()}_FILE`]: './secrets/own' })).toBe('./secrets/own');
    }
  });
});

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
if (!hasCompose)
  console.log('Skipped: docker compose is not on this machine, so its own reading of the file is not tested.');

(hasCompose ? it : it.skip)('docker compose reads docker-compose.yml without complaint', () => {
  const env = { ...process.env, TOCSIN_PUBLIC_URL: 'http://localhost:8300' };
  const { status, stderr } = spawnSync('docker', ['compose', 'config', '--quiet'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
