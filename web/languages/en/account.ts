import type { Right } from '../../users/rights.ts';

/** One's own account, the users and the tokens. */
export const account = {
  title: 'Your account',
  lede: 'Who you are here, and how you prove it.',
  name: 'Name',
  role: 'Role',
  signedInBy: 'Signed in by',
  byToken: 'an API token',
  byBrowser: 'this browser',
  language: 'Language',
  factor: {
    title: 'Second factor',
    must:
      'Your role needs a second factor, enrolled with a code that did not come by mail: an administrator makes it ' +
      'and tells you by telephone or in person. Until an authenticator app is enrolled, no other page opens.',
    none: 'No authenticator app is enrolled. With one, a mailbox that somebody else reads is not enough to be you.',
    enrolled:
      'An authenticator app is enrolled. If the phone is lost, use a recovery code, then ask an administrator to ' +
      'reset it.',
    begin: 'Enrol an authenticator app',
    scan: 'Scan this with your authenticator app',
    image: 'QR code for the authenticator app; the same secret stands below as text',
    secret: 'Or type this secret into it',
    confirm: 'Confirm',
    wrong: 'This code is not right. Check that the clock of the phone is, and type the code that it shows now.',
    doneTitle: 'Keep these recovery codes',
    done:
      'The authenticator is enrolled. Each code below signs you in once if the phone is lost. They are shown ' +
      'this one time: print them, or put them into the company’s password safe.',
    enrolmentCode: 'Enrolment code',
    enrolmentHint:
      'Twelve letters and digits, such as K7PM-2XQ9-RT4H. It works for 7 days, once. If you have none, call your ' +
      'administrator.',
    wrongEnrolment:
      'This code is not right, was used already or is older than 7 days. Check it, or ask your administrator for a ' +
      'new one.',
    locked:
      'Five codes were wrong, so codes are refused for a quarter of an hour. If it was not you who typed them, ' +
      'call your administrator now: somebody is signed in as you.',
    renewTitle: 'New recovery codes',
    renewHint: 'If some are used up, or somebody may have seen them. The old ones end at once.',
    codeNow: 'Code that the app shows now',
    renew: 'Make new recovery codes',
    renewed:
      'The old recovery codes no longer work. Each code below signs you in once if the phone is lost. They are ' +
      'shown this one time: print them, or put them into the company’s password safe.',
    goOn: 'I have kept them',
  },
  passkeys: {
    title: 'Passkeys',
    text:
      'A passkey signs you in alone, without a mail and without a code: its device asks for your finger, your face ' +
      'or a PIN. It answers this site only, so a page that looks like ours gets nothing by asking for it. If a ' +
      'device is lost, remove its passkey.',
    name: 'Name',
    nameHint: 'So that you know it again, such as the name of the device.',
    codeHint: 'Asked for because you signed in more than ten minutes ago.',
    unnamed: 'Passkey',
    added: 'Added',
    used: 'Last used',
    never: 'never',
    add: 'Add a passkey',
    remove: 'Remove',
    removeOf: (name: string): string => `Remove the passkey ${name}`,
    failed: 'No passkey was made, and nothing was changed. Try again, or take another device.',
    refused: {
      refused: 'This passkey was not taken: it came too late, or its device did not ask who you are. Try again.',
      known: 'There is a passkey of this device already. Take another device, or remove that one first.',
      full: 'You have as many passkeys as anybody may have. Remove one that you no longer use first.',
    },
    unable:
      'This browser makes no passkeys: that needs scripts, and a newer version. The authenticator app works in every ' +
      'browser.',
  },
  calendar: {
    title: 'Calendar',
    text:
      'Under a secret link your calendar shows every deadline, with the reference of the incident and the duty, and ' +
      'none of what people wrote. Calendars ask again by themselves; some take hours, so trust the desk and the mails.',
    make: 'Make a link',
    renew: 'Make a new link',
    renewHint: 'A new link ends this one at once.',
    end: 'End the link',
    made: 'Made',
    read: 'Last read',
    never: 'not yet',
    shown:
      'Copy it now: it is shown this one time. Whoever has it reads the deadlines without signing in, so pass it on ' +
      'to nobody, and end it if somebody else may have seen it.',
    link: 'Link for your calendar',
  },
  slack: {
    title: 'Slack',
    text:
      'Buttons and commands in Slack act for you where the account there has your address. Where it has another, ' +
      'type /tocsin link there: the code that it shows you links the two.',
    code: 'Code from Slack',
    codeHint: 'It works for ten minutes. Type none that somebody else gave you: their account would act for you.',
    go: 'Link it',
    wrong: 'This code is not right, or is older than ten minutes. Type /tocsin link in Slack for a new one.',
    member: 'Member ID in Slack',
    since: 'Linked',
    end: 'End the link',
  },
  everywhere: {
    title: 'Sessions',
    text:
      'A session ends after 12 hours, and after 2 hours without a click. If you do not know one of these, or a ' +
      'device was lost, end it; then tell your administrator.',
    started: 'Signed in',
    used: 'Last used',
    thisOne: 'this browser',
    end: 'End',
    go: 'Sign out everywhere',
  },
};

/** The users, for administrators. */
export const users = {
  title: 'Users',
  lede: (count: number): string =>
    count === 1 ? '1 person can sign in.' : `${count} people are known here. Who is not listed cannot sign in.`,
  name: 'Name',
  email: 'E-mail address',
  role: 'Role',
  status: 'Status',
  factor: 'Second factor',
  since: 'Added',
  active: 'may sign in',
  disabled: 'disabled',
  enrolled: 'enrolled',
  missing: 'not enrolled',
  notNeeded: 'not needed',
  add: 'Add a user',
  addHint: (address: string): string => `No mail is sent. Tell them to open ${address} and ask for a link.`,
  adding: 'Add',
  search: 'Name or address',
  allRoles: 'All roles',
  filters: 'Which users',
  show: 'Show',
  found: (n: number): string => (n === 1 ? '1 person found' : `${n} people found`),
  invitation: {
    title: 'Invitation',
    field: 'Invitation',
    fieldHint: 'A mail with a link that signs them in once, within 7 days. It holds no password: there are none.',
    send: 'Send an invitation by mail',
    hint: 'Mails a link that signs the user in once, within 7 days. A new one ends the one before.',
    go: 'Send an invitation',
    waiting: 'invitation on its way',
    failed: 'invitation not delivered',
    until: 'invited, link until',
    over: 'invited, link ended',
    mail: (about: {
      name: string;
      by: string | null;
      organisation: string;
      role: string;
      days: number;
      link: string;
      signIn: string;
    }): { subject: string; text: string } => ({
      subject: `${about.organisation}: your access to Tocsin`,
      text: [
        `Hello ${about.name},`,
        `${about.by ?? 'An administrator'} has added you to Tocsin at ${about.organisation}, as: ${about.role}. ` +
          'There personal data breaches are reported and handled. Open this link and press the button:',
        about.link,
        `It works once, for ${about.days} days. There is no password; later, ${about.signIn} mails you a link. ` +
          `Never pass the link on; nobody at ${about.organisation} will ask you for it.\n`,
      ].join('\n\n'),
    }),
  },
  list: {
    title: 'Add many by a list',
    lede: 'A table in CSV, as a spreadsheet saves it. Everybody in it is added, or nobody where something is wrong.',
    file: 'File',
    fileHint: 'Ends in .csv, at most 20,000 people.',
    paste: 'Or paste the lines here',
    go: 'Check and add',
    looks: 'What it looks like',
    sample: 'name,email,role\nInes Ahrens,ines@your-company.com,responder\nJonas Wolf,jonas@your-company.com,reporter',
    columns:
      'The first line names the columns. Commas, semicolons and tabs will do. Who is a user already, in the same ' +
      'role, is left out; a list changes nobody’s role. A role is written by its code or its name, as below.',
    nothing: 'Choose a file, or paste the lines.',
    both: 'Choose a file or paste the lines, not both.',
    faults: (n: number): string =>
      n === 1 ? 'One thing is wrong; nobody was added' : `${n} things are wrong; nobody was added`,
    first: (n: number): string => `The first ${n} are shown.`,
    line: 'Line',
    column: 'Column',
    wrong: 'What is wrong',
    faultWords: {
      name: 'Give a name of at most 200 letters.',
      email: 'This is no whole address, such as ines@your-company.com.',
      role: (value: string, accepted: string): string =>
        `${value === '' ? 'There is no role.' : `“${value}” is no role.`} Write one of these, or its code: ` +
        `${accepted}.`,
      doubled: (line: number): string => `This address stands on line ${line} already.`,
      'other-role': (role: string): string =>
        `Is a user already, as ${role}. Change the role on the page of the user, or take the line out.`,
    },
    added: (n: number): string =>
      n === 0 ? 'Nobody was added' : n === 1 ? '1 person was added' : `${n} people were added`,
    there: (n: number): string => (n === 1 ? '1 was a user already.' : `${n} were users already.`),
    invited: 'Their invitations leave within minutes; the list of users shows how far they are.',
    toEnrol: (n: number): string =>
      n === 1 ? '1 of them needs an enrolment code' : `${n} of them need an enrolment code`,
    enrolHint:
      'Without a second factor no page opens to them. Make the code on the page of each, and hand it over by ' +
      'telephone or in person.',
  },
  roleTable: {
    title: 'Who may do what',
    lede: 'Each person has one role. This table is read from the same place that opens and shuts every page.',
    right: 'May',
    yes: 'yes',
    no: 'no',
    factor: 'needs a second factor',
    note:
      'What suppliers and customers read, responders let go only where the policy says so. Reporters see what ' +
      'became of their own reports. Whoever drafted a letter does not let it go alone, where the policy asks for ' +
      'four eyes.',
    rights: {
      report: 'report a breach',
      own: 'follow the own reports',
      read: 'read incidents',
      respond: 'record facts and awareness, take and hand over',
      draft: 'write what suppliers and customers read',
      decide: 'decide on the risk, approve, release',
      file: 'file with the authority',
      close: 'close an incident',
      exercise: 'start an exercise',
      register: 'read the register',
      evidence: 'take the evidence pack',
      audit: 'read the audit',
      systems: 'change systems, suppliers and customers',
      sources: 'set up alert sources',
      setup: 'see how far the company is set up',
      settings: 'change the settings',
      users: 'add, change and invite users',
      tokens: 'issue tokens for programs',
    } satisfies Record<Right, string>,
  },
  badName: 'Type a name.',
  badEmail: 'Type a whole address, such as ines@example.org.',
  taken: 'Somebody with this e-mail address is a user already.',
  noCode: 'This user needs no enrolment code: nothing was made.',
  own: 'Your own role is for another administrator to change.',
  last: 'This is the last administrator. Make somebody else one first.',
  crumb: 'Users',
  change: 'Change the role',
  changeHint: 'Every session of this user ends, and the new role holds from the next sign-in.',
  changing: 'Change role',
  disable: 'Close the sign-in',
  disableHint: 'Ends every session at once and lets nobody in with this address. What the user did stays on record.',
  disabling: 'Disable',
  enabling: 'Enable again',
  reset: 'Lost authenticator',
  resetHint:
    'Forgets the authenticator, the recovery codes and all passkeys, and ends every session. Make sure by telephone ' +
    'that it is really the user who asks.',
  resetting: 'Reset second factor',
  unlink: {
    title: 'Company account',
    hint:
      'Single sign-on lets in the account there by which this user came the first time, and no other with the same ' +
      'address. Forget it where the user was given a new account; the next one counts. Make sure by telephone that ' +
      'it is really theirs.',
    go: 'Forget the company account',
  },
  code: {
    title: 'Enrolment code',
    hint:
      'With it the user enrols an authenticator app. A new one ends the one before. Hand it over by telephone or ' +
      'in person, not by mail.',
    make: 'Make a new enrolment code',
    shownTitle: (name: string): string => `The enrolment code of ${name}`,
    shown: (days: number): string =>
      'Hand it over by telephone or in person, not by mail: somebody else may read the mailbox. It is shown this ' +
      `one time, and works once, for ${days} days.`,
    label: 'Enrolment code',
    done: 'I have handed it over',
  },
  sessions: 'Sign out everywhere',
  sessionsHint: 'Ends every session of this user. They may sign in again.',
  ending: 'End sessions',
  roleHints: {
    dpo: 'decides, files, approves, closes',
    deputy: 'decides in the place of the DPO',
    responder: 'records facts, drafts, runs campaigns',
    reporter: 'reports, and sees own reports alone',
    auditor: 'reads everything, changes nothing',
    administrator: 'users and tokens; no breach content',
  } as Record<string, string>,
};

/** The API tokens, for administrators. */
export const tokens = {
  title: 'API tokens',
  lede: 'Tokens let programs call the API. They are stored hashed, so a lost one can only be replaced.',
  name: 'Name',
  nameHint: 'As the record shows it: lower-case letters, digits and dashes.',
  role: 'Role',
  scope: 'Scope',
  scopes: { all: 'everything', read: 'read only' },
  scopeHint: 'Everything its role may do, or GET alone.',
  token: 'Token',
  issued: 'Issued',
  expires: 'Expires',
  used: 'Last used',
  never: 'never',
  unlimited: 'never',
  expired: 'expired',
  none: 'There is no token.',
  issue: 'Issue a token',
  days: 'Days until it expires',
  issuing: 'Issue',
  revoke: 'Revoke',
  revokeOf: (name: string): string => `Revoke ${name}`,
  shownTitle: (name: string): string => `The token ${name}`,
  shown: 'Copy it now: it is shown this one time.',
  signing: (source: string): string => `Signing secret for alerts of ${source}`,
  back: 'Back to the tokens',
  badName: 'Use lower-case letters, digits and dashes, at most 64.',
  reserved: 'The record would show this name as somebody else. Take another.',
  badDays: 'Type a whole number of days, at most 3660.',
  taken: 'A token of this name exists. Revoke it first, or take another name.',
};

/** Letters about a change of who may decide. */
export const power = {
  subject: 'Tocsin: who may decide here has changed',
  operator: 'somebody at the server itself',
  what: {
    added: (role: string): string => `A user was added with the role ${role}.`,
    role: (role: string): string => `The role of a user was changed; it is now ${role}.`,
    reset: (role: string): string => `The second factor of a user with the role ${role} was reset.`,
    code: (role: string): string => `A new enrolment code was made for a user with the role ${role}.`,
    unlink: (role: string): string =>
      `The company account of a user with the role ${role} was forgotten; the next one with their address is taken.`,
    passkey: (role: string): string => `A passkey was added to the account of a user with the role ${role}.`,
    disable: (role: string): string => `The sign-in of a user with the role ${role} was closed.`,
    enable: (role: string): string => `The sign-in of a user with the role ${role} was opened again.`,
    token: (role: string): string => `An API token with the role ${role} was issued.`,
  },
  own: {
    role: (role: string): string => `Your role was changed; it is now ${role}. You were signed out everywhere.`,
    reset: (role: string): string =>
      `Your second factor was reset; your role is ${role}. You were signed out everywhere, and enrol an ` +
      'authenticator anew.',
    passkey: (role: string): string =>
      `A passkey was added to your account; your role is ${role}. It signs in as you, without mail and without a code.`,
  },
  text: (about: { told: string; by: string; when: string; audit: string; from: string }): string =>
    [
      about.told,
      `Done by: ${about.by}\nAt: ${about.when}\nOn record: ${about.audit}`,
      'If you did not expect this, call an administrator you know, by telephone: mail may be read, and this mail ' +
        'asks ' +
        'you for nothing.',
      `Tocsin at ${about.from}\n`,
    ].join('\n\n'),
};
