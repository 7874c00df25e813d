/** The pages behind a link, for suppliers and customers. */
export const notice = {
  language: 'This page in',
  securityNotice: 'Security notice',
  exercise: 'EXERCISE. This notice belongs to a drill: nothing happened to real data.',
  foot:
    'This page needs no account. Only people with the link in our e-mail can open it. We store what you answer, the ' +
    'time and a shortened network address, nothing else.',
  call: (phone: string): string => `Call us: ${phone}`,
  error: 'Error',
  toAnswer: {
    title: 'Please confirm a security notice',
    heading: 'Please confirm that you have read this notice',
    jump: 'Go straight to the three questions',
    answerBy: 'Please answer by',
    yourAnswer: 'Your answer',
    late: '; your answer is still needed.',
    left: ' left. It takes about two minutes.',
    confirm: 'Confirm and send',
    need:
      'Do you need anything from us, such as logs or a list of the people concerned? Call or write to us; the letter ' +
      'above says how.',
    noAdmission: 'Confirming means that you have read the notice. It is not an admission of anything.',
  },
  questions: {
    supplier: '1. Do you, or a company working for you, hold data that this is about?',
    customer: '1. Is the data named here yours to answer for (are you its controller)?',
    misuse: '2. Have you seen any sign of misuse?',
    answeredBy: '3. Who answers for you?',
    answeredByHint: 'Name and a phone number or e-mail address',
    phone: 'Phone number that we shall call',
    phoneHint: 'Needed where you have seen signs of misuse; else as you like',
    comment: 'Anything you want to add',
    commentHint: 'May be empty. Please write no passwords, and no names of people concerned.',
    holdsData: { yes: 'Yes', no: 'No', unknown: 'We do not know yet' },
    seen: { yes: 'Yes, please call us', no: 'No', unknown: 'We are still looking' },
    chooseOne: 'choose one answer.',
  },
  problems: {
    title: 'Your answer was not sent yet',
    holdsData: 'Answer question 1',
    misuse: 'Answer question 2',
    answeredBy: 'Say who answers',
    phone: 'Give the phone number that we shall call: you have seen signs of misuse',
    comment: 'Shorten what you want to add to 1,200 characters',
  },
  answered: {
    title: 'We have your answer',
    errorTitle: 'Error: your answer was not sent',
    heading: 'Thank you. We have your answer.',
    refusedHeading: 'This answer was not taken',
    acknowledged: 'Acknowledged',
    misuseStays:
      'An earlier answer below speaks of a sign of misuse. It stays on our record, and open, until we have looked ' +
      'into it with you.',
    next: 'What happens next',
    weAsk: 'If we have questions, we ask the person named above.',
    noNumber: 'You saw signs of misuse, and we have no number of yours: please call the number below.',
    weCall: 'You saw signs of misuse: we call the number that you gave.',
    writeAgain: 'We write again when we know more.',
    keepLogs: 'Please keep the logs until we say otherwise.',
    confirmed: 'The notice that you confirmed',
    noMore: (phone: string): string => `No further answer is taken by this link: call us at ${phone}.`,
    readOut: (phone: string): string =>
      `Please call us at ${phone} and read out what you just answered: this link takes no further answer, and we ` +
      'have not kept it.',
    weHave: 'What we have from you',
    found: 'Tell us what you found',
    again: 'Answer again, or add something',
    sameLink:
      'By this same link. The latest answer counts, and what you answered before stays on record. You can also call ' +
      'the number below, or reply to our e-mail.',
    sendToo: 'Send this answer too',
    yours: 'Yours to answer for',
    data: 'Data that this is about',
    misuse: 'Sign of misuse',
    who: 'Who answers',
    phone: 'Phone number',
    added: 'Added',
    before: (n: number): string => (n === 1 ? 'The answer before it' : `The ${n} answers before it`),
  },
  since: {
    before: 'What we wrote before',
    sentOn: 'As we sent it on',
    title: 'Corrected since we sent the notice',
    correctedOn: 'Corrected on',
    counts: 'Where the text below says otherwise, this counts.',
    newest: 'The newest text stands below; what we wrote before it, at its end.',
    awareAt: 'the incident was noticed on',
    nature: 'what happened now reads',
    consequences: 'the effects that we can see now read',
    measures: 'what we have done or are about to do now reads',
    advice: 'what you should do now reads',
    people: 'people concerned, approximately',
    records: 'records concerned, approximately',
    notKnown: 'not known yet',
  },
  links: {
    expired: {
      title: 'This link has expired',
      heading: 'This link can no longer be used',
      text: 'For your safety and ours, links in our e-mails work for a limited time, and this one has passed it.',
      stands: 'The notice still stands.',
      do:
        'Please do not wait: call us, or reply to our e-mail, and we send a new link to the address we already have. ' +
        'Your answer is still needed.',
      after: 'If nobody reads that address any more, call the number below.',
    },
    replaced: {
      title: 'This link was ended',
      heading: 'This link no longer opens the notice',
      text: 'We ended it. If there is a newer e-mail from us with another link, please use that one.',
      stands: 'The notice still stands',
      do: 'unless we wrote otherwise. If you cannot find a newer e-mail from us, call the number below.',
      after: '',
    },
    unknown: {
      title: 'This link does not work',
      heading: 'This link does not work',
      text:
        'It may have been cut off on its way: some mail programs break long links. Copy it from our e-mail as a ' +
        'whole, without spaces or line breaks.',
      stands: '',
      do:
        'If it still does not open, call us. Please do not send anybody passwords or files because of a message you ' +
        'are not sure of.',
      after: '',
    },
    unavailable: {
      title: 'Please try again',
      heading: 'We cannot take your answer right now',
      text: '',
      stands: 'Nothing was stored.',
      do: 'Please go back and send it again in a few minutes. If it is urgent, call us.',
      after: '',
    },
    busy: {
      title: 'Please try again',
      heading: 'This link is used very often just now',
      text: '',
      stands: 'Nothing was stored.',
      do: 'Please wait a few minutes and try again. If it is urgent, call us: the number is below.',
      after: '',
    },
    otherSite: {
      title: 'Please open the link again',
      heading: 'This answer did not come from our page',
      text: '',
      stands: 'Nothing was stored.',
      do: 'Please open the link in our e-mail again, and answer on the page it leads to.',
      after: '',
    },
  },
};
