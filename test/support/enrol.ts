import { csrfIn, type TestApi, type TestSession } from './api.ts';
import { totp } from './totp.ts';

/** Enrols an authenticator for who is signed in, by the code that goes by no mail. @returns its secret */
export async function enrolFactor(api: TestApi, { cookie, csrf, userId }: TestSession): Promise<string> {
  const code = await api.signIn.newEnrolmentCode(userId);
  const begun = await api.submit('/desk/account/enrol', { csrf, code }, { cookie });
  const secret = (/<code>([^<]+)<\/code>/.exec(begun.body)?.[1] ?? '').replaceAll(' ', '');
  const fields = { csrf: csrfIn(begun.body) || csrf, code: totp(secret) };
  const done = await api.submit('/desk/account/confirm', fields, { cookie });
  if (done.statusCode !== 200) throw new Error(`enrolment: ${done.statusCode} ${done.body}`);
  return secret;
}
