import { writeFile } from 'node:fs/promises';
import { detailOf } from '../../config/raw-variables.ts';
import {
  type AnsweredRow,
  type DecidedRow,
  DUTY_PARTS,
  type ExerciseResult,
  NOT_IN_TIME,
  NOTICE_OUTCOME_PARTS,
  type PartyRow,
  type PolicyUse,
  type ToldRow,
} from '../../domain/audit/answers.ts';
import { DECISION_KINDS } from '../../domain/audit/decisions.ts';
import { COUNTERPARTY_KINDS } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import { argumentOf, optionOf } from '../input.ts';
import { oneLineAll } from '../output/printable.ts';
import { renderTable } from '../output/table.ts';
import { bothTimes } from '../output/time.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

/** Each list by its name, with what a line of its table shows. */
const LISTS = ['decisions', 'duties', 'notices', 'parties', 'exercises', 'policies'] as const;
type ListName = (typeof LISTS)[number];
/** As many as the API gives at once. */
const PAGE = 500;
/** Of more rows than these the table shows the first, and says where all of them are. */
const ROWS_SHOWN = 1_000;

export const audit: Verb = {
  name: 'audit',
  summary: 'what an auditor asks: decisions, whether everybody was told in time, exercises, policy versions',
  examples: [
    'tocsin audit duties --part not-in-time',
    'tocsin audit parties --kind supplier --from 2026-01-01 --to 2026-12-31',
    'tocsin audit decisions --kind corrections --json',
    'tocsin audit notices --kind customer --texts --out notices.csv',
  ],
  arguments: [{ name: 'list', describe: LISTS.join(', ') }],
  options: {
    kind: {
      type: 'string',
      value: '<kind>',
      describe:
        `of notices and parties: ${COUNTERPARTY_KINDS.join(', ')}; ` +
        `of decisions: ${Object.keys(DECISION_KINDS).join(', ')}`,
    },
    audience: { type: 'string', choices: ['authority', 'people', 'others'], describe: 'of duties: towards whom' },
    part: {
      type: 'string',
      value: '<result>',
      describe: `only those: ${[...new Set([...NOTICE_OUTCOME_PARTS, ...DUTY_PARTS])].join(', ')}`,
    },
    party: { type: 'string', value: '<id or name>', describe: 'of notices and parties: only this one' },
    breach: { type: 'string', value: '<reference>', describe: 'only of this breach' },
    who: { type: 'string', value: '<who>', describe: 'of decisions: by a role, a token or user:<id>' },
    version: { type: 'string', value: '<version>', describe: 'of decisions: under this version of the policy' },
    from: { type: 'string', value: '<day>', describe: 'from this day on, such as 2026-11-24' },
    to: { type: 'string', value: '<day>', describe: 'up to this day' },
    exercises: { type: 'boolean', describe: 'exercises too' },
    texts: { type: 'boolean', describe: 'with --out: the exact texts of notices and decisions too' },
    out: { type: 'string', value: '<file>', describe: 'write all of it into a file: .csv, or .json' },
  },
  role: 'dpo',
  async run(input) {
    const name = listOf(input);
    const query = queryOf(input, name);
    const out = optionOf(input, 'out');
    return out === undefined ? show(input, name, query) : save(input, name, query, out);
  },
};

const FILTERS = ['kind', 'audience', 'part', 'party', 'breach', 'who', 'version', 'from', 'to'] as const;

function listOf(input: VerbInput): ListName {
  const given = argumentOf(input, 'list');
  const name = LISTS.find((each) => each === given);
  if (name !== undefined) return name;
  throw new TocsinError('bad-input', `There is no list '${given}'; there are ${LISTS.join(', ')}.`, 'list');
}

function queryOf(input: VerbInput, name: ListName): URLSearchParams {
  const given = FILTERS.map((filter): [string, string] => [filter, optionOf(input, filter) ?? '']);
  const query = new URLSearchParams(given.filter(([, value]) => value !== ''));
  if (input.options.exercises === true && name !== 'exercises') query.set('exercises', 'with');
  return query;
}

async function show(input: VerbInput, name: ListName, query: URLSearchParams): Promise<VerbResult> {
  const { rows, people } = await readAll(input, name, query);
  const zone = await zoneOf(input);
  const nameOf = (by: string) => people[by] ?? by;
  const shown = oneLineAll(rows.slice(0, ROWS_SHOWN));
  const { headings, line } = TABLES[name](zone, nameOf);
  const more = rows.length > ROWS_SHOWN ? `\n${rows.length - ROWS_SHOWN} more: --json or --out has all of them.` : '';
  const table = renderTable(headings, shown.map(line as (row: object) => string[]));
  return { json: { rows, people }, text: rows.length === 0 ? 'Nothing on record matches.' : table + more };
}

type Page = { rows: object[]; next: string | null; people: Record<string, string> };

async function readAll(input: VerbInput, name: ListName, query: URLSearchParams) {
  const client = input.client();
  const rows: object[] = [];
  const people: Record<string, string> = {};
  let after: string | null = '';
  while (after !== null) {
    const asked = new URLSearchParams(query);
    asked.set('limit', String(PAGE));
    if (after !== '') asked.set('after', after);
    const page: Page = await client.get<Page>(`/audit/${name}?${asked}`);
    rows.push(...page.rows);
    Object.assign(people, page.people);
    after = page.next;
  }
  return { rows, people };
}

async function save(input: VerbInput, name: ListName, query: URLSearchParams, out: string): Promise<VerbResult> {
  const format = out.endsWith('.json') ? 'json' : 'csv';
  query.set('format', format);
  if (input.options.texts === true) query.set('texts', 'yes');
  const bytes = await input.client().download(`/audit/${name}/export?${query}`);
  try {
    // Readable by its owner only: it names people.
    await writeFile(out, bytes, { mode: 0o600 });
  } catch (error) {
    const why = detailOf(error, 'code') ?? 'unknown';
    throw new TocsinError('bad-input', `${out} cannot be written (${why}); name another place with --out.`, 'out');
  }
  return { json: { out, bytes: bytes.length, format }, text: `${out}: ${bytes.length} bytes.` };
}

type Table<Row> = (zone: string, nameOf: (by: string) => string) => { headings: string[]; line(row: Row): string[] };
type Rows = {
  decisions: DecidedRow;
  duties: ToldRow;
  notices: AnsweredRow;
  parties: PartyRow;
  exercises: ExerciseResult;
  policies: PolicyUse;
};

const TABLES: { [Name in ListName]: Table<Rows[Name]> } = {
  decisions: (zone, nameOf) => ({
    headings: ['WHEN', 'BREACH', 'WHAT', 'ABOUT', 'RESULT', 'BY', 'POLICY'],
    line: (row) => [
      bothTimes(row.at, zone),
      ...[row.breachId, row.type, row.about ?? '-', row.outcome ?? '-', nameOf(row.by)],
      row.policyVersion ?? '-',
    ],
  }),
  duties: (zone) => ({
    headings: ['BREACH', 'DUTY', 'TOWARDS', 'LIMIT', 'TOLD', 'RESULT', 'REASONS'],
    line: (row) => [
      ...[row.breachId, row.article, row.recipient, timeOf(row.due, zone), timeOf(row.endedAt, zone)],
      ...[row.outcome, row.reasons],
    ],
  }),
  notices: (zone) => ({
    headings: ['TO', 'BREACH', 'TOLD', 'ANSWER BY', 'ACKNOWLEDGED', 'RESULT'],
    line: (row) => [
      ...[row.name, row.breachId, timeOf(row.sentAt, zone), timeOf(row.answerBy, zone)],
      ...[timeOf(row.acknowledgedAt, zone), row.outcome],
    ],
  }),
  parties: () => ({
    headings: ['WHO', 'KIND', 'NOTICES', 'IN TIME', 'NOT IN TIME', 'OPEN'],
    line: ({ name, kind, total, counts }) => {
      const late = NOT_IN_TIME.reduce((sum, outcome) => sum + counts[outcome], 0);
      return [name, kind, ...[total, counts['in-time'], late, counts.open].map(String)];
    },
  }),
  exercises: (zone) => ({
    headings: ['EXERCISE', 'BEGAN', 'STATE', 'DUTIES IN TIME', 'NOTICES IN TIME', 'TITLE'],
    line: ({ breachId, openedAt, status, duties, notices, title }) => [
      ...[breachId, timeOf(openedAt, zone), status, String(duties['in-time'] + duties.waived)],
      ...[String(notices['in-time']), title],
    ],
  }),
  policies: (zone) => ({
    headings: ['VERSION', 'NAME', 'FIRST USED', 'LAST USED', 'WORKED OUT', 'STAND BY IT'],
    line: ({ policyVersion, first, last, breaches, standing, isCurrent, held }) => [
      ...[
        `${policyVersion}${isCurrent ? ' (in use)' : ''}`,
        held?.named?.name ?? '-',
        timeOf(first, zone),
        timeOf(last, zone),
      ],
      ...[String(breaches), String(standing)],
    ],
  }),
};

function timeOf(at: Instant | null, zone: string): string {
  return at === null ? '-' : bothTimes(at, zone);
}
