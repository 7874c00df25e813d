import { loadAlertSources } from '../../config/alert-sources.ts';
import { readEnvironment, requireGiven } from '../../config/environment.ts';
import type { AlertSources } from '../../detection/registry.ts';
import { TocsinError } from '../../domain/errors.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { ROLES, type Role, TOKEN_DAYS } from '../../domain/roles.ts';
import { DAY_MS, type Instant, plusMs } from '../../domain/time.ts';
import { alertSecretsOf } from '../../intake/alert-secrets.ts';
import type { Store } from '../../store/store.ts';
import { argumentOf } from '../input.ts';
import { bothTimes, localZone } from '../output/time.ts';
import type { Verb } from './verb.ts';

export const token: Verb = {
  name: 'token',
  summary: 'issue an API token straight into the database (for servers that npm start did not make)',
  examples: [
    'tocsin token dpo --role dpo',
    'tocsin token guardduty --role alert-source --expires 2027-11-24T00:00:00Z',
  ],
  arguments: [{ name: 'name', describe: "the token's name as the record shows it; an earlier one of that name ends" }],
  options: {
    role: { type: 'string', value: '<role>', describe: `one of ${ROLES.join(', ')}` },
    expires: { type: 'string', value: '<instant>', describe: 'when it ends, with offset (default: in 90 days)' },
  },
  role: null,
  async run(input) {
    const name = nameOf(argumentOf(input, 'name'));
    const role = roleOf(input.options.role);
    const expiresAt = expiryOf(input.options.expires, input.clock());
    const environment = requireGiven(readEnvironment(input.env), 'keyring', 'mongodbUri');
    // Before anything is issued, as a policy that does not hold ends it.
    const sources = role === 'alert-source' ? loadAlertSources(environment.policyDir).sources : null;
    // The database driver is loaded here, so that no other verb waits for it.
    const { openStore } = await import('../../store/open.ts');
    const { closeStore } = await import('../../store/store.ts');
    const { issueToken } = await import('../../store/tokens.ts');
    const { record, tellOfPower } = await import('../operator.ts');
    const store = await openStore({ uri: environment.mongodbUri, keyring: environment.keyring });
    try {
      const issued = await issueToken(store, { name, role, at: input.clock(), expiresAt });
      const context = { ...environment, store };
      await record(context, 'server/token', `${name} ${role}`);
      const untold = await tellOfPower(context, { what: 'token', role, user: null });
      const signing = sources === null ? {} : await secretsOf(store, sources);
      const secrets = Object.entries(signing).map(([source, secret]) => `Signing secret of ${source}: ${secret}`);
      const text = [
        `Token of ${name} (${role}), which ends at ${bothTimes(expiresAt, localZone())}, shown this once:`,
        issued,
        ...secrets,
        ...untold,
      ].join('\n');
      return { json: { name, role, token: issued, expiresAt, signing }, text };
    } finally {
      await closeStore(store);
    }
  },
};

/** The signing secret of each source that takes one from the settings. */
async function secretsOf(store: Store, sources: AlertSources): Promise<Record<string, string>> {
  const { createTrustedSources, secretsToGive } = await import('../../intake/trusted-sources.ts');
  const settings = alertSecretsOf(store.keyring, sources);
  const trusted = createTrustedSources({ store, settings, nowMs: Date.now });
  return Object.fromEntries(await secretsToGive(trusted, settings));
}

function nameOf(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) return name;
  throw new TocsinError('bad-input', `A token's name is lower-case letters, digits and dashes, not '${name}'.`, 'name');
}

function roleOf(given: unknown): Role {
  const role = ROLES.find((known) => known === given);
  if (role !== undefined) return role;
  throw new TocsinError('bad-input', `--role takes ${ROLES.join(', ')}, not '${given ?? ''}'.`, 'role');
}

function expiryOf(given: unknown, now: Instant): Instant {
  if (given === undefined) return plusMs(now, TOKEN_DAYS * DAY_MS);
  const parsed = InstantInput.safeParse(given);
  if (parsed.success && parsed.data > now) return parsed.data;
  throw new TocsinError('bad-input', `--expires takes an instant to come, with its offset, not '${given}'.`, 'expires');
}
