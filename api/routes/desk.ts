import { deskPage } from '../../web/desk/page.ts';
import { principalOf } from '../authentication.ts';
import { readDesk } from '../desk.ts';
import type { Routes } from './route.ts';

/** The desk, as the one page people inside see. */
export const deskRoutes: Routes = (server, deps) => {
  server.get('/', async (request, reply) => {
    const model = await readDesk(deps, principalOf(request).name);
    return reply.type('text/html; charset=utf-8').send(deskPage(model));
  });
};
