import type { FastifyBaseLogger } from 'fastify';
import type { Judge } from '../detection/rules.ts';
import type { FilingTemplate } from '../domain/filing/template.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from '../store/store.ts';
import type { OrganisationView } from '../web/view.ts';
import type { TemporalGateway } from './gateway.ts';
import type { Limiter } from './limits.ts';
import type { Relay } from './relay.ts';
import type { Sessions } from './sessions.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { SkewWatch } from './skew.ts';

/** Everything the routes work with, put together in `main.ts` (and by tests). */
export type ApiDeps = {
  store: Store;
  temporal: TemporalGateway;
  relay: Pick<Relay, 'kick'>;
  /** Now, in UTC. */
  clock: () => Instant;
  /** Where this server is reached from outside, such as `https://tocsin.example`. */
  publicUrl: string;
  log: FastifyBaseLogger;
  organisation: OrganisationView;
  /** The whole policy: previews of plans, drafts, and the page that shows it. */
  policy: CompiledPolicy;
  /** Forms of filings that are more than their regime's content list. */
  filings: readonly FilingTemplate[];
  /** Who is signed in with a browser. */
  sessions: Sessions;
  signIn: SignIn;
  /** Now, by the machine's clock: sessions, links and codes go by it, whatever `clock` a test or an exercise sets. */
  signInClock: () => Instant;
  /** How the clocks of MongoDB and Temporal differ from this machine's. */
  skew: Pick<SkewWatch, 'read'>;
  /** Signing secrets by source name; a source without one takes bearer tokens only. */
  alertSecrets: ReadonlyMap<string, string>;
  /** Detection rules by source name. */
  judges: ReadonlyMap<string, Judge>;
  /** What one user, token or source may ask for. */
  limiter: Limiter;
  /** Proxies whose X-Forwarded-For is believed. */
  trustedProxies?: string[];
  /** Whether webhooks may lead into private networks, and go without TLS there. */
  webhooksMayBePrivate: boolean;
  /** Whether mail goes to the development inbox, without which no exercise may start. */
  exerciseInbox: boolean;
};
