import { isPage, ROUTE_ACCESS } from '../../api/route-access.ts';
import type { Role } from '../../domain/roles.ts';
import { addUser } from '../../store/users.ts';
import { unreachedPath } from '../../web/people/unreached.ts';
import { alertFixture } from './api.ts';
import type { World } from './world.ts';

/** Of the routes under pages: what leaves as a file or a stream, and the way to the provider of single sign-on. */
const NO_PAGE = /\.(csv|json|pdf)$|\/:version\/document$|\/:format$|\/files\/:file$|\/raw$|\/live$|^\/sign-in\/sso/;
const OUTSIDE = ['/n/:token', '/api'];
const ORDER: readonly Role[] = ['dpo', 'administrator', 'reporter'];

/** As browsers name the languages of the pages. */
export const LOCALES = ['en-GB', 'de-DE'] as const;

export type PageRoute = { route: string; role: Role | null };

/** Every page that the table of routes knows, with a role that may open it. */
export const PAGE_ROUTES: readonly PageRoute[] = Object.entries(ROUTE_ACCESS).flatMap(([entry, access]) => {
  const [method, route = ''] = entry.split(' ');
  if (method !== 'GET' || NO_PAGE.test(route) || !(isPage(route) || OUTSIDE.includes(route))) return [];
  if (access.kind === 'public') return [{ route, role: null }];
  return [{ route, role: ORDER.find((role) => access.roles.includes(role)) ?? access.roles[0] ?? null }];
});

/** Fills the parameters of a route with what this world has. A new parameter needs a sample here. */
export async function samplesOf(world: World): Promise<(route: string) => string> {
  const { api, breachId, exerciseId, links } = world;
  const { id: user } = await addUser(api.store, {
    ...{ name: 'Ines Ahrens', email: 'ines@people.example', role: 'responder', at: api.now },
  });
  const { cookie, csrf } = await api.session('dpo');
  const report = {
    csrf,
    key: 'a-report-of-the-dpo',
    title: 'A letter went to the wrong address',
    summary: 'Found in the returned mail.',
  };
  const sent = await api.submit('/desk/report', report, { cookie });
  const returned = await api.server.inject({
    ...{ method: 'POST', url: '/desk/report', payload: new URLSearchParams({ ...report, do: 'clocks' }).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie },
  });
  const people = await api.call('responder', 'POST', `/breaches/${exerciseId}/recipient-lists`, {
    raw: 'name;email;residence\nAda;ada@people.example;FR\nBea Kohl;;AT\n',
    headers: { 'content-type': 'text/csv', 'idempotency-key': 'a-list-with-somebody-unreached' },
  });
  const samples: Record<string, string> = {
    breachId,
    key: /returned\/([\w-]+)/.exec(String(returned.headers.location))?.[1] ?? '',
    obligation: 'gdpr-art33-1-authority',
    campaign: '1',
    kind: 'misdirected',
    counterparty: 'sturdy-cloud',
    version: '1',
    regime: 'gdpr',
    user,
    section: 'company',
    source: 'aws-guardduty',
    token: links.get('sturdy-cloud')?.slice('/n/'.length) ?? '',
    reference: /reports\/([\w-]+)/.exec(String(sent.headers.location))?.[1] ?? '',
  };
  const taken = await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { body: alertFixture() });
  await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw: '{"id": "cut sh' });
  await api.judgeAlerts();
  const list = String(people.json.listId).split('~').at(-1) ?? '';
  const { policyVersion } = (await api.call('dpo', 'GET', '/policy')).json;
  const special: Record<string, string> = {
    '/desk/alerts/:reference': `/desk/alerts/${taken.json.reference}`,
    '/desk/exercises/:breachId': `/desk/exercises/${exerciseId}`,
    '/desk/breaches/:breachId/people/:list/unreached': unreachedPath(exerciseId, list),
    '/desk/policy/versions/:version': `/desk/policy/versions/${policyVersion}`,
    '/desk/systems/:id': '/desk/systems/support-console',
    '/desk/suppliers/:id': '/desk/suppliers/deskwell',
    '/desk/customers/:id': '/desk/customers/harbour-books',
  };
  return (route) =>
    special[route] ??
    route.replaceAll(/:(\w+)/g, (_, name: string) => {
      const sample = samples[name];
      if (sample === undefined) throw new Error(`${route}: give a sample for :${name} in test/support/pages.ts.`);
      return sample;
    });
}
