import { TocsinError } from '../../domain/errors.ts';
import type { Forbidden } from '../../domain/filing/forbidden.ts';
import { sayOthers } from '../../web/campaigns/others.ts';
import { TOCSIN } from '../../web/command.ts';
import { plural } from '../../web/desk/words.ts';
import { wordsOf } from '../../web/languages/index.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, optionOf, readBytes, readText, requireOption } from '../input.ts';
import { listTypeOf } from '../list-type.ts';
import { approvedOnThePage } from '../output/next.ts';
import { printable } from '../output/printable.ts';
import type { Verb, VerbInput } from './verb.ts';

export type ImportedList = { listId: string; recipients: number; duplicates: number };
export type DraftedCampaign = {
  campaign: number;
  contentHash: string;
  preview: { subject: string; text: string };
  /** What the approver should look at before the letter leaves. */
  warnings?: Pick<Forbidden, 'line' | 'says'>[];
  /** Whether another person, who signed in, must approve it. */
  fourEyes?: boolean;
  language?: string;
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
    if (content === null)
      return { json: { list }, text: `Imported ${imported}. Draft it with --subject and --text-file.` };
    const draft = await sendToBreach<DraftedCampaign>(input, breachId, {
      method: 'POST',
      to: ['campaigns'],
      again: null,
      body: { listId: list.listId, ...content },
    });
    const preview = `Subject: ${draft.preview.subject}\n\n${draft.preview.text}`;
    const decide =
      `${TOCSIN} decide ${breachId} --approve-campaign ${draft.campaign} --content-hash ${draft.contentHash} ` +
      "--reasons '…'";
    const { language = 'en', preferringOthers = null } = draft;
    const approve = draft.fourEyes === true ? approvedOnThePage(breachId, draft.campaign) : decide;
    const text = [
      `Campaign ${draft.campaign}: ${imported}. Nothing is sent yet.`,
      '',
      printable(preview),
      ...sayOthers({ words: wordsOf('en'), language: 'en' }, { language, preferringOthers }),
      ...(draft.warnings ?? []).map(({ line, says }) => `look at line ${line}: ${says}`),
      '',
      `next: ${approve}`,
    ];
    return { json: { list, ...draft }, text: text.join('\n') };
  },
};

/** Subject and text come together or not at all. */
async function readContent(input: VerbInput): Promise<{ subject: string; text: string } | null> {
  const [subject, file] = [optionOf(input, 'subject'), optionOf(input, 'text-file')];
  if (subject === undefined && file === undefined) return null;
  if (subject === undefined || file === undefined) {
    const missing = subject === undefined ? 'subject' : 'text-file';
    throw new TocsinError(
      'bad-input',
      `A draft needs both --subject and --text-file; --${missing} is missing.`,
      missing,
    );
  }
  return { subject, text: await readText(input, file, 'text-file') };
}
