import { deskPage } from '../../web/desk/page.ts';
import { readDesk } from '../desk.ts';
import type { Routes } from '../routes/route.ts';
import { sendPage, viewOf } from './page.ts';

/** The desk: every running clock, the worst first. */
export const deskPages: Routes = (server, deps) => {
  server.get('/', async (request, reply) => {
    const view = await viewOf(deps, request);
    return sendPage(reply, deskPage(view, await readDesk(deps)));
  });
};
