import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { regimesOf } from '../../domain/policy/regimes.ts';
import { readPolicyVersion } from '../../services/policy/versions.ts';
import { listPolicyVersions, namePolicy } from '../../store/policy-versions.ts';
import { PICKS } from '../../web/policy/filter.ts';
import { policyPage } from '../../web/policy/list.ts';
import { regimePage } from '../../web/policy/regime.ts';
import { severityPage } from '../../web/policy/severity.ts';
import { policyVersionPage, policyVersionsPage } from '../../web/policy/versions.ts';
import { acceptForms, openForm, submit } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { sendPage } from './page.ts';

const Query = z.object({
  show: z.enum(PICKS).catch('').default(''),
  jurisdiction: z.string().max(10).catch('').default(''),
  text: z.string().trim().max(100).catch('').default(''),
});
const Params = z.strictObject({ regime: z.string().max(64) });
const VersionParams = z.strictObject({ version: z.string().regex(/^sha256:[0-9a-f]{64}$/) });
const Naming = z.object({ name: z.string().trim().min(1).max(100) });
/** Where a regime's page would be: no regime has this id. */
const SEVERITY = 'severity';

/** The rules as data: every regime, every duty, and how conclusions are drawn. */
export const policyPages: Routes = (server, deps) => {
  acceptForms(server);
  const version = { params: VersionParams };

  server.get('/desk/policy/versions', async (request, reply) => {
    const content = { versions: await listPolicyVersions(deps.store), holds: deps.policy.policyVersion };
    return sendPage(reply, policyVersionsPage(await viewOf(deps, request), content));
  });

  server.get('/desk/policy/versions/:version', { schema: version }, async (request, reply) => {
    const shown = await readPolicyVersion(deps.store, request.params.version);
    const view = await viewOf(deps, request);
    return sendPage(reply, policyVersionPage(view, shown, await openForm(deps, request)));
  });

  server.post('/desk/policy/versions/:version', { schema: version }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { version: id } = request.params;
    const shown = await readPolicyVersion(deps.store, id);
    const form = await submit(view, request, Naming, ({ name }) =>
      namePolicy(deps.store, id, { name, by: principalOf(request).name, at: deps.clock() }),
    );
    if (form !== null) return sendPage(reply, policyVersionPage(view, shown, form), 422);
    return reply.redirect(`/desk/policy/versions/${id}`, 303);
  });

  server.get('/desk/policy', { schema: { querystring: Query } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    return sendPage(reply, policyPage(view, deps.policy, request.query, deps.filings));
  });

  server.get('/desk/policy/:regime', { schema: { params: Params } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { regime: id } = request.params;
    if (id === SEVERITY) return sendPage(reply, severityPage(view, deps.policy.severity));
    const regime = regimesOf(deps.policy, view.now.slice(0, 10)).find((each) => each.id === id);
    if (regime === undefined) throw new TocsinError('not-found', 'The policy has no regime of this id.', 'regime');
    return sendPage(reply, regimePage(view, regime, deps.policy.cases[id]?.cases ?? []));
  });
};
