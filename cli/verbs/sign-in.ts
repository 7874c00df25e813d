import type { Verb } from './verb.ts';

export const signIn: Verb = {
  name: 'sign-in',
  summary: 'print a link that signs in at the desk: once, for 10 minutes (for an operator at the server itself)',
  examples: ['tocsin sign-in', 'tocsin sign-in --email ines@example.org'],
  arguments: [],
  options: {
    email: { type: 'string', value: '<address>', describe: "whose sign-in it is (default: the DPO's of the policy)" },
  },
  role: null,
  async run(input) {
    const { email } = input.options;
    // The database driver is loaded here, so that no other verb waits for it.
    const { enrolmentLines, issueSignInLink, organisationNow, withOperator } = await import('../operator.ts');
    const { whose, link, code } = await withOperator(input.env, async (context) => {
      const whose = typeof email === 'string' ? email : (await organisationNow(context)).dpo.email;
      return { whose, ...(await issueSignInLink(context, whose)) };
    });
    const text = [`Signs ${whose} in, once, within 10 minutes:`, link, ...enrolmentLines(code)].join('\n');
    return { json: { email: whose, link, enrolmentCode: code }, text };
  },
};
