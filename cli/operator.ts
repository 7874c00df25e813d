import { assembleSignIn } from '../api/sign-in/assemble.ts';
import { createMailer, sendAll } from '../api/sign-in/mail.ts';
import { type PowerChange, powerLetters } from '../api/sign-in/role-change-letters.ts';
import type { SignIn } from '../api/sign-in/sign-in.ts';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { loadKeptPolicy } from '../config/kept-policy.ts';
import type { Organisation } from '../domain/policy/schema.ts';
import { type Instant, toInstant } from '../domain/time.ts';
import { policyOfNow } from '../store/live-policy.ts';
import { openStore } from '../store/open.ts';
import { createSharedLimits } from '../store/shared-limits.ts';
import { closeStore, type Store } from '../store/store.ts';
import { OPERATOR } from '../store/tokens.ts';
import { findUserByEmail, type User } from '../store/users.ts';
import { recordView } from '../store/views.ts';
import { readCredentials } from './address.ts';
import { environmentOfDatabase } from './database.ts';

/** What an operator at the machine itself works with. Loads the database driver, so import it late. */
export type OperatorContext = Pick<
  Environment,
  'publicUrl' | 'secondFactor' | 'smtpUrl' | 'mailFrom' | 'dkim' | 'policyDir'
> & { store: Store };

/**
 * Opens the database of the environment; where none is given, that of the `npm start` whose data directory this is.
 *
 * @throws TocsinError `unavailable` where neither answers
 */
export async function withOperator<T>(
  env: NodeJS.ProcessEnv,
  use: (context: OperatorContext) => Promise<T>,
): Promise<T> {
  const { dataDir, ...given } = readEnvironment(env);
  const environment = environmentOfDatabase(env);
  const { keyring, mongodbUri: uri } = environment;
  const store = await openStore({ uri, keyring });
  const publicUrl = given.mongodbUri === null && !env.TOCSIN_PUBLIC_URL ? readCredentials(dataDir)?.url : undefined;
  try {
    return await use({ ...environment, store, publicUrl: publicUrl ?? environment.publicUrl });
  } finally {
    await closeStore(store);
  }
}

/**
 * A single-use link that signs a user in, and where the role must enrol a second factor, the code for it.
 * @throws TocsinError `not-found` where nobody has the address
 */
export async function issueSignInLink(
  context: OperatorContext,
  email: string,
): Promise<{ link: string; code: string | null }> {
  const signIn = signInOf(context);
  const link = `${context.publicUrl}/sign-in/link?token=${await signIn.issueLink(email)}`;
  const user = await findUserByEmail(context.store, email);
  const code = user === null ? null : await issueEnrolmentCode(context, user);
  await record(context, 'server/sign-in-link', user?.id ?? null);
  if (user !== null && code !== null) await tellOfPower(context, { what: 'code', role: user.role, user });
  return { link, code };
}

/** The code with which a user enrols the second factor that the role asks for; null where none is to be enrolled. */
export async function issueEnrolmentCode(
  context: OperatorContext,
  { id, role, secondFactor }: User,
): Promise<string | null> {
  const signIn = signInOf(context);
  if (secondFactor || !signIn.asksForFactor(role)) return null;
  await record(context, 'server/enrolment-code', id);
  return signIn.newEnrolmentCode(id);
}

/** What is printed with an enrolment code. */
export function enrolmentLines(code: string | null): string[] {
  if (code === null) return [];
  return [`Enrolment code, for 7 days, once; hand it over by telephone or in person, not by mail:`, code];
}

/** Puts on record what was done here, by ids and words of ours. */
export async function record(
  context: Pick<OperatorContext, 'store'>,
  route: string,
  about: string | null,
): Promise<void> {
  const { name: who, role } = OPERATOR;
  await recordView(context.store, { who, role, route, about, breachId: null, at: now() });
}

/** The organisation as it holds now: as the files say, with what is set on pages. */
export async function organisationNow({
  store,
  policyDir,
}: Pick<OperatorContext, 'store' | 'policyDir'>): Promise<Organisation> {
  return (await policyOfNow({ store, files: await loadKeptPolicy(policyDir), clock: now })).organisation;
}

/** Mails those who decide what was done here. @returns what to print where that failed */
export async function tellOfPower(
  context: Omit<OperatorContext, 'secondFactor'>,
  change: Omit<PowerChange, 'by'>,
): Promise<string[]> {
  const { store, publicUrl, smtpUrl, mailFrom: from, dkim } = context;
  if (smtpUrl === null) return [];
  const organisation = await organisationNow(context);
  const letters = await powerLetters({ store, organisation, publicUrl, at: now() }, { ...change, by: null });
  const mailer = createMailer({ smtpUrl, from, dkim });
  try {
    await sendAll(mailer, letters);
    return [];
  } catch {
    return ['The DPO and the deputies could not be told by mail: tell them yourself.'];
  } finally {
    mailer.close();
  }
}

function signInOf({ store, publicUrl, secondFactor }: OperatorContext): SignIn {
  const log = { error: () => undefined, info: () => undefined };
  const limits = createSharedLimits(store);
  return assembleSignIn({ store, limits, publicUrl, log, oidc: null, mailer: null, clock: now, secondFactor }).signIn;
}

function now(): Instant {
  return toInstant(Date.now());
}
