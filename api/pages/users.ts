import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { ROLES, type Role } from '../../store/roles.ts';
import {
  addUser,
  changeUser,
  endSessions,
  listUsers,
  readUser,
  resetSecondFactor,
  type User,
} from '../../store/users.ts';
import { EMPTY_FORM, type Form } from '../../web/forms.ts';
import { USER_ACTIONS, type UserRow, userPage, usersPage } from '../../web/users/pages.ts';
import { principalOf } from '../authentication.ts';
import { SECOND_FACTOR_ROLES } from '../roles.ts';
import type { Routes } from '../routes/route.ts';
import { acceptForms, openForm, submit } from './form.ts';
import { sendPage, viewOf } from './page.ts';

/** People have these; systems that send alerts have tokens. */
const PEOPLE = ROLES.filter((role) => role !== 'alert-source');
const role = z.enum(PEOPLE as [Role, ...Role[]]);

const Change = z.object({ action: z.enum(USER_ACTIONS), role: role.optional() });
const Params = z.strictObject({ user: z.string().max(64) });

/** Who may sign in: for administrators. */
export const userPages: Routes = (server, deps) => {
  const { store, publicUrl } = deps;
  acceptForms(server);

  server.get('/desk/users', async (request, reply) => showAll(request, reply, await openForm(deps, request)));

  server.post('/desk/users', async (request, reply) => {
    const { badName, badEmail, taken } = (await viewOf(deps, request)).words.users;
    const schema = z.object({
      name: z.string().trim().min(1, badName).max(200, badName),
      email: z.string().trim().max(254, badEmail).pipe(z.email(badEmail)),
      role,
    });
    let id = '';
    const form = await submit(request, schema, async (user) => {
      id = (await inWords(taken, addUser(store, { ...user, at: deps.clock() }))).id;
    });
    if (form !== null) return showAll(request, reply, form, 422);
    tell(request, 'user added', id);
    return reply.redirect('/desk/users', 303);
  });

  server.get('/desk/users/:user', { schema: { params: Params } }, async (request, reply) =>
    showOne(request, reply, request.params.user, EMPTY_FORM),
  );

  server.post('/desk/users/:user', { schema: { params: Params } }, async (request, reply) => {
    const { user: id } = request.params;
    await find(id);
    const { last, own } = (await viewOf(deps, request)).words.users;
    const form = await submit(request, Change, async ({ action, role }) => {
      if (action === 'role' && principalOf(request).name === `user:${id}`)
        throw new TocsinError('conflict', own, 'role');
      await inWords(last, act(id, action, role));
      tell(request, `user: ${action}`, id);
    });
    return form === null ? reply.redirect(`/desk/users/${id}`, 303) : showOne(request, reply, id, form, 422);
  });

  async function act(id: string, action: (typeof USER_ACTIONS)[number], role: Role | undefined): Promise<void> {
    switch (action) {
      case 'role':
        if (role === undefined) throw new TocsinError('bad-input', 'Choose a role.', 'role');
        return changeUser(store, id, { role });
      case 'disable':
      case 'enable':
        return changeUser(store, id, { disabled: action === 'disable' });
      case 'reset':
        return resetSecondFactor(store, id);
      case 'sign-out':
        return endSessions(store, id);
    }
  }

  async function find(id: string): Promise<User> {
    const user = await readUser(store, id);
    if (user !== null) return user;
    throw new TocsinError('not-found', 'There is no such user.', 'user');
  }

  async function showAll(request: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
    const users = (await listUsers(store)).map(rowOf);
    const content = { users, roles: PEOPLE, form, signInAt: `${publicUrl}/sign-in` };
    return sendPage(reply, usersPage(await viewOf(deps, request), content), status);
  }

  async function showOne(request: FastifyRequest, reply: FastifyReply, id: string, form: Form, status = 200) {
    const content = { user: rowOf(await find(id)), roles: PEOPLE, form };
    return sendPage(reply, userPage(await viewOf(deps, request), content), status);
  }

  /** Ids alone: who they are is in no log. */
  function tell(request: FastifyRequest, what: string, user: string): void {
    request.log.info({ by: principalOf(request).name, user }, what);
  }
};

/** A conflict, said in the reader's language. */
async function inWords<T>(words: string, done: Promise<T>): Promise<T> {
  return done.catch((error: unknown) => {
    const isConflict = error instanceof TocsinError && error.code === 'conflict';
    throw isConflict ? new TocsinError('conflict', words, error.field) : error;
  });
}

function rowOf({ secondFactor, ...user }: User): UserRow {
  const factor = secondFactor ? 'enrolled' : SECOND_FACTOR_ROLES.includes(user.role) ? 'missing' : 'notNeeded';
  return { ...user, factor };
}
