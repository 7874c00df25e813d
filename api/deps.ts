import type { FastifyBaseLogger } from 'fastify';
import type { Pull } from '../detection/pull.ts';
import type { Instant } from '../domain/time.ts';
import type { AlertInbox } from '../intake/alert-inbox.ts';
import type { AlertJudge } from '../intake/alert-judge.ts';
import type { AlertSecrets } from '../intake/alert-secrets.ts';
import type { SkewWatch } from '../intake/clock-skew.ts';
import type { TrustedSources } from '../intake/trusted-sources.ts';
import type { Vendors } from '../intake/vendors.ts';
import type { ServiceDeps } from '../services/deps.ts';
import type { SharedLimits } from '../store/shared-limits.ts';
import type { OrganisationView } from '../web/view.ts';
import type { Limiter } from './http/limits.ts';
import type { Sessions } from './sign-in/sessions.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { SlackApi } from './slack/api.ts';

/** Everything the routes work with, put together in `main.ts` (and by tests). */
export type ApiDeps = ServiceDeps & {
  /** Where this server is reached from outside, such as `https://tocsin.example`. */
  publicUrl: string;
  log: FastifyBaseLogger;
  organisation: OrganisationView;
  /** Who is signed in with a browser. */
  sessions: Sessions;
  signIn: SignIn;
  /** Now, by the machine's clock: sessions, links and codes go by it, whatever `clock` a test or an exercise sets. */
  signInClock: () => Instant;
  /** How the clocks of MongoDB and Temporal differ from this machine's. */
  skew: Pick<SkewWatch, 'read'>;
  /** The secrets from the settings, by source name. */
  alertSecrets: ReadonlyMap<string, AlertSecrets>;
  /** What each source is trusted by now, those secrets among it. */
  trusted: TrustedSources;
  /** The sources that are asked, as the settings say. */
  pulls: readonly Pick<Pull, 'source'>[];
  /** Asks vendors for what their alerts are checked by. */
  vendors: Vendors;
  /** Keeps alerts, to be read afterwards. */
  inbox: AlertInbox;
  /** Judges what was kept. */
  judge: Pick<AlertJudge, 'kick'>;
  /** What one user, token or source may ask for. */
  limiter: Limiter;
  /** Attempts, counted together with the other processes on this database. */
  limits: SharedLimits;
  /** Proxies whose X-Forwarded-For is believed. */
  trustedProxies?: string[];
  /** Whether webhooks may lead into private networks, and go without TLS there. */
  webhooksMayBePrivate: boolean;
  /** The chat that tells us of buttons and commands; null where none does. */
  slack: { api: SlackApi; signingSecret: string } | null;
  /** What this machine itself stands in for: mail or chat that reaches nobody outside. */
  standIns: Readonly<Record<'mail' | 'slack', boolean>>;
  /** Whether mail goes to the development inbox, without which no exercise may start. */
  exerciseInbox: boolean;
};
