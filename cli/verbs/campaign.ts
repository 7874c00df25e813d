import { TocsinError } from '../../domain/errors.ts';
import type { Forbidden } from '../../domain/filing/forbidden.ts';
import type { Understood } from '../../domain/people/understood.ts';
import { sayOthers, sayReaders } from '../../web/campaigns/others.ts';
import { TOCSIN } from '../../web/command.ts';
import { plural } from '../../web/desk/words.ts';
import { wordsOf } from '../../web/languages/index.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, optionOf, optionsNamed, readBytes, readText, requireOption } from '../input.ts';
import { listTypeOf } from '../list-type.ts';
import { approvedOnThePage } from '../output/next.ts';
import { printable } from '../output/printable.ts';
import { sayOtherNames } from './people.ts';
import type { Verb, VerbInput } from './verb.ts';

export type ImportedList = {
  listId: string;
  recipients: number;
  duplicates: number;
  understood: Understood | null;
};
export type DraftedCampaign = {
  campaign: number;
  contentHash: string;
  preview: { subject: string; text: string; translations?: Record<string, { subject: string; text: string }> };
  /** What the approver should look at before the letter leaves. */
  warnings?: (Pick<Forbidden, 'line' | 'says'> & { language?: string })[];
  /** Recorded words in it that may be in another language. */
  repeated?: { words: string; line: number; written: string | null; language: string }[];
  /** Whether another person, who signed in, must approve it. */
  fourEyes?: boolean;
  language?: string;
  /** How many get it in which language. */
  readers?: { language: string; people: number | null }[];
  preferringOthers?: { language: string; people: number }[] | null;
};

export const campaign: Verb = {
  name: 'campaign',
  summary: 'draft the mail to the people concerned; the DPO approves it',
  examples: [
    "tocsin campaign TOC-2026-0001-K7M --recipients people.csv --subject 'About your account' --text-file letter.txt",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    recipients: { type: 'string', value: '<file>', describe: 'CSV with a heading line, or NDJSON' },
    subject: { type: 'string', describe: 'subject of the mail' },
    'text-file': {
      type: 'string',
      value: '<file>',
      describe: 'its text with {{recipient}} for the name, - for standard input',
    },
    also: {
      ...{ type: 'string', multiple: true, value: '<language=file>' },
      describe: 'the same in another language, for whoever on the list prefers it; its first line is the subject',
    },
  },
  role: 'responder',
  notes: [
    'In the text, {{recipient}} stands for the name of each person: Dear {{recipient}}, … Nothing else is filled in.',
    'A draft sends nothing: the DPO or the deputy reads the preview and approves exactly that content.',
    'Where the policy asks for four eyes, as for every campaign by default, that is another person, who has signed in.',
    "The list has name, email and, if you like, language; duplicates are left out. See also 'tocsin people --help'.",
  ],
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const content = await readContent(input);
    const body = await readBytes(input, requireOption(input, 'recipients'), 'recipients');
    const list = await sendToBreach<ImportedList>(input, breachId, {
      method: 'POST',
      to: ['recipient-lists'],
      again: null,
      body,
      mediaType: listTypeOf(body),
    });
    const imported = `${plural(list.recipients, 'recipient')} (${plural(list.duplicates, 'duplicate')} left out)`;
    const others = sayOtherNames(list.understood);
    if (content === null) {
      const text = [`Imported ${imported}. Draft it with --subject and --text-file.`, ...others].join('\n');
      return { json: { list }, text };
    }
    const draft = await sendToBreach<DraftedCampaign>(input, breachId, {
      method: 'POST',
      to: ['campaigns'],
      again: null,
      body: { listId: list.listId, ...content },
    });
    const { translations = {}, ...own } = draft.preview;
    const preview = [['', own] as const, ...Object.entries(translations)].map(sayLetter).join('\n\n');
    const { language = 'en', readers = [], preferringOthers = null, repeated = [] } = draft;
    const decide =
      `${TOCSIN} decide ${breachId} --approve-campaign ${draft.campaign} --content-hash ${draft.contentHash} ` +
      `--reasons '…'${repeated.length === 0 ? '' : ' --confirmed'}`;
    const inEnglish = { words: wordsOf('en'), language: 'en' } as const;
    const approve = draft.fourEyes === true ? approvedOnThePage(breachId, draft.campaign) : decide;
    const text = [
      `Campaign ${draft.campaign}: ${imported}. Nothing is sent yet.`,
      ...others,
      '',
      printable(preview),
      ...(readers.length < 2 ? [] : readers.map((each) => sayReaders(inEnglish, each))),
      ...sayOthers(inEnglish, { language, preferringOthers }),
      ...(draft.warnings ?? []).map(({ line, says, language }) => `look at line ${line}${inIt(language)}: ${says}`),
      ...repeated.map(({ words, line, written, language: of }) =>
        printable(`look at line ${line} (${of}): recorded words, ${saidIn(written)}: ${words}`),
      ),
      '',
      `next: ${approve}`,
    ];
    return { json: { list, ...draft }, text: text.join('\n') };
  },
};

function saidIn(written: string | null): string {
  return written === null ? 'language not known' : `written in '${written}'`;
}

type Letter = { subject: string; text: string };

function sayLetter([language, { subject, text }]: readonly [language: string, letter: Letter]): string {
  return `Subject${inIt(language)}: ${subject}\n\n${text}`;
}

/** In which of its languages; nothing for the letter itself. */
function inIt(language = ''): string {
  return language === '' ? '' : ` (${language})`;
}

/** `de=letter-de.txt`, whose first line is the subject and whose others are the text. */
async function readTranslations(input: VerbInput): Promise<Record<string, Letter>> {
  const read = optionsNamed(input, 'also').map(async (given): Promise<[string, Letter]> => {
    const [language = '', ...rest] = given.split('=');
    if (language === '' || rest.length === 0) {
      const message = `--also takes a language and a file, such as de=letter-de.txt; not '${given}'.`;
      throw new TocsinError('bad-input', message, 'also');
    }
    const [subject = '', ...text] = (await readText(input, rest.join('='), 'also')).trim().split('\n');
    return [language, { subject: subject.replace(/^(Subject|Betreff): */, '').trim(), text: text.join('\n').trim() }];
  });
  return Object.fromEntries(await Promise.all(read));
}

/** Subject and text come together or not at all. */
async function readContent(input: VerbInput): Promise<(Letter & { translations?: Record<string, Letter> }) | null> {
  const [subject, file] = [optionOf(input, 'subject'), optionOf(input, 'text-file')];
  const translations = await readTranslations(input);
  const isTranslated = Object.keys(translations).length > 0;
  if (subject === undefined && file === undefined && !isTranslated) return null;
  if (subject === undefined || file === undefined) {
    const missing = subject === undefined ? 'subject' : 'text-file';
    throw new TocsinError(
      'bad-input',
      `A draft needs both --subject and --text-file; --${missing} is missing.`,
      missing,
    );
  }
  return { subject, text: await readText(input, file, 'text-file'), ...(isTranslated && { translations }) };
}
