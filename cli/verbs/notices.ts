import { NOTICE_STATUSES } from '../../domain/communication/standing.ts';
import { TocsinError } from '../../domain/errors.ts';
import { TOCSIN } from '../../web/command.ts';
import { argumentOf, optionOf, optionsNamed } from '../input.ts';
import { readNotices } from '../notices.ts';
import { renderNotices } from '../output/notices.ts';
import { printableAll } from '../output/printable.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput } from './verb.ts';

const PAGE = 50;
const MOST = 200;

export const notices: Verb = {
  name: 'notices',
  summary: 'who was told and has answered: counts on top, then one page, the worst first',
  examples: [
    'tocsin notices TOC-2026-0001-K7M',
    'tocsin notices TOC-2026-0001-K7M --late',
    'tocsin notices TOC-2026-0001-K7M --status refused --status uncertain --limit 200',
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    status: {
      ...{ type: 'string', multiple: true, choices: NOTICE_STATUSES, value: '<state>' },
      describe: 'only those in this state; a wrong one lists them all',
    },
    late: { type: 'boolean', describe: 'only those that have not answered in time' },
    misuse: { type: 'boolean', describe: 'only those whose answer speaks of misuse' },
    limit: { type: 'string', value: '<number>', describe: `how many, at most ${MOST} (default: ${PAGE})` },
    after: { type: 'string', value: '<place>', describe: 'go on after an earlier page, as it says' },
  },
  role: 'responder',
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const after = optionOf(input, 'after');
    const filter = filterOf(input);
    const page = await readNotices(input, breachId, limitOf(input), [
      ...filter,
      ...(after === undefined ? [] : [['after', after] as [string, string]]),
    ]);
    const look = { now: input.clock(), zone: await zoneOf(input), style: input.style };
    const text = renderNotices(printableAll(page), look);
    const none = page.notices.length === 0 && page.counts.total > 0 ? ['None of them is like that.'] : [];
    const next = page.next === null ? [] : [`next: ${TOCSIN} ${againOf(input, breachId)} --after '${page.next}'`];
    const shown = text === '' ? 'Nobody is to be told yet.' : text;
    return { json: page, text: [shown, ...none, ...next].join('\n') };
  },
};

function filterOf(input: VerbInput): [name: string, value: string][] {
  return [
    ...optionsNamed(input, 'status').map((status): [string, string] => ['status', status]),
    ...(['late', 'misuse'] as const).flatMap((name): [string, string][] =>
      input.options[name] === true ? [[name, 'true']] : [],
    ),
  ];
}

/** The same command again, but for the place to go on from. */
function againOf(input: VerbInput, breachId: string): string {
  const options = filterOf(input).map(([name, value]) => (name === 'status' ? `--status ${value}` : `--${name}`));
  const limit = optionOf(input, 'limit');
  return ['notices', breachId, ...options, ...(limit === undefined ? [] : [`--limit ${limit}`])].join(' ');
}

function limitOf(input: VerbInput): number {
  const limit = Number(optionOf(input, 'limit') ?? PAGE);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw new TocsinError('bad-input', `--limit takes a number from 1 to ${MOST}.`, 'limit');
}
