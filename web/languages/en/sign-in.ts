/** Signing in: links, codes, single sign-on. */
export const signIn = {
  title: 'Sign in',
  lede: 'Tocsin has no passwords. We mail you a link that signs you in.',
  email: 'Your e-mail address',
  badEmail: 'Type a whole address, such as ines@example.org.',
  send: 'Mail me a link',
  noMail: 'No mail is sent from here. Ask the operator for a link: on the server, the command is ‘tocsin sign-in’.',
  sso: 'Sign in with your company account',
  passkey: {
    go: 'Sign in with a passkey',
    failed: 'The device gave no passkey. Try again, or sign in as above.',
    unable: 'Passkeys need scripts and a newer browser. What stands above works in every one.',
  },
  kept: 'You were signed out while you wrote. What you typed is kept for an hour and will be in the form again.',
  noPlace: (organisation: string): string =>
    `Only people whom an administrator of ${organisation} has added can sign in.`,
  sent: {
    title: 'Look into your mail',
    text:
      'If this address may sign in, a link is on its way to it. It works once, for 10 minutes, in this browser or ' +
      'another.',
    nothing: 'Nothing after a few minutes? Look into the spam folder, check the address, or ask your administrator.',
    again: 'Use another address',
  },
  mail: {
    subject: 'Your link to Tocsin',
    text: (link: string, organisation: string): string =>
      [
        `Somebody, surely you, wants to sign in to Tocsin at ${organisation}. Open this link and press the button:`,
        link,
        'It works once, for 10 minutes. If it was not you, do nothing: without the link nobody gets in. ' +
          `Never pass it on; nobody at ${organisation} will ask you for it.\n`,
      ].join('\n\n'),
  },
  link: {
    title: 'Sign in to Tocsin',
    text: 'One press and you are in. The link then cannot be used again.',
    go: 'Sign in',
    deadTitle: 'This link does not work any more',
    dead:
      'It was used already, is older than 10 minutes, or was cut off on its way. Ask for a new one; it takes a ' +
      'moment.',
    again: 'Ask for a new link',
  },
  invitation: {
    title: 'Welcome to Tocsin',
    text: 'One press and you are in. The link then cannot be used again; later, the sign-in mails you one.',
    go: 'Sign in',
    dead:
      'It was used already, is older than 7 days, was replaced by a newer one, or was cut off on its way. If your ' +
      'address was added, ask for a link here; it takes a moment.',
  },
  code: {
    title: 'Enter your code',
    lede: 'Your role asks for a second proof. Open your authenticator app and type its six digits.',
    field: 'Code',
    hint: 'Phone lost? Type one of your recovery codes instead. Each works once.',
    go: 'Go on',
    wrong: 'This code is not right, or was used already. Wait for the next one and try again.',
    locked:
      'Five codes were wrong, so codes are refused for a quarter of an hour. If it was not you who typed them, ' +
      'call your administrator now: somebody has opened your mailbox.',
    spent:
      'Five codes were wrong, so none of the app is taken from this browser for a quarter of an hour. A recovery ' +
      'code opens all the same, and so does the app in a browser in which you signed in with it before. If it was ' +
      'not you who typed them, call your administrator now: somebody has opened your mailbox.',
    over: 'This took too long. Ask for a new link.',
  },
  refused: {
    title: 'You were not let in',
    passkey:
      'This passkey is not known here or was removed, its device did not ask who you are, or the answer came too ' +
      'late. Try again, or ask for a link.',
    sso:
      'The company account was recognised or not, but it does not lead in here: its verified address must belong ' +
      'to somebody whom an administrator has added, and the answer must be a fresh one to a question from this ' +
      'browser.',
  },
  problem: {
    title: 'This could not be done',
    crossSite: 'The request came from another site or an old page. Nothing was done. Open the sign-in again.',
    tooMany: 'Too many attempts. Wait a quarter of an hour, or call your administrator.',
    awayTitle: 'Something behind this page does not answer',
    away:
      'The database, or the single sign-on, does not answer at the moment. Nothing of what you sent was stored, ' +
      'and nothing on record is lost. Deadlines go on meanwhile: by telephone, clocks can be watched and filed as ' +
      'well.',
    tryAgain: 'Try again',
    other: 'Something broke on our side, or the request was not as expected. Nothing was changed.',
  },
};
