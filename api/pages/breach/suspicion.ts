import { readReasoning } from '../../../services/suspicion/read.ts';
import { suspicionPath } from '../../../web/breach/places.ts';
import { NAMES_LISTED } from '../../../web/names-listed.ts';
import { suspicionPage } from '../../../web/suspicion/page.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendPage } from '../page.ts';
import { readNames } from './names.ts';

/** Why a breach is suspected: all its alerts, and what follows from them. */
export const suspicionShow: Routes = (server, deps) => {
  server.get(suspicionPath(':breachId'), { schema: { params: BreachParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { state, reasoning } = await readReasoning(deps, request.params.breachId);
    const { customers, suppliers } = reasoning.affected;
    const shown = [...customers.slice(0, NAMES_LISTED), ...suppliers.slice(0, NAMES_LISTED)];
    const { names } = await readNames(deps.store, view, state, () => shown);
    return sendPage(reply, suspicionPage(view, { state, reasoning, names, playbooks: deps.playbooks }));
  });
};
