import type { FastifyInstance } from 'fastify';
import { ASKING_BY_GET } from '../detection/registry.ts';
import { DECIDERS, EXERCISERS, REPORTERS, RESPONDERS, type Role } from '../domain/roles.ts';

/**
 * Who may call which route: the one table. `public`: nobody has to sign in, though the route may ask for a link or show
 * nothing of a breach. `signed`: a signature over the body, or a token of the roles. A route that is not listed is not
 * served. `content`: the answer holds breach content, so that reading it is on record. `person`: no token will do, only
 * somebody who signed in, with the second factor that the role must have. `strangers`: the limit that counts, by
 * address, what is sent to it without a name; null where the route has limits of its own.
 */
export type RouteAccess = { strangers: 'stranger' | 'answer' | null } & (
  | { kind: 'public' }
  | { kind: 'token' | 'signed' | 'person'; roles: readonly Role[]; content?: true }
);

const OPEN: RouteAccess = { kind: 'public', strangers: 'stranger' };
/** Apart from all others, so that nobody who sends forms from there keeps a supplier from answering. */
const ANSWER: RouteAccess = { kind: 'public', strangers: 'answer' };
/** Counted by source, once the signature holds. */
const ALERTS: RouteAccess = { kind: 'signed', roles: ['alert-source'], strangers: null };
const EVERYBODY = token('dpo', 'deputy', 'responder', 'reporter', 'auditor', 'administrator');
const READERS = ['dpo', 'deputy', 'responder', 'auditor'] as const;
const READING = token(...READERS);
const CONTENT = content(...READERS);
/** The register and what an audit asks for. */
const RECORDS = content('dpo', 'deputy', 'auditor');
const REPORT = token(...REPORTERS);
/** What one has reported, and what became of it. */
const OWN_REPORTS = content(...REPORTERS);
const RESPONSE = token(...RESPONDERS);
const DECISION = token(...DECIDERS);
/** How alert sources are set up: no breach content. */
const SOURCES = token(...READERS, 'administrator');
const DPO = token('dpo');
const ADMINISTRATION = token('administrator');
/** Whoever can add a user or issue a token can be anybody: a token that leaked must not do it. */
const BY_PERSON: RouteAccess = { kind: 'person', roles: ['administrator'], strangers: 'stranger' };

export const ROUTE_ACCESS: Readonly<Record<string, RouteAccess>> = {
  // In: alerts, reports, answers of suppliers and customers.
  'POST /alerts/:source': ALERTS,
  ...Object.fromEntries(ASKING_BY_GET.map(({ name }) => [`GET /alerts/${name}`, OPEN])),
  'GET /alerts': CONTENT,
  'GET /alerts/unknown': CONTENT,
  'GET /alerts/:reference': content(...READERS, 'alert-source'),
  'GET /alerts/:reference/raw': content('dpo', 'deputy', 'auditor'),
  'POST /alerts/:reference/retry': RESPONSE,
  'POST /alerts/retries': RESPONSE,
  'GET /detection/rules': READING,
  'GET /sources': SOURCES,
  'GET /sources/:source': SOURCES,
  'PATCH /sources/:source': ADMINISTRATION,
  'POST /sources/:source/secrets': ADMINISTRATION,
  'POST /sources/:source/secrets/:secret/retire': ADMINISTRATION,
  'POST /sources/:source/test': ADMINISTRATION,
  'POST /incidents': REPORT,
  'GET /n/:token': OPEN,
  'POST /n/:token': ANSWER,

  // The API.
  'GET /breaches': CONTENT,
  'GET /breaches/:breachId': CONTENT,
  'GET /clocks': CONTENT,
  'GET /breaches/:breachId/events': CONTENT,
  'GET /breaches/:breachId/notices': CONTENT,
  'GET /breaches/:breachId/notices/:counterparty': CONTENT,
  'POST /breaches/:breachId/notices/:counterparty/answer': RESPONSE,
  'POST /breaches/:breachId/notices/:counterparty/link/revoke': DECISION,
  'POST /breaches/:breachId/notices/:counterparty/link/reissue': DECISION,
  'POST /breaches/:breachId/communications/:communication/pause': DECISION,
  'POST /breaches/:breachId/communications/:communication/resume': DECISION,
  'POST /breaches/:breachId/communications/:communication/stop': DECISION,
  'POST /breaches/:breachId/communications/:communication/uncertain': DECISION,
  'GET /breaches/:breachId/release': CONTENT,
  'GET /breaches/:breachId/release/counterparties': CONTENT,
  'GET /breaches/:breachId/release/counterparties/:counterparty': CONTENT,
  'PUT /breaches/:breachId/release/statement': RESPONSE,
  'PUT /breaches/:breachId/release/left-out': RESPONSE,
  'POST /breaches/:breachId/release': RESPONSE,
  'GET /breaches/:breachId/evidence': content('dpo', 'auditor'),
  'GET /breaches/:breachId/export': CONTENT,
  'GET /breaches/:breachId/findings': CONTENT,
  'PATCH /breaches/:breachId/facts': RESPONSE,
  'POST /breaches/:breachId/awareness': RESPONSE,
  'POST /breaches/:breachId/decisions': DECISION,
  'POST /breaches/:breachId/filings': DECISION,
  'GET /breaches/:breachId/filings/:obligation/draft': CONTENT,
  'POST /breaches/:breachId/filings/:obligation/approval': DECISION,
  'GET /breaches/:breachId/closing': CONTENT,
  'POST /breaches/:breachId/closing': DECISION,
  'POST /breaches/:breachId/minor': DECISION,
  'POST /breaches/:breachId/reopening': DECISION,
  'POST /breaches/:breachId/reopening/proposal': RESPONSE,
  'POST /breaches/:breachId/filings/:obligation/told': DECISION,
  'POST /breaches/:breachId/filings/:obligation/versions/:version/receipt': DECISION,
  'POST /breaches/:breachId/recipient-lists': RESPONSE,
  'POST /breaches/:breachId/campaigns': RESPONSE,
  'POST /breaches/:breachId/campaigns/:campaign/approval': DECISION,
  'POST /breaches/:breachId/facts/preview': content('dpo', 'deputy', 'responder'),
  'GET /breaches/:breachId/files/:file': content('dpo', 'deputy', 'auditor'),
  'PUT /breaches/:breachId/filings/:obligation/draft': content('dpo', 'deputy'),
  'GET /breaches/:breachId/filings/:obligation/versions': CONTENT,
  'GET /breaches/:breachId/filings/:obligation/versions/:version': CONTENT,
  'GET /breaches/:breachId/recipient-lists': content('dpo', 'deputy', 'responder'),
  'GET /breaches/:breachId/recipient-lists/:list/unreached': content(...DECIDERS),
  'GET /breaches/:breachId/campaigns/:campaign': CONTENT,
  'GET /breaches/:breachId/campaigns/:campaign/recipients': CONTENT,
  'GET /campaigns': CONTENT,
  'GET /exercises/:breachId': CONTENT,
  'POST /incidents/preview': REPORT,
  'GET /reports': OWN_REPORTS,
  'GET /reports/:reference': OWN_REPORTS,
  'POST /reports/:reference/words': REPORT,
  'POST /reports/:reference/answers': REPORT,
  'POST /reports/:reference/attachments': REPORT,
  'GET /breaches/:breachId/questions': CONTENT,
  'POST /breaches/:breachId/questions': RESPONSE,
  'GET /register': RECORDS,
  'GET /register/export': RECORDS,
  'GET /audit': token('dpo', 'deputy', 'auditor'),
  'GET /audit/verification': token('dpo', 'deputy', 'auditor'),
  'GET /audit/decisions': RECORDS,
  'GET /audit/decisions/export': RECORDS,
  'GET /audit/duties': RECORDS,
  'GET /audit/duties/export': RECORDS,
  'GET /audit/notices': RECORDS,
  'GET /audit/notices/export': RECORDS,
  'GET /audit/parties': RECORDS,
  'GET /audit/parties/export': RECORDS,
  'GET /audit/exercises': RECORDS,
  'GET /audit/exercises/export': RECORDS,
  'GET /audit/policies': RECORDS,
  'GET /audit/policies/export': RECORDS,
  'GET /policy': READING,
  'GET /policy/coverage': READING,
  'GET /policy/regimes/:regime': READING,
  'GET /dataflow': READING,
  'PUT /dataflow': DPO,
  'GET /systems': READING,
  'GET /systems/:id': READING,
  'PUT /systems/:id': DPO,
  'GET /systems/:id/changes': READING,
  'GET /counterparties': READING,
  'GET /counterparties/:id': READING,
  'PUT /counterparties/:id': DPO,
  'GET /counterparties/:id/changes': READING,
  'GET /counterparties/:id/notices': CONTENT,
  'GET /breaches/:breachId/tasks': CONTENT,
  'POST /breaches/:breachId/tasks': RESPONSE,
  'POST /breaches/:breachId/tasks/:task': RESPONSE,
  'POST /breaches/:breachId/playbooks': RESPONSE,
  'GET /policy/playbooks': READING,
  'GET /breaches/:breachId/notes': CONTENT,
  'POST /breaches/:breachId/notes': RESPONSE,
  'GET /breaches/:breachId/calls': CONTENT,
  'POST /breaches/:breachId/calls': RESPONSE,
  'GET /breaches/:breachId/attachments': CONTENT,
  'POST /breaches/:breachId/attachments': RESPONSE,
  'GET /breaches/:breachId/attachments/:file': CONTENT,
  'GET /webhooks': token('dpo', 'administrator'),
  'POST /webhooks': token('dpo', 'administrator'),
  'DELETE /webhooks/:webhook': token('dpo', 'administrator'),
  'GET /openapi.json': OPEN,
  'GET /api': OPEN,

  // Pages. The supplier's and the customer's are behind their link, above.
  'GET /': CONTENT,
  'GET /desk/clocks.csv': CONTENT,
  'GET /desk/live': READING,
  'GET /desk/breaches': CONTENT,
  'GET /desk/search': CONTENT,
  'POST /desk/search': READING,
  'POST /desk/search/:breachId': READING,
  'POST /search': CONTENT,
  'GET /desk/breaches/:breachId': CONTENT,
  'GET /desk/breaches/:breachId/known': CONTENT,
  'GET /desk/breaches/:breachId/severity': CONTENT,
  'GET /desk/breaches/:breachId/notices': CONTENT,
  'GET /desk/breaches/:breachId/campaigns': CONTENT,
  'GET /desk/breaches/:breachId/filings': CONTENT,
  'GET /desk/breaches/:breachId/closing': CONTENT,
  'GET /desk/breaches/:breachId/timeline': CONTENT,
  'GET /desk/breaches/:breachId/files': CONTENT,
  'GET /desk/breaches/:breachId/alerts': CONTENT,
  'GET /desk/breaches/:breachId/alerts/move': content('dpo', 'deputy', 'responder'),
  'POST /desk/breaches/:breachId/alerts/move': RESPONSE,
  'GET /desk/breaches/:breachId/facts': content('dpo', 'deputy', 'responder'),
  'POST /desk/breaches/:breachId/facts': RESPONSE,
  'POST /desk/breaches/:breachId/facts/confirmation': RESPONSE,
  'POST /desk/breaches/:breachId/awareness': RESPONSE,
  'POST /desk/breaches/:breachId/decisions': DECISION,
  'POST /desk/breaches/:breachId/obligations/:obligation': DECISION,
  'POST /desk/breaches/:breachId/closing': DECISION,
  'GET /desk/breaches/:breachId/minor': content(...DECIDERS),
  'POST /desk/breaches/:breachId/minor': DECISION,
  'POST /desk/breaches/:breachId/reopening': DECISION,
  'POST /desk/breaches/:breachId/reopening/proposal': RESPONSE,
  'POST /desk/breaches/:breachId/filings/:obligation/told': DECISION,
  'POST /desk/breaches/:breachId/communications/:communication': DECISION,
  'GET /desk/breaches/:breachId/release': CONTENT,
  'POST /desk/breaches/:breachId/release': RESPONSE,
  'GET /desk/breaches/:breachId/notices/:counterparty': CONTENT,
  'POST /desk/breaches/:breachId/notices/:counterparty': DECISION,
  'POST /desk/breaches/:breachId/notices/:counterparty/answer': RESPONSE,
  'GET /desk/breaches/:breachId/evidence.json': content('dpo', 'auditor'),
  'GET /desk/breaches/:breachId/export.json': CONTENT,
  'GET /desk/breaches/:breachId/files/:file': content('dpo', 'deputy', 'auditor'),
  'GET /desk/breaches/:breachId/filings/:obligation': CONTENT,
  'POST /desk/breaches/:breachId/filings/:obligation': DECISION,
  'POST /desk/breaches/:breachId/filings/:obligation/approval': DECISION,
  'POST /desk/breaches/:breachId/filings/:obligation/receipt': DECISION,
  'POST /desk/breaches/:breachId/filings/:obligation/versions/:version/receipt': DECISION,
  'GET /desk/breaches/:breachId/filings/:obligation/draft.json': CONTENT,
  'GET /desk/breaches/:breachId/filings/:obligation/draft.pdf': CONTENT,
  'GET /desk/breaches/:breachId/filings/:obligation/versions/:version': CONTENT,
  'GET /desk/breaches/:breachId/filings/:obligation/versions/:version/document': CONTENT,
  'GET /desk/breaches/:breachId/people': content('dpo', 'deputy', 'responder'),
  'GET /desk/breaches/:breachId/people/:list/unreached': content(...DECIDERS),
  'POST /desk/breaches/:breachId/people': RESPONSE,
  'POST /desk/breaches/:breachId/people/:list': RESPONSE,
  'GET /desk/breaches/:breachId/campaigns/new': content('dpo', 'deputy', 'responder'),
  'POST /desk/breaches/:breachId/campaigns': RESPONSE,
  'GET /desk/breaches/:breachId/campaigns/:campaign': CONTENT,
  'POST /desk/breaches/:breachId/campaigns/:campaign/approval': DECISION,
  'POST /desk/breaches/:breachId/campaigns/:campaign/filing': DECISION,
  'GET /desk/breaches/:breachId/work': CONTENT,
  'POST /desk/breaches/:breachId/work/tasks': RESPONSE,
  'POST /desk/breaches/:breachId/work/tasks/:task': RESPONSE,
  'POST /desk/breaches/:breachId/work/playbooks': RESPONSE,
  'POST /desk/breaches/:breachId/work/notes': RESPONSE,
  'POST /desk/breaches/:breachId/work/calls': RESPONSE,
  'POST /desk/breaches/:breachId/work/files': RESPONSE,
  'POST /desk/breaches/:breachId/work/questions': RESPONSE,
  'GET /desk/breaches/:breachId/work/files/:file': CONTENT,
  'GET /desk/campaigns': CONTENT,
  'GET /desk/alerts': CONTENT,
  'GET /desk/alerts/rules': READING,
  'GET /desk/alerts/unknown': CONTENT,
  'GET /desk/alerts/:reference': CONTENT,
  'GET /desk/alerts/:reference/raw': content('dpo', 'deputy', 'auditor'),
  'POST /desk/alerts/:reference/retry': RESPONSE,
  'POST /desk/alerts/retries': RESPONSE,
  'GET /desk/sources': SOURCES,
  'GET /desk/sources/:source': SOURCES,
  'POST /desk/sources/:source': ADMINISTRATION,
  'POST /desk/sources/:source/secrets': ADMINISTRATION,
  'POST /desk/sources/:source/secrets/:secret/retire': ADMINISTRATION,
  'POST /desk/sources/:source/test': ADMINISTRATION,
  'GET /desk/report': REPORT,
  'POST /desk/report': REPORT,
  'GET /desk/report/:kind': REPORT,
  'POST /desk/report/:kind': REPORT,
  'GET /desk/reports': OWN_REPORTS,
  'GET /desk/reports/:reference': OWN_REPORTS,
  'POST /desk/reports/:reference/words': REPORT,
  'POST /desk/reports/:reference/answers': REPORT,
  'POST /desk/reports/:reference/files': REPORT,
  'GET /desk/register': RECORDS,
  'GET /desk/register.csv': RECORDS,
  'GET /desk/register.json': RECORDS,
  'GET /desk/register.pdf': RECORDS,
  'GET /desk/systems': READING,
  'GET /desk/systems/:id': READING,
  'POST /desk/systems/:id': DPO,
  'GET /desk/suppliers': CONTENT,
  'GET /desk/suppliers/:id': CONTENT,
  'POST /desk/suppliers/:id': DPO,
  'GET /desk/customers': CONTENT,
  'GET /desk/customers/:id': CONTENT,
  'POST /desk/customers/:id': DPO,
  'GET /desk/policy': READING,
  'GET /desk/policy/:regime': READING,
  'GET /desk/exercises': CONTENT,
  'POST /desk/exercises': token(...EXERCISERS),
  'GET /desk/exercises/:breachId': CONTENT,
  'GET /desk/audit': token('dpo', 'deputy', 'auditor'),
  'GET /desk/audit.csv': token('dpo', 'deputy', 'auditor'),
  'GET /desk/audit/verification': token('dpo', 'deputy', 'auditor'),
  'GET /desk/audit/questions': token('dpo', 'deputy', 'auditor'),
  'GET /desk/audit/decisions': RECORDS,
  'GET /desk/audit/decisions.csv': RECORDS,
  'GET /desk/audit/decisions.json': RECORDS,
  'GET /desk/audit/duties': RECORDS,
  'GET /desk/audit/duties.csv': RECORDS,
  'GET /desk/audit/duties.json': RECORDS,
  'GET /desk/audit/notices': RECORDS,
  'GET /desk/audit/notices.csv': RECORDS,
  'GET /desk/audit/notices.json': RECORDS,
  'GET /desk/audit/parties': RECORDS,
  'GET /desk/audit/parties.csv': RECORDS,
  'GET /desk/audit/parties.json': RECORDS,
  'GET /desk/audit/exercises': RECORDS,
  'GET /desk/audit/exercises.csv': RECORDS,
  'GET /desk/audit/exercises.json': RECORDS,
  'GET /desk/audit/policies': RECORDS,
  'GET /desk/audit/policies.csv': RECORDS,
  'GET /desk/audit/policies.json': RECORDS,
  'GET /desk/returned/:key': EVERYBODY,
  'GET /desk/account': EVERYBODY,
  'POST /desk/account/:action': EVERYBODY,
  'GET /desk/users': ADMINISTRATION,
  'POST /desk/users': BY_PERSON,
  'GET /desk/users/:user': ADMINISTRATION,
  'POST /desk/users/:user': BY_PERSON,
  'GET /desk/tokens': ADMINISTRATION,
  'POST /desk/tokens': BY_PERSON,
  'POST /desk/tokens/:token': BY_PERSON,

  // Signing in and out.
  'GET /sign-in': OPEN,
  'POST /sign-in': OPEN,
  'GET /sign-in/link': OPEN,
  'POST /sign-in/link': OPEN,
  'GET /sign-in/code': OPEN,
  'POST /sign-in/code': OPEN,
  'POST /sign-in/passkey-options': OPEN,
  'POST /sign-in/passkey': OPEN,
  'GET /sign-in/sso': OPEN,
  'GET /sign-in/sso/callback': OPEN,
  'POST /sign-out': OPEN,
  'POST /language': OPEN,

  'GET /assets/:file': OPEN,
  'GET /health/live': OPEN,
  'GET /health/ready': OPEN,

  // Who has an incident, and what a suspicion came to.
  'POST /breaches/:breachId/take': RESPONSE,
  'POST /breaches/:breachId/hand-over': RESPONSE,
  'POST /breaches/:breachId/findings/move': RESPONSE,
  'POST /breaches/:breachId/triage': DECISION,
  'POST /breaches/:breachId/suspicion': RESPONSE,
  'POST /desk/breaches/:breachId/suspicion': RESPONSE,
  'POST /desk/breaches/:breachId/take': RESPONSE,
  'POST /desk/breaches/:breachId/hand-over': RESPONSE,
  'POST /desk/breaches/:breachId/triage': DECISION,

  // What came of signs of misuse and of letters that were refused; open tasks of all incidents.
  'POST /breaches/:breachId/signs': DECISION,
  'POST /desk/breaches/:breachId/signs': DECISION,
  'GET /tasks': CONTENT,
};

/** The access of a route as Fastify names it; undefined where it is not in the table. HEAD is GET without the body. */
export function accessOf(method: string, url: string): RouteAccess | undefined {
  return ROUTE_ACCESS[`${method === 'HEAD' ? 'GET' : method} ${url}`];
}

/** Whether the answers of a route hold breach content. */
export function holdsContent(method: string, url: string): boolean {
  const access = accessOf(method, url);
  return access !== undefined && access.kind !== 'public' && access.content === true;
}

/** Whether a form that is sent to `url` comes back with breach content around it. */
export function comesBackWithContent(url: string): boolean {
  return url.includes('/:breachId') || url.includes('/:reference') || holdsContent('GET', url);
}

/** Whether a role may call a route, written as in the table. */
export function mayCall(role: Role, route: string): boolean {
  const access = ROUTE_ACCESS[route];
  return access !== undefined && (access.kind === 'public' || access.roles.includes(role));
}

/** The addresses that can be opened. */
const OPENED = Object.keys(ROUTE_ACCESS).flatMap((route) => {
  const [method, url = ''] = route.split(' ');
  const pattern = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
  return method === 'GET' ? [{ pattern, isNew: url.endsWith('/new') }] : [];
});

/**
 * Whether a route answers with a page for people: their refusals are pages too, and strangers are led to the sign-in.
 */
export function isPage(url: string): boolean {
  return /^\/(?:desk\b.*|sign-in\b.*|sign-out|language)?$/.test(url);
}

/** Forms that belong to no session: where they come from is checked, and more they cannot carry. */
export function belongsToNoSession(url: string): boolean {
  return url.startsWith('/sign-in') || url === '/language';
}

/**
 * Whether somebody at the screen asked for it: a desk that is left open listens on and on, and is no use of a session.
 */
export function isUse(url: string): boolean {
  return url !== '/desk/live';
}

/** Roles that must have a second factor: what they decide, or whom they let in, weighs too much for a mailbox alone. */
export const SECOND_FACTOR_ROLES: readonly Role[] = ['dpo', 'deputy', 'administrator'];

/** Whether the roles of `SECOND_FACTOR_ROLES` must have a second factor here. */
export type SecondFactor = 'required' | 'optional';

/** Whether somebody of this role gets no further without a second factor. */
export function asksForFactor(secondFactor: SecondFactor, role: Role): boolean {
  return secondFactor === 'required' && SECOND_FACTOR_ROLES.includes(role);
}

/** What opens to somebody who has yet to enrol the second factor of the role. */
export function opensBeforeEnrolment(url: string): boolean {
  return url.startsWith('/desk/account');
}

/**
 * The page on which a form stands that is sent to `path`: the one that makes an entry there, else the page of that
 * address, else the next one above. Many forms are sent to addresses that only take them.
 */
export function pageOf(path: string): string {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (OPENED.some(({ pattern, isNew }) => isNew && pattern.test(`${at}/new`))) return `${at}/new`;
    if (OPENED.some(({ pattern }) => pattern.test(at))) return at;
  }
  return '/';
}

/** Makes the server refuse to be built with a route that the table does not know. */
export function requireListedRoutes(server: FastifyInstance): void {
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      if (accessOf(each, url) === undefined)
        throw new Error(`${each} ${url} has no entry in api/route-access.ts; say who may call it.`);
    }
  });
}

function token(...roles: Role[]): RouteAccess {
  return { kind: 'token', roles, strangers: 'stranger' };
}

function content(...roles: Role[]): RouteAccess {
  return { kind: 'token', roles, content: true, strangers: 'stranger' };
}
