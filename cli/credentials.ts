import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { DAY_MS, type Instant, plusMs } from '../domain/time.ts';
import type { Store } from '../store/store.ts';
import { authenticate, issueToken, listTokens } from '../store/tokens.ts';
import { type Credentials, credentialsFile, readCredentials } from './address.ts';
import { CLI_ROLES, type CliRole } from './verbs/verb.ts';

export type CredentialRow = { role: CliRole; token: string };

/** What was started may run on for a while: a token that ends within this time is issued anew. */
const RENEW_MS = 30 * DAY_MS;

/**
 * Makes sure that a token per role is stored beside the data and accepted by the store: issues those that are missing,
 * no longer accepted, end within 30 days, or would never end, as those of version 0.4.0; and writes address and tokens
 * into `credentials.json` (mode 0600). Gives the rows of the start table. `inbox` is the web address of the development
 * inbox, null where there is none.
 */
export async function prepareCredentials(
  store: Store,
  options: { dataDir: string; url: string; inbox?: string | null; now: Instant },
): Promise<CredentialRow[]> {
  const { dataDir, url, inbox = null, now } = options;
  const stored = readCredentials(dataDir)?.tokens ?? {};
  const rows: CredentialRow[] = [];
  for (const role of CLI_ROLES) rows.push({ role, token: await keepOrIssue(store, role, stored[role], now) });
  const tokens = Object.fromEntries(rows.map(({ role, token }) => [role, token]));
  writeCredentials(dataDir, { url, inbox, tokens });
  return rows;
}

async function keepOrIssue(store: Store, role: CliRole, token: string | undefined, now: Instant): Promise<string> {
  const known = token === undefined ? null : await authenticate(store, token, now);
  const { expiresAt = null } = (await listTokens(store)).find(({ name }) => name === known?.name) ?? {};
  const isLasting = expiresAt !== null && expiresAt > plusMs(now, RENEW_MS);
  if (token !== undefined && known?.role === role && isLasting) return token;
  return issueToken(store, { name: role, role, at: now });
}

/** Written whole or not at all, and never readable by others, not even for a moment. */
function writeCredentials(dataDir: string, credentials: Credentials): void {
  const file = credentialsFile(dataDir);
  const draft = `${file}.${process.pid}`;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
