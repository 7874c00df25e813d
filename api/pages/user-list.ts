import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { PEOPLE, type UserFault } from '../../domain/users/rows.ts';
import { importUsers } from '../../services/users/import.ts';
import { EMPTY_FORM, type Form } from '../../web/forms.ts';
import { LANGUAGES_OF_PAGES, wordsOf } from '../../web/languages/index.ts';
import { SaidRefusal } from '../../web/refusals.ts';
import { userListDonePage, userListPage } from '../../web/users/list.ts';
import { rolesPage } from '../../web/users/roles.ts';
import { acceptForms, list, submit, valuesOf } from '../forms/form.ts';
import { acceptUploads } from '../forms/multipart.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { putOnRecord } from '../http/views.ts';
import { mayCall, SECOND_FACTOR_ROLES } from '../route-access.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { powerLetters } from '../sign-in/role-change-letters.ts';
import { sendPage } from './page.ts';

/** 20,000 people with long names. */
const LIST_LIMIT_BYTES = 4_194_304;

/** What roles are called, in every language of the pages. */
const ROLE_WORDS = LANGUAGES_OF_PAGES.flatMap((language) =>
  PEOPLE.map((role) => [role, wordsOf(language).shell.roles[role] ?? role] as const),
);

/** Many users at once, by a list; and what the roles may do. */
export const userListPages: Routes = (server, deps) => {
  const { store, signIn } = deps;
  acceptForms(server);
  acceptUploads(server);

  server.get('/desk/users/roles', async (request, reply) => {
    const may = (role: string, route: string) => mayCall(role as Role, route);
    const content = { roles: PEOPLE, may, factors: SECOND_FACTOR_ROLES };
    return sendPage(reply, rolesPage(await viewOf(deps, request), content));
  });

  server.get('/desk/users/list', async (request, reply) => showList(request, reply, EMPTY_FORM, []));

  server.post('/desk/users/list', { bodyLimit: LIST_LIMIT_BYTES }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { nothing, both } = view.words.users.list;
    const by = principalOf(request).name;
    const schema = z.object({ file: z.string().default(''), text: z.string().default(''), invite: list });
    const imported: Awaited<ReturnType<typeof importUsers>>[] = [];
    let isInviting = false;
    const form = await submit(view, request, schema, async ({ file, text, invite: asked }) => {
      const given = [file, text].filter((one) => one.trim() !== '');
      if (given.length === 0) throw new SaidRefusal('bad-input', nothing, 'file');
      if (given.length > 1) throw new SaidRefusal('bad-input', both, 'text');
      isInviting = signIn.hasMail && asked.includes('yes');
      const invites = isInviting ? { at: deps.signInClock() } : null;
      imported.push(await importUsers(store, given[0] ?? '', { at: deps.clock(), by, invites, roleWords: ROLE_WORDS }));
    });
    const [result] = imported;
    if (form !== null || result === undefined)
      return showList(request, reply, withoutFile(form ?? EMPTY_FORM), [], 422);
    const { added, there, faults } = result;
    if (faults.length > 0) return showList(request, reply, withoutFile(openedForm(request)), faults, 422);
    for (const [role, own] of Map.groupBy(added, (user) => user.role)) {
      // How many of which role, since the route alone does not say whom it let in.
      const look = { route: 'POST /desk/users/list', breachId: '', about: `${own.length} ${role}` };
      await putOnRecord(deps, request, look);
      const named = request.session?.displayName ?? by;
      for (const user of SECOND_FACTOR_ROLES.includes(role) ? own : []) {
        signIn.mail(powerLetters({ ...deps, at: deps.clock() }, { what: 'added', role, user, by: named }), request);
      }
    }
    request.log.info({ by, count: added.length }, 'users added');
    const toEnrol = added.filter((user) => signIn.asksForFactor(user.role));
    const content = { added: added.length, there, invited: isInviting, toEnrol };
    return sendPage(reply, userListDonePage(view, content));
  });

  async function showList(
    request: FastifyRequest,
    reply: FastifyReply,
    form: Form,
    faults: readonly UserFault[],
    status = 200,
  ) {
    const content = { form, faults, roles: PEOPLE, hasMail: signIn.hasMail };
    return sendPage(reply, userListPage(await viewOf(deps, request), content), status);
  }
};

/** A file is not given back: it is chosen again. */
function withoutFile({ values: { file: _, ...values }, problems }: Form): Form {
  return { values, problems };
}

function openedForm(request: FastifyRequest): Form {
  return { values: valuesOf(request), problems: [] };
}
