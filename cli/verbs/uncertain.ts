import { TocsinError } from '../../domain/errors.ts';
import { TOCSIN } from '../../web/command.ts';
import { plural } from '../../web/desk/words.ts';
import { sendToBreach } from '../command.ts';
import { BY_A_SECOND, COMMUNICATION, communicationPath } from '../communication-control.ts';
import { argumentOf, breachPath, optionOf, optionsNamed, requireOption } from '../input.ts';
import { readNotices } from '../notices.ts';
import { printableAll } from '../output/printable.ts';
import { renderTable } from '../output/table.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

const SHOWN = 50;
type People = { recipients: { n: number; email: string; language: string }[]; next: number | null };
type Line = [id: string, name: string];

export const uncertain: Verb = {
  name: 'uncertain',
  summary: 'letters that may have left: list them, say that they arrived, or send them again',
  examples: [
    'tocsin uncertain TOC-2026-0001-K7M notices',
    "tocsin uncertain TOC-2026-0001-K7M notices --arrived --to acme --reasons 'They called us about it'",
    "tocsin uncertain TOC-2026-0001-K7M campaign/1 --send-again --reasons 'The log of the mail server shows none'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }, COMMUNICATION],
  options: {
    arrived: { type: 'boolean', describe: 'they arrived' },
    'send-again': { type: 'boolean', describe: 'they are sent once more' },
    to: {
      type: 'string',
      multiple: true,
      value: '<id>',
      describe: 'only this supplier or customer, or this number on the list (default: all)',
    },
    reasons: { type: 'string', describe: 'why; stands with each of them' },
    after: { type: 'string', value: '<place>', describe: 'go on after an earlier page, as it says' },
  },
  role: 'dpo',
  notes: ['That they arrived can be said by a token too. To send again:', ...BY_A_SECOND],
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const path = communicationPath(input);
    const [isArrived, isAgain] = [input.options.arrived === true, input.options['send-again'] === true];
    if (isArrived && isAgain) {
      throw new TocsinError('bad-input', 'Give --arrived or --send-again, not both.', 'send-again');
    }
    if (!isArrived && !isAgain) return list(input, breachId, path);
    const body = {
      decision: isArrived ? 'arrived' : 'send-again',
      reasons: requireOption(input, 'reasons'),
      ...receiversOf(input, path),
    };
    const to = ['communications', path, 'uncertain'];
    const json = await sendToBreach<{ decided: number; seq: number }>(input, breachId, { method: 'POST', to, body });
    const done = isArrived ? 'recorded as arrived' : 'sent once more';
    const text = json.decided === 0 ? 'None of them is uncertain.' : `${plural(json.decided, 'letter')} ${done}.`;
    return { json, text };
  },
};

function receiversOf(input: VerbInput, path: string): { counterparties?: string[]; people?: number[] } {
  const given = optionsNamed(input, 'to');
  if (given.length === 0) return {};
  if (path === 'notices') return { counterparties: given };
  const people = given.map(Number);
  if (people.every((n) => Number.isInteger(n) && n >= 1)) return { people };
  throw new TocsinError('bad-input', '--to takes a number on the list of the campaign.', 'to');
}

async function list(input: VerbInput, breachId: string, path: string): Promise<VerbResult> {
  const { json, lines, next } = await (path === 'notices'
    ? noticesOf(input, breachId)
    : peopleOf(input, breachId, path));
  const name = path.replace('-', '/');
  const decide = `${TOCSIN} uncertain ${breachId} ${name} --arrived|--send-again [--to <id>] --reasons '…'`;
  const more = next === null ? [] : [`next: ${TOCSIN} uncertain ${breachId} ${name} --after '${next}'`];
  if (lines.length === 0) return { json, text: 'None of them is uncertain.' };
  const table = renderTable(['TO', ''], printableAll(lines));
  return { json, text: [table, ...more, `next: ${decide}`].join('\n') };
}

type Listed = { json: unknown; lines: Line[]; next: string | null };

async function noticesOf(input: VerbInput, breachId: string): Promise<Listed> {
  const after = optionOf(input, 'after');
  const page = await readNotices(input, breachId, SHOWN, [
    ['status', 'uncertain'],
    ...(after === undefined ? [] : [['after', after] as [string, string]]),
  ]);
  const lines = page.notices.map(({ counterparty, name }): Line => [counterparty, name]);
  return { json: page, lines, next: page.next };
}

async function peopleOf(input: VerbInput, breachId: string, path: string): Promise<Listed> {
  const query = new URLSearchParams({ status: 'uncertain', limit: String(SHOWN) });
  query.set('after', optionOf(input, 'after') ?? '0');
  const to = breachPath(breachId, 'campaigns', path.replace('campaign-', ''), 'recipients');
  const page = await input.client().get<People>(`${to}?${query}`);
  const lines = page.recipients.map(({ n, email, language }): Line => [String(n), `${email} (${language})`]);
  return { json: page, lines, next: page.next === null ? null : String(page.next) };
}
