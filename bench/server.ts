import { fileURLToPath } from 'node:url';
import { createLimiter, scaledLimits } from '../api/http/limits.ts';
import { buildServer } from '../api/server.ts';
import { assembleSignIn } from '../api/sign-in/assemble.ts';
import { createLogger } from '../config/logger.ts';
import { loadPolicy } from '../config/policy.ts';
import { alertSources } from '../detection/registry.ts';
import { type Instant, toInstant } from '../domain/time.ts';
import { createAlertInbox } from '../intake/alert-inbox.ts';
import { createSkewWatch } from '../intake/clock-skew.ts';
import { createTrustedSources } from '../intake/trusted-sources.ts';
import { createVendors } from '../intake/vendors.ts';
import { createSharedLimits } from '../store/shared-limits.ts';
import { readStoreClock, type Store } from '../store/store.ts';
import { issueToken } from '../store/tokens.ts';
import { TestGateway } from '../test/support/gateway.ts';

/** The real API on loopback over a store; only Temporal is played. */
export async function serve(
  store: Store,
  kick: () => void = () => undefined,
): Promise<{ url: string; token: string; stop: () => Promise<void> }> {
  const clock = (): Instant => toInstant(Date.now());
  const policy = loadPolicy(fileURLToPath(new URL('../policy', import.meta.url)));
  const log = createLogger('bench', 'silent');
  const publicUrl = 'http://127.0.0.1';
  const limits = createSharedLimits(store);
  const server = buildServer({
    ...assembleSignIn({ store, limits, publicUrl, log, clock, oidc: null, mailer: null, secondFactor: 'optional' }),
    ...{ filePolicy: policy, refreshPolicy: async () => undefined },
    ...{
      store,
      clock,
      policy,
      organisation: policy.organisation,
      exerciseInbox: false,
      standIns: { mail: false, slack: false },
      webhooksMayBePrivate: false,
    },
    temporal: new TestGateway(store, clock),
    relay: { kick: () => undefined },
    publicUrl,
    log,
    // It measures what the server can do, not what it lets one caller do.
    limiter: createLimiter({ ...scaledLimits(1_000), streams: { each: 1_000, all: 1_000 } }, limits),
    limits,
    alertSecrets: new Map(),
    rules: [],
    trusted: createTrustedSources({ store, settings: new Map(), nowMs: Date.now }),
    pulls: [],
    vendors: createVendors(() => Promise.reject(new Error('A bench asks no vendor.'))),
    skew: createSkewWatch({
      nowMs: Date.now,
      readStoreClock: () => readStoreClock(store),
      warn: () => undefined,
    }),
    ...{ inbox: createAlertInbox({ store, nowMs: Date.now, kick }), judge: { kick: () => undefined } },
    ...{ filings: [], slack: null },
    playbooks: [],
    sources: alertSources(),
  });
  const token = await issueToken(store, { name: 'dpo', role: 'dpo', at: clock() });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, token, stop: () => server.close() };
}
