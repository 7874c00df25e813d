import { signInEmail } from '../../domain/email.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { PEOPLE } from '../../domain/users/rows.ts';
import type { Verb } from './verb.ts';

export const userAdd: Verb = {
  name: 'user add',
  summary: 'let somebody sign in at the desk (the first administrator of a server; later ones on the desk itself)',
  examples: ['tocsin user add --email ines@example.org --role administrator'],
  arguments: [],
  options: {
    email: { type: 'string', value: '<address>', describe: 'the mailbox that links go to' },
    role: { type: 'string', value: '<role>', describe: `one of ${PEOPLE.join(', ')}` },
    name: { type: 'string', value: '<name>', describe: 'as pages show it (default: the address)' },
  },
  role: null,
  async run(input) {
    const email = emailOf(input.options.email);
    const role = roleOf(input.options.role);
    const name = typeof input.options.name === 'string' ? input.options.name : email;
    // The database driver is loaded here, so that no other verb waits for it.
    const { enrolmentLines, issueEnrolmentCode, record, tellOfPower, withOperator } = await import('../operator.ts');
    const { addUser } = await import('../../store/users.ts');
    return withOperator(input.env, async (context) => {
      const user = await addUser(context.store, { name, email, role, at: input.clock() });
      await record(context, 'server/user-add', `${user.id} ${role}`);
      const code = await issueEnrolmentCode(context, user);
      const untold = await tellOfPower(context, { what: 'added', role, user });
      const way = `${email} may sign in as ${role}: ${context.publicUrl}/sign-in, or tocsin sign-in --email ${email}`;
      const text = [way, ...enrolmentLines(code), ...untold].join('\n');
      return { json: { id: user.id, email, role, enrolmentCode: code }, text };
    });
  },
};

function emailOf(given: unknown): string {
  const read = signInEmail().safeParse(given);
  if (read.success) return read.data;
  throw new TocsinError('bad-input', `--email takes an address that can sign in, not '${given ?? ''}'.`, 'email');
}

function roleOf(given: unknown): Role {
  const role = PEOPLE.find((known) => known === given);
  if (role !== undefined) return role;
  throw new TocsinError('bad-input', `--role takes ${PEOPLE.join(', ')}, not '${given ?? ''}'.`, 'role');
}
