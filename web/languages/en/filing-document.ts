import type { FieldStanding } from '../../../domain/filing/text.ts';

/** A filing as a document: on its page, on paper, and as a file for an office program. */
export const filingDocument = {
  crumb: 'Document',
  title: (article: string): string => `Filing for ${article}, as a document`,
  lede: 'Every field of the form in its order, to be copied, uploaded or sent.',
  open: 'Document',
  openApproved: 'Open the approved document',
  languages: 'Language of the document',
  whichText: 'Which text',
  approvedText: 'The approved text',
  draftText: 'The draft as it reads now',
  noWords: (language: string): string =>
    `It is handed in in ${language}. Tocsin has no words of the form in it: the questions stand in another language.`,
  inEnglish: (count: number): string =>
    count === 1
      ? 'One question of the form has no words in this language and stands in English.'
      : `${count} questions of the form have no words in this language and stand in English.`,
  answersIn: (count: number, language: string): string =>
    count === 1
      ? `One answer in free words stands in ${language}, the language of the filing.`
      : `${count} answers in free words stand in ${language}, the language of the filing.`,
  asTyped: 'What people typed stands as they typed it: read it once in the language in which it is handed in.',
  howTo: {
    title: 'What to do with it',
    draft: 'This is a draft, and says so on every page. What leaves is the approved text.',
    approve: 'Approve it first',
    form: (name: string): string => `Open the form of ${name}`,
    home: (name: string): string => `No address of its form is known. Open the home page of ${name}`,
    unsure: 'This address was not checked: make sure that it is the receiver’s own before you type anything there.',
    channel: 'How it takes notices:',
    nobody: (recipient: string): string => `To: ${recipient}. The policy knows no address of its form.`,
    copy: 'A form on the web: copy field by field, from the top. What is copied is marked.',
    upload: 'A form that takes a file: upload the PDF.',
    send: 'A letter or an e-mail: send the PDF, or the ODT where it is to be signed or changed by hand.',
    record: 'Then record that it was handed in, with the receipt',
  },
  copy: 'Copy',
  copied: 'Copied',
  done: (label: string): string => `Copied: ${label}`,
  failed: 'The browser did not allow it: the text is selected, copy it with the keyboard.',
  standings: {
    open: 'Not answered yet',
    wrong: 'Not as the form takes it',
    none: 'No answer',
    'not-asked': 'Does not apply',
  } satisfies Record<Exclude<FieldStanding, 'answered'>, string> as Record<Exclude<FieldStanding, 'answered'>, string>,
  about: {
    organisation: 'Organisation',
    receiver: 'To',
    duty: 'Under',
    stage: 'Kind of filing',
    reference: 'Our reference',
    standing: 'State of this text',
  },
  isDraft: 'Draft, not approved',
  saved: (by: string, at: string): string => `saved last by ${by} on ${at}`,
  approved: (by: string, at: string): string => `Approved by ${by} on ${at}`,
  filed: (version: number, at: string): string => `Version ${version}, handed in on ${at}`,
  recorded: (by: string, at: string): string => `Recorded by ${by} on ${at}, without an approval here`,
  late: 'after the deadline',
  openTitle: (count: number): string =>
    count === 1 ? '1 field is still to be answered' : `${count} fields are still to be answered`,
  repeatedTitle: (count: number): string =>
    count === 1
      ? '1 answer repeats recorded words that may be in another language than this filing'
      : `${count} answers repeat recorded words that may be in another language than this filing`,
  notes: 'About this document',
  zone: (zone: string): string => `Times are those of ${zone}, and UTC.`,
  hash: (sha256: string): string => `SHA-256 of the file whose words these are: ${sha256}`,
};
