import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { regimesOf } from '../../domain/policy/regimes.ts';
import { PICKS } from '../../web/policy/filter.ts';
import { policyPage } from '../../web/policy/list.ts';
import { regimePage } from '../../web/policy/regime.ts';
import { severityPage } from '../../web/policy/severity.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { sendPage } from './page.ts';

const Query = z.object({
  show: z.enum(PICKS).catch('').default(''),
  jurisdiction: z.string().max(10).catch('').default(''),
  text: z.string().trim().max(100).catch('').default(''),
});
const Params = z.strictObject({ regime: z.string().max(64) });
/** Where a regime's page would be: no regime has this id. */
const SEVERITY = 'severity';

/** The rules as data: every regime, every duty, and how conclusions are drawn. */
export const policyPages: Routes = (server, deps) => {
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
