/** What Tocsin says in Slack to whoever presses a button there, or types a command. */
export const slack = {
  usage: (link: string): string =>
    '`/tocsin report` opens the form of a report; so does the shortcut “Report to Tocsin” of a message. ' +
    `\`/tocsin link\` gives you a code by which this account acts for you at Tocsin. The desk: ${link}`,
  link: (code: string, link: string): string =>
    `Type this code at Tocsin, signed in as yourself, within ten minutes; then this account acts for you there. ` +
    `Give it to nobody, whoever asks: \`${code}\` ${link}`,
  unknown: {
    elsewhere: 'This button is for people of the company’s own workspace.',
    unconfirmed:
      'Slack has not confirmed an e-mail address for your account, so Tocsin cannot tell who you are. ' +
      'Type `/tocsin link` here to link it with your account at Tocsin, or go on at the desk:',
    'no-user':
      'Nobody with the e-mail address of your Slack account may sign in to Tocsin. If you sign in there with another ' +
      'address, type `/tocsin link` here; else ask your administrator. The desk:',
    'must-enrol': 'Your role needs a second factor first. Sign in and enrol it:',
  },
  forbidden: 'Your role may not do that. Who may sees it at the desk:',
  taken: (user: string, incident: string): string => `<@${user}> has taken ${incident}.`,
  seen: (user: string, incident: string): string =>
    `<@${user}> has seen the warnings of ${incident}. They go on until it is done.`,
  old: 'This button is of an earlier version. Go on at the desk:',
  failed: (why: string, link: string): string => `Nothing was done: ${why} ${link}`,
  form: {
    name: 'Report a breach',
    send: 'Hand it in',
    cancel: 'Cancel',
    done: 'Close',
    before: (link: string): string =>
      'What you type here passes through Slack. With names, or where nobody at Slack should read it, take ' +
      `<${link}|the form of Tocsin>.`,
    title: 'What happened, in a few words',
    badTitle: 'A title has 3 to 200 characters.',
    summary: 'What you know so far',
    sending: 'It is being handed in. This window says when it is done.',
    sent: (reference: string, link: string): string =>
      `It is here, as *${reference}*. Who is on duty is told. <${link}|What becomes of it>`,
  },
};
