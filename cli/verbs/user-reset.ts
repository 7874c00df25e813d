import { TocsinError } from '../../domain/errors.ts';
import type { Verb } from './verb.ts';

export const userReset: Verb = {
  name: 'user reset',
  summary: 'forget a lost authenticator and all passkeys of a user (where no administrator can sign in any more)',
  examples: ['tocsin user reset --email ines@example.org'],
  arguments: [],
  options: { email: { type: 'string', value: '<address>', describe: 'whose authenticator it is' } },
  role: null,
  async run(input) {
    const { email } = input.options;
    // The database driver is loaded here, so that no other verb waits for it.
    const { enrolmentLines, issueEnrolmentCode, record, tellOfPower, withOperator } = await import('../operator.ts');
    const { findUserByEmail, resetSecondFactor } = await import('../../store/users.ts');
    return withOperator(input.env, async (context) => {
      const user = typeof email === 'string' ? await findUserByEmail(context.store, email) : null;
      if (user === null) throw new TocsinError('not-found', `No user has the address '${email ?? ''}'.`, 'email');
      await record(context, 'server/user-reset', user.id);
      await resetSecondFactor(context.store, user.id);
      const code = await issueEnrolmentCode(context, { ...user, secondFactor: false });
      const untold = await tellOfPower(context, { what: 'reset', role: user.role, user });
      const done = `Second factor and passkeys of ${email} are forgotten, and every session of theirs has ended.`;
      const text = [done, ...enrolmentLines(code), ...untold].join('\n');
      return { json: { id: user.id, email: user.email, role: user.role, enrolmentCode: code }, text };
    });
  },
};
