import type { SetupReason, SetupState, SetupStep } from '../../../domain/setup/checklist.ts';
import type { ExampleBar } from '../../../domain/setup/example.ts';

/** What a company does once, before it works with Tocsin. */
export const setup = {
  allDone: 'Everything is set up',
  left: (n: number): string => (n === 1 ? 'One step is left' : `${n} steps are left`),
  lede: 'From the first sign-in to the first exercise. Best done from top to bottom.',
  steps: 'Steps',
  note: 'Worked out from what is there now; nothing is ticked by hand.',
  step: 'Step',
  state: 'State',
  todo: 'What to do',
  said: 'The server said:',
  test: 'Test now',
  look: 'Look again',
  mailbox: 'Change the mailbox',
  law: 'Laws and authorities follow from this; check it:',
  byOther: (isUsers: boolean): string => (isUsers ? 'An administrator does this.' : 'The DPO does this, at the desk.'),
  notUsed: {
    mail: 'No mail server is set up: whoever runs the server sets SMTP_URL.',
    slack: 'Without Slack, warnings go by mail alone. For Slack, whoever runs the server sets SLACK_BOT_TOKEN.',
    webhooks: 'No program is told.',
  } as Partial<Record<SetupStep, string>>,
  standIn: {
    mail:
      'Mail goes to the inbox of this machine alone and reaches nobody outside. Whoever runs the server sets ' +
      'SMTP_URL to the company’s mail server.',
    slack:
      'No token of Slack is set: what would go there is shown in the inbox of this machine. Warnings go by mail. For ' +
      'Slack, whoever runs the server sets SLACK_BOT_TOKEN; a company that does not use it leaves it so.',
  } as Partial<Record<SetupStep, string>>,
  states: {
    done: 'done',
    open: 'to do',
    waiting: 'under way',
    failed: 'failed',
    'not-used': 'not used',
  } satisfies Record<SetupState, string>,
  of: {
    company: {
      title: 'Company',
      what: 'Name, legal name and whom outsiders reach: they stand in every notice.',
      go: 'Change',
    },
    dpo: {
      title: 'Data Protection Officer',
      what: 'A mailbox for warnings, and somebody who signs in.',
      go: 'Add a user',
    },
    deputy: { title: 'Deputy', what: 'Who decides where the DPO cannot.', go: 'Add a user' },
    mail: { title: 'Mail', what: 'A test goes to the mailboxes of DPO and deputy, as warnings do.', go: '' },
    slack: { title: 'Slack', what: 'A test goes to the channel of warnings.', go: '' },
    webhooks: { title: 'Webhooks', what: 'A test goes to every program that is told of events.', go: '' },
    users: { title: 'Users', what: 'Who reports, responds, audits and administers.', go: 'Users' },
    systems: { title: 'Systems', what: 'Which system holds whose data: duties follow from it.', go: 'Add a system' },
    suppliers: { title: 'Suppliers', what: 'Who is told when one of their systems is touched.', go: 'Add a supplier' },
    customers: {
      title: 'Customers',
      what: 'Whose data you hold for them, and whom they want told.',
      go: 'Add a customer',
    },
    exercise: {
      title: 'First exercise',
      what: '72 hours in minutes, marked everywhere, in no statistics.',
      go: 'Begin one',
    },
    example: {
      title: 'Leave the example company',
      what: 'Its people and its entries in the register go; the record stays.',
      go: 'Leave it',
    },
  } satisfies Record<SetupStep, { title: string; what: string; go: string }>,
  reasons: {
    'example-name': 'The name is that of the example company.',
    'example-contact': 'An address for outsiders is an example: nobody would get the mail.',
    'example-place':
      'It is where the example company is. Set where yours is, or save that part as it stands if it is right.',
    'example-address': 'The mailbox is an example: warnings would reach nobody.',
    'example-person': 'The name is that of somebody at the example company: filings would name them.',
    'no-user': 'Nobody of this role can sign in.',
    'no-factor': 'Nobody of this role has enrolled a second factor, without which no page opens to them.',
    'same-mailbox': 'DPO and deputy share one mailbox: who reads it then decides alone.',
    'stand-in': 'This machine stands in for it: nobody outside is told.',
    'never-tested': 'It was never tested with today’s settings.',
    'other-readers': 'The last test went to other mailboxes or channels than those of today.',
    'no-worker': 'No worker has said yet what is set up. Ask whoever runs the server whether one runs.',
    'no-answer': 'No worker took the test up within a minute. Ask whoever runs the server whether one runs.',
    'not-sent': 'It could not be handed over.',
    refused: 'It was refused.',
    uncertain: 'It may have arrived, or not: the connection broke.',
    'never-delivered': 'A webhook was never sent anything.',
    'last-failed': 'A webhook did not take the last message.',
    'no-responder': 'Nobody can respond yet: add a responder.',
    'one-administrator':
      'There is one administrator. Should that phone be lost, nobody lets others in: add a second one.',
    'none-yet': 'There is none yet.',
    'example-entries': 'Entries of the example company are in the register.',
    'example-users': 'People with addresses of the example company can sign in, as each first start has them.',
  } satisfies Record<SetupReason, string>,
  example: {
    title: 'Leave the example company',
    lede: 'In one step, on record. Do it once your own company stands.',
    gone: 'Nothing of the example company is here.',
    systems: 'Systems that go',
    parties: 'Suppliers and customers that go',
    users: 'People who can sign in no more',
    stays: 'Exercises stay on record as they were played, and so does who changed what.',
    go: 'Leave the example company',
    barred: 'It cannot be left yet',
    bars: {
      company: 'The settings still name the example company, or mailboxes of it: change them first.',
      'nobody-left':
        'Without its people nobody would be left to administer or to decide: add an administrator and a DPO.',
      own: 'You are signed in as one of its people: sign in as yourself.',
      named: 'A system of your own names a supplier or customer of the example: change that first.',
      incidents: 'An incident that was not an exercise touches a system of the example: its record needs the entry.',
      exercise: 'An exercise that goes on uses it: close that first.',
    } satisfies Record<ExampleBar, string>,
  },
};
