import type { DecidedRow } from '../../domain/audit/answers.ts';
import { DECISION_KINDS, type DecisionKind } from '../../domain/audit/decisions.ts';
import { sayEvent } from '../breach/event-words.ts';
import { sayingOf } from '../breach/timeline.ts';
import { type Html, html } from '../html.ts';
import { withInstants } from '../instants.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { breachCell, type FileColumn, fieldsOf, type ListQuery, listingPage, saidCell } from './listing.ts';
import type { Question } from './questions.ts';

export const DECISIONS_PATH = '/desk/audit/decisions';

/** What the sentences about decisions name that the row does not say itself. */
export type DecisionNames = { duty(id: string): string };
/** The names that versions of the policy were given, by the version. */
type VersionNames = ReadonlyMap<string, { named: { name: string } | null }>;

export type DecisionsModel = {
  query: ListQuery;
  rows: readonly DecidedRow[];
  next: string | null;
  names: DecisionNames;
  versions: VersionNames;
};

/** Decisions over all incidents, what left the house, or what was put right: by the kind that is asked for. */
export function decisionsPage(view: View, { query, rows, next, names, versions }: DecisionsModel): string {
  const { questions: words, audit } = view.words;
  const question = questionOf(query.kind);
  const { columns } = words;
  const fields = fieldsOf(view, query);
  const kinds = Object.keys(DECISION_KINDS).map((kind) => [kind, words.kinds[kind as DecisionKind]] as const);
  const people = [...view.people].toSorted(([, a], [, b]) => a.localeCompare(b, view.language));
  return listingPage(view, {
    ...{ question, path: DECISIONS_PATH, query, rows, next, figures: [] },
    title: query.kind === 'corrections' ? words.more.corrections : words.ask[question],
    lede: words.ledes[question === 'decisions' ? 'decisions' : question === 'texts' ? 'texts' : 'corrections'],
    hasTexts: question === 'texts',
    filters: html`
      ${fields.select('kind', kinds)}
      ${people.length <= MOST_CHOSEN ? fields.select('who', [...people, ['engine', audit.engine]]) : fields.text('who')}
      ${fields.text('breach')}${fields.text('version')}${fields.day('from')}${fields.day('to')}${fields.exercises()}
    `,
    columns: [
      { label: columns.when, cell: ({ at }) => timeTag(at, view, true) },
      { label: columns.breach, cell: (row) => breachCell(view, row.breachId, row.exercise) },
      {
        label: columns.what,
        cell: (row) => html`<span class="strong">${sentence(view, row, names)}</span>${saidCell(view, row.reasons)}`,
      },
      { label: columns.by, cell: ({ by }) => nameOf(view, by) },
      { label: columns.version, cell: ({ policyVersion }) => versionCell(policyVersion, versions) },
      { label: columns.text, cell: (row) => textCell(view, row) },
    ],
    isExercise: ({ exercise }) => exercise,
  });
}

/** The same as a file; the exact texts only where they were asked for. */
export function decisionsFile(view: View, names: DecisionNames, withTexts: boolean): FileColumn<DecidedRow>[] {
  const { columns, utc } = view.words.questions;
  return [
    { label: utc(columns.when), value: ({ at }) => at },
    { label: columns.breach, value: ({ breachId }) => breachId },
    { label: columns.event, value: ({ seq }) => seq },
    { label: columns.what, value: (row) => sayDecision(view, row, names) },
    { label: columns.reasons, value: ({ reasons }) => reasons },
    { label: columns.by, value: ({ by }) => nameOf(view, by) },
    { label: columns.byId, value: ({ by }) => by },
    { label: columns.version, value: ({ policyVersion }) => policyVersion },
    { label: 'SHA-256', value: ({ sha256 }) => sha256 },
    ...(withTexts ? [{ label: columns.text, value: ({ text }: DecidedRow) => text }] : []),
  ];
}

/** Of more people than these one is typed, not chosen. */
const MOST_CHOSEN = 100;

function questionOf(kind: string | undefined): Question {
  return kind === 'left' ? 'texts' : kind === 'corrections' ? 'record' : 'decisions';
}

function sentence(view: View, row: DecidedRow, names: DecisionNames): Html {
  return withInstants(sayDecision(view, row, names), view.now, view);
}

/** What was decided, in one sentence; its kind alone where its words do not open. */
function sayDecision(view: View, { event, type }: DecidedRow, { duty }: DecisionNames): string {
  const { audit, breach } = view.words;
  if (event === null) return audit.types[type];
  const itself = (id: string) => id;
  const names = { by: (by: string) => nameOf(view, by), duty, system: itself, counterparty: itself };
  return sayEvent(breach.events, event, sayingOf(view, { names }));
}

/** Which version it was, by its name and the beginning of its hash; it leads to what else was decided by it. */
function versionCell(policyVersion: string | null, versions: VersionNames): Html | string {
  if (policyVersion === null) return '–';
  const href = `${DECISIONS_PATH}?${new URLSearchParams({ version: policyVersion })}`;
  const name = versions.get(policyVersion)?.named?.name;
  return html`
    ${name === undefined ? null : html`<span>${name}</span> `}
    <a class="mono nowrap" href="${href}" title="${policyVersion}">${shortVersion(policyVersion)}</a>
  `;
}

const SHOWN_OF_HASH = 12;

export function shortVersion(policyVersion: string): string {
  const hash = policyVersion.replace(/^sha256:/, '');
  return hash.length <= SHOWN_OF_HASH ? hash : `${hash.slice(0, SHOWN_OF_HASH)}…`;
}

/** Where what left is read, word for word; opening it is on record. */
function textCell(view: View, { breachId, type, about, sha256 }: DecidedRow): Html | null {
  const { read } = view.words.questions;
  const at = `/desk/breaches/${breachId}`;
  const places: Record<string, string> = {
    'notices-released': `${at}/notices`,
    'campaign-approved': `${at}/campaigns/${about?.split('/')[1] ?? ''}`,
    filed: `${at}/filings/${about ?? ''}#versions`,
    'filing-approved': `${at}/filings/${about ?? ''}`,
  };
  const href = places[type];
  if (href === undefined) return null;
  return html`
    <a href="${href}">${read}<span class="sr">: ${breachId}</span></a>
    ${sha256 === null ? null : html`<code class="sub nowrap" title="${sha256}">${shortVersion(sha256)}</code>`}
  `;
}
