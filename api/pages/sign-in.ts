import { z } from 'zod';
import { signInEmail } from '../../domain/email.ts';
import { EMPTY_FORM } from '../../web/forms.ts';
import { LANGUAGE_NAMES, type Language } from '../../web/languages/index.ts';
import { codePage, invitationPage, linkPage, sentPage, shutPage, signInPage } from '../../web/sign-in/pages.ts';
import { formPage, isDraftKept } from '../forms/drafts.ts';
import { acceptForms, STRANGERS_FORM_LIMIT_BYTES, submit } from '../forms/form.ts';
import { cookieOf, decodeCookie, setCookie } from '../http/cookies.ts';
import type { Routes } from '../http/route.ts';
import { localPath, refererPath, refuseOtherSites } from '../http/same-origin.ts';
import type { Entry } from '../sign-in/entry.ts';
import { sendPage } from './page.ts';
import { signedOutViewOf } from './signed-out.ts';

const YEAR_SECONDS = 31_536_000;
const NEXT_SECONDS = 600;

const Code = z.object({ code: z.string().trim().min(1).max(40) });
/** Whatever else comes is no link that opens anything. */
const Link = z.object({ token: z.string().max(200).catch('') }).catch({ token: '' });
/** Longer than any browser's; the body has its own limit. */
const Given = z.object({ response: z.string().max(STRANGERS_FORM_LIMIT_BYTES).catch('') }).catch({ response: '' });
const Choice = z.object({ language: z.enum(Object.keys(LANGUAGE_NAMES) as Language[]) });
/** Nobody is signed in yet. */
const NOBODY = { viewer: { name: '', role: '' } };
/** For the log: why a code of an authenticator did not do. */
const REFUSED_CODE = {
  wrong: 'unauthenticated',
  over: 'link-expired',
  spent: 'rate-limited',
  locked: 'rate-limited',
} as const;

/** Signing in: by a link, by single sign-on, with a code where one is owed, or by a passkey; and out again. */
export const signInPages: Routes = (server, deps) => {
  const { signIn, publicUrl } = deps;
  acceptForms(server, STRANGERS_FORM_LIMIT_BYTES);

  server.get('/sign-in', async (request, reply) => {
    const next = nextOf(request.query);
    if (request.session !== null) return reply.redirect(next, 303);
    const isKept = await isDraftKept(deps, request);
    return sendPage(reply, signInPage(signedOutViewOf(deps, request), { form: EMPTY_FORM, next, isKept, ...signIn }));
  });

  server.post('/sign-in', async (request, reply) => {
    const next = nextOf(request.body);
    const view = signedOutViewOf(deps, request);
    const { mail, badEmail } = view.words.signIn;
    const schema = z.object({ email: z.string().trim().pipe(signInEmail(badEmail)) });
    const form = await submit(
      { ...view, ...NOBODY, zone: view.organisation.zone },
      request,
      schema,
      async ({ email }) =>
        signIn.requestLink(email, request, reply, (token) => {
          const link = `${publicUrl}/sign-in/link?token=${token}&next=${encodeURIComponent(next)}`;
          const text = mail.text(link, deps.organisation.legalName);
          return { subject: mail.subject, text, language: view.language };
        }),
    );
    if (form === null) return sendPage(reply, sentPage(view, { next }));
    return sendPage(reply, signInPage(view, { form, next, isKept: false, ...signIn }), 422);
  });

  server.get('/sign-in/link', async (request, reply) => {
    const { token } = Link.parse(request.query);
    return sendPage(reply, linkPage(signedOutViewOf(deps, request), { token, next: nextOf(request.query) }));
  });

  server.post('/sign-in/link', async (request, reply) => {
    const next = nextOf(request.body);
    const entry = await signIn.openLink(Link.parse(request.body).token, request, reply);
    if (entry !== 'refused') return reply.redirect(goOn(entry, next), 303);
    request.refusal = 'link-expired';
    const view = signedOutViewOf(deps, request);
    const { deadTitle: title, dead: text } = view.words.signIn.link;
    return sendPage(reply, shutPage(view, { title, text, next }), 410);
  });

  server.get('/sign-in/invitation', async (request, reply) => {
    const { token } = Link.parse(request.query);
    return sendPage(reply, invitationPage(signedOutViewOf(deps, request), { token }));
  });

  server.post('/sign-in/invitation', async (request, reply) => {
    const entry = await signIn.openInvitation(Link.parse(request.body).token, request, reply);
    if (entry !== 'refused') return reply.redirect(goOn(entry, '/'), 303);
    request.refusal = 'link-expired';
    const view = signedOutViewOf(deps, request);
    const { deadTitle: title } = view.words.signIn.link;
    return sendPage(reply, shutPage(view, { title, text: view.words.signIn.invitation.dead, next: '/' }), 410);
  });

  server.get('/sign-in/code', async (request, reply) => {
    const next = nextOf(request.query);
    if (request.session !== null) return reply.redirect(next, 303);
    if (!signIn.owesCode(request)) return reply.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303);
    const view = signedOutViewOf(deps, request);
    return sendPage(reply, codePage(view, { form: EMPTY_FORM, next, refused: null, ...signIn }));
  });

  server.post('/sign-in/code', async (request, reply) => {
    const next = nextOf(request.body);
    const view = signedOutViewOf(deps, request);
    const { code: words } = view.words.signIn;
    const given = Code.safeParse(request.body);
    const outcome = given.success ? await signIn.enterCode(given.data.code, request, reply) : 'wrong';
    if (outcome === 'in') return reply.redirect(next, 303);
    request.refusal = REFUSED_CODE[outcome];
    if (outcome === 'over') return sendPage(reply, shutPage(view, { title: words.title, text: words.over, next }), 410);
    if (outcome !== 'wrong') {
      return sendPage(reply, codePage(view, { form: EMPTY_FORM, next, refused: outcome, ...signIn }), 429);
    }
    const form = { values: {}, problems: [{ field: 'code', message: words.wrong }] };
    return sendPage(reply, codePage(view, { form, next, refused: null, ...signIn }), 422);
  });

  server.post('/sign-in/passkey-options', async (_request, reply) => signIn.askPasskey(reply));

  server.post('/sign-in/passkey', async (request, reply) => {
    const next = nextOf(request.body);
    const entry = await signIn.openByPasskey(Given.parse(request.body).response, request, reply);
    if (entry !== 'refused') return reply.redirect(goOn(entry, next), 303);
    request.refusal = 'unauthenticated';
    const view = signedOutViewOf(deps, request);
    const { title, passkey: text } = view.words.signIn.refused;
    return sendPage(reply, shutPage(view, { title, text, next }), 400);
  });

  server.get('/sign-in/sso', async (request, reply) => {
    // A provider that knows the browser asks nothing: without this, another site could begin a session by a link.
    refuseOtherSites(request, publicUrl);
    const url = await signIn.startSso(request, reply);
    // The provider gives nothing of ours back but its answer.
    const next = encodeURIComponent(nextOf(request.query));
    reply.header('set-cookie', setCookie('next', next, NEXT_SECONDS, publicUrl));
    return reply.redirect(url, 303);
  });

  server.get('/sign-in/sso/callback', async (request, reply) => {
    const next = localPath(decodeCookie(cookieOf(request, 'next', publicUrl)));
    reply.header('set-cookie', setCookie('next', '', 0, publicUrl));
    const entry = await signIn.finishSso(request, reply);
    if (entry !== 'refused') return reply.redirect(goOn(entry, next), 303);
    request.refusal = 'unauthenticated';
    const view = signedOutViewOf(deps, request);
    const { title, sso: text } = view.words.signIn.refused;
    return sendPage(reply, shutPage(view, { title, text, next }), 400);
  });

  server.post('/sign-out', async (request, reply) => {
    await signIn.signOut(request, reply);
    // Not the cache, where nothing is that was shown, nor cookies: by one of them links for a mailbox are counted.
    reply.header('clear-site-data', '"storage"');
    return reply.redirect('/sign-in', 303);
  });

  server.post('/language', async (request, reply) => {
    const chosen = Choice.safeParse(request.body).data?.language;
    if (chosen !== undefined) reply.header('set-cookie', setCookie('language', chosen, YEAR_SECONDS, publicUrl));
    return reply.redirect(refererPath(request) === null ? '/' : formPage(request), 303);
  });
};

function goOn(entry: Entry, next: string): string {
  return entry === 'code' ? `/sign-in/code?next=${encodeURIComponent(next)}` : next;
}

function nextOf(given: unknown): string {
  return localPath((given as Partial<Record<string, unknown>> | null | undefined)?.next);
}
