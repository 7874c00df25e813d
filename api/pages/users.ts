import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { signInEmail } from '../../domain/email.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { PEOPLE } from '../../domain/users/rows.ts';
import { forgetSubject, readSubject } from '../../store/auth/account.ts';
import { ENROLMENT_DAYS } from '../../store/auth/enrolment.ts';
import { type Invitation, invite, readInvitations } from '../../store/invitations.ts';
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
import { SaidRefusal } from '../../web/refusals.ts';
import { enrolmentCodePage, USER_ACTIONS, type UserRow, userPage, usersPage } from '../../web/users/pages.ts';
import type { View } from '../../web/view.ts';
import { acceptForms, list, openForm, submit } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { SECOND_FACTOR_ROLES } from '../route-access.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { type PowerChange, powerLetters } from '../sign-in/role-change-letters.ts';
import { sendPage } from './page.ts';

const role = z.enum(PEOPLE as [Role, ...Role[]]);

const Change = z.object({ action: z.enum(USER_ACTIONS), role: role.optional() });
const Params = z.strictObject({ user: z.string().max(64) });
const Query = z.object({
  text: z.string().trim().max(100).catch('').default(''),
  of: z
    .enum(['', ...PEOPLE])
    .catch('')
    .default(''),
  from: z.coerce.number().int().min(0).catch(0).default(0),
});
const ROWS = 200;

/** Who may sign in: for administrators. */
export const userPages: Routes = (server, deps) => {
  const { store, publicUrl, signIn } = deps;
  acceptForms(server);

  server.get('/desk/users', async (request, reply) => showAll(request, reply, await openForm(deps, request)));

  server.post('/desk/users', async (request, reply) => {
    const view = await viewOf(deps, request);
    const { badName, badEmail } = view.words.users;
    const schema = z.object({
      name: z.string().trim().min(1, badName).max(200, badName),
      email: z.string().trim().pipe(signInEmail(badEmail)),
      role,
      invite: list,
    });
    const added: User[] = [];
    const form = await submit(view, request, schema, async ({ invite: asked, ...user }) => {
      const one = await addUser(store, { ...user, at: deps.clock() });
      added.push(one);
      if (signIn.hasMail && asked.includes('yes')) await inviteNow(request, [one.id]);
    });
    const [user] = added;
    if (form !== null || user === undefined) return showAll(request, reply, form ?? EMPTY_FORM, 422);
    tell(request, 'user added', user.id);
    mailPower(request, { what: 'added', role: user.role, user });
    return needsCode(user) ? showCode(request, reply, user) : reply.redirect('/desk/users', 303);
  });

  server.get('/desk/users/:user', { schema: { params: Params } }, async (request, reply) =>
    showOne(request, reply, request.params.user, EMPTY_FORM),
  );

  server.post('/desk/users/:user', { schema: { params: Params } }, async (request, reply) => {
    const { user: id } = request.params;
    const before = await find(id);
    const view = await viewOf(deps, request);
    let isCodeMade = false;
    const form = await submit(view, request, Change, async ({ action, role }) => {
      if (action === 'role' && principalOf(request).name === `user:${id}`)
        throw new SaidRefusal('conflict', view.words.users.own, 'role');
      if (action === 'invite') await inviteNow(request, [id]);
      else await act(view, before, action, role);
      tell(request, `user: ${action}`, id);
      const changed = role ?? before.role;
      if (action === 'sign-out' || action === 'invite') return;
      mailPower(request, {
        what: action,
        role: action === 'role' ? changed : before.role,
        before: before.role,
        user: before,
      });
      isCodeMade = ['role', 'reset', 'code'].includes(action) && needsCode(await find(id));
    });
    if (form !== null) return showOne(request, reply, id, form, 422);
    return isCodeMade ? showCode(request, reply, before) : reply.redirect(`/desk/users/${id}`, 303);
  });

  async function act(
    view: Pick<View, 'words'>,
    user: User,
    action: Exclude<(typeof USER_ACTIONS)[number], 'invite'>,
    role: Role | undefined,
  ): Promise<void> {
    const { id } = user;
    switch (action) {
      case 'role':
        if (role === undefined) throw new SaidRefusal('bad-input', view.words.work.errors.needed, 'role');
        await changeUser(store, id, { role });
        // One that was enrolled by choice had a mailbox alone behind it.
        if (user.secondFactor && signIn.asksForFactor(role) && !signIn.asksForFactor(user.role))
          await resetSecondFactor(store, id);
        return;
      case 'code':
        if (!needsCode(user)) throw new SaidRefusal('conflict', view.words.users.noCode, 'action');
        return;
      case 'disable':
      case 'enable':
        return changeUser(store, id, { disabled: action === 'disable' });
      case 'reset':
        return resetSecondFactor(store, id);
      case 'unlink':
        return forgetSubject(store, id);
      case 'sign-out':
        return endSessions(store, id);
    }
  }

  /** Whether an authenticator is still to be enrolled, with a code from the administrator. */
  function needsCode({ role, secondFactor }: User): boolean {
    return signIn.asksForFactor(role) && !secondFactor;
  }

  function mailPower(request: FastifyRequest, change: Omit<PowerChange, 'by'>): void {
    const by = request.session?.displayName ?? principalOf(request).name;
    signIn.mail(powerLetters({ ...deps, at: deps.clock() }, { ...change, by }), request);
  }

  /** A new code, which no page shows again. */
  async function showCode(request: FastifyRequest, reply: FastifyReply, { id, name }: User) {
    const content = { id, name, code: await signIn.newEnrolmentCode(id), days: ENROLMENT_DAYS };
    return sendPage(reply, enrolmentCodePage(await viewOf(deps, request), content));
  }

  async function find(id: string): Promise<User> {
    const user = await readUser(store, id);
    if (user !== null) return user;
    throw new TocsinError('not-found', 'There is no such user.', 'user');
  }

  async function showAll(request: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
    const { text, of, from } = Query.parse(request.query);
    const all = await listUsers(store);
    const part = text.toLowerCase();
    const found = all.filter(({ name, email, role }) => {
      const isNamed = part === '' || [name, email].some((one) => one.toLowerCase().includes(part));
      return isNamed && (of === '' || role === of);
    });
    const shown = found.slice(from, from + ROWS);
    const invitations = await readInvitations(
      store,
      shown.map(({ id }) => id),
    );
    const content = {
      users: shown.map((user) => rowOf(user, invitations.get(user.id))),
      ...{ total: all.length, found: found.length, filter: { text, role: of, from } },
      next: found.length > from + ROWS ? from + ROWS : null,
      ...{ roles: PEOPLE, form, signInAt: `${publicUrl}/sign-in`, hasMail: signIn.hasMail },
    };
    return sendPage(reply, usersPage(await viewOf(deps, request), content), status);
  }

  async function showOne(request: FastifyRequest, reply: FastifyReply, id: string, form: Form, status = 200) {
    const user = await find(id);
    const isLinked = (await readSubject(store, id)) !== null;
    const invitation = (await readInvitations(store, [id])).get(id);
    const shown = { user: rowOf(user, invitation), needsCode: needsCode(user), isLinked };
    const content = { ...shown, roles: PEOPLE, form, hasMail: signIn.hasMail };
    return sendPage(reply, userPage(await viewOf(deps, request), content), status);
  }

  /** Puts invitations in line: they are mailed within seconds, and tried again where the mail server is away. */
  function inviteNow(request: FastifyRequest, users: readonly string[]): Promise<void> {
    return invite(store, users, { at: deps.signInClock(), by: principalOf(request).name });
  }

  /** Ids alone: who they are is in no log. */
  function tell(request: FastifyRequest, what: string, user: string): void {
    request.log.info({ by: principalOf(request).name, user }, what);
  }
};

function rowOf({ secondFactor, ...user }: User, invitation: Invitation | undefined): UserRow {
  const factor = secondFactor ? 'enrolled' : SECOND_FACTOR_ROLES.includes(user.role) ? 'missing' : 'notNeeded';
  return { ...user, factor, invitation: invitation ?? null };
}
