import { cookiesOf, csrfIn, type TestApi, type TestSession } from './api.ts';
import { totp } from './totp.ts';

/** Has somebody enrol an authenticator: the session that begins with it, and the secret of the authenticator. */
export async function enrolled(
  api: TestApi,
  { cookie, csrf, userId }: TestSession,
): Promise<TestSession & { secret: string }> {
  const code = await api.signIn.newEnrolmentCode(userId);
  const begun = await api.submit('/desk/account/enrol', { csrf, code }, { cookie });
  const secret = (/<code>([^<]+)<\/code>/.exec(begun.body)?.[1] ?? '').replaceAll(' ', '');
  const done = await api.submit('/desk/account/confirm', { csrf, code: totp(secret) }, { cookie });
  if (done.statusCode !== 200) throw new Error(`No authenticator was enrolled: ${done.body}`);
  return { userId, secret, cookie: cookiesOf(done.headers), csrf: csrfIn(done.body) };
}
