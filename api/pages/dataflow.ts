import { acceptForms } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { partyRoutes } from './dataflow/parties.ts';
import { systemRoutes } from './dataflow/systems.ts';

/** Systems, suppliers and customers: the data-flow register as people read and change it. */
export const dataflowPages: Routes = (server, deps) => {
  acceptForms(server);
  systemRoutes(server, deps);
  partyRoutes(server, deps, 'suppliers');
  partyRoutes(server, deps, 'customers');
};
