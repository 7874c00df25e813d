import { Readable } from 'node:stream';
import type { RegisterEntry } from '../../domain/breach/views.ts';
import { CSV_START, csvLine } from '../../domain/csv.ts';
import { TocsinError } from '../../domain/errors.ts';
import { NO_TEXTS } from '../../domain/texts/catalogue.ts';
import { countRegister, pageRegister, type RegisterCursor } from '../../store/register.ts';
import { sayPassed } from '../../web/breach/closing.ts';
import { number } from '../../web/breach/figures.ts';
import { sayPlaces } from '../../web/breach/places-of-people.ts';
import { type Language, wordsOf } from '../../web/languages/index.ts';
import type { PdfSection } from '../../web/pdf/document.ts';
import { streamPdf } from '../../web/pdf/stream.ts';
import { registerColumns } from '../../web/register/columns.ts';
import { entryDetails, linesAsText, peopleWord } from '../../web/register/details.ts';
import { sayFilters } from '../../web/register/filters.ts';
import type { RegisterNames, RegisterRow } from '../../web/register/model.ts';
import { documentLine } from '../../web/register/page.ts';
import { countedIn } from '../../web/register/told.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { namesFor } from './names.ts';
import { filterOf, type RegisterQueryGiven } from './query.ts';

/** The register in files. Each is written page by page: there may be more entries than fit into memory. */

/** Few enough that opening them holds up nobody else. */
const ROWS_PER_PAGE = 20;
/** A document of more entries takes minutes and most of a gigabyte, and nobody reads it. */
const MOST_IN_PDF = 2_000;
export const EXPORTS = ['csv', 'json', 'pdf'] as const;

type Deps = Pick<ApiDeps, 'store' | 'policy'>;

async function* pages(
  deps: Deps,
  view: View,
  query: RegisterQueryGiven,
): AsyncGenerator<{ rows: RegisterRow[]; names: RegisterNames }> {
  const filter = filterOf(query, view.zone);
  let after: RegisterCursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof pageRegister>> = await pageRegister(deps.store, {
      filter,
      sort: query.sort,
      limit: ROWS_PER_PAGE,
      ...(after === null ? {} : { after }),
    });
    yield { rows: page.rows, names: await namesFor(deps, view, page.rows) };
    after = page.next;
  } while (after !== null);
}

/**
 * All entries that the query asks for, from the first on.
 *
 * @param language of a CSV; in English its headings and words are those by which programs read it
 * @throws TocsinError `bad-input`, see {@link registerPdf}
 */
export async function exportRegister(
  deps: Deps,
  view: View,
  query: RegisterQueryGiven,
  format: (typeof EXPORTS)[number],
  language: Language,
): Promise<Readable> {
  const all = { ...query, after: '' };
  if (format === 'pdf') return registerPdf(deps, view, all);
  return Readable.from(format === 'csv' ? registerCsv(deps, view, all, language) : registerJson(deps, view, all));
}

/** The register as CSV that a spreadsheet shows and never runs. */
async function* registerCsv(
  deps: Deps,
  view: View,
  query: RegisterQueryGiven,
  language: Language,
): AsyncGenerator<string> {
  yield CSV_START + csvLine(registerColumns(language));
  for await (const { rows, names } of pages(deps, view, query))
    yield rows.map((row) => csvLine(language === 'en' ? cellsOf(row, names) : saidCells(view, row, names))).join('');
}

function cellsOf(
  { entry, authorityTold, peopleTold, late }: RegisterRow,
  names: RegisterNames,
): (string | number | null)[] {
  const { facts, effects, articles } = entry;
  const { severity } = effects;
  const counted = countedIn(entry.filings);
  const inEnglish = { words: wordsOf('en'), language: 'en', texts: NO_TEXTS } as const;
  const { register } = inEnglish.words;
  return [
    entry.breachId,
    entry.exercise ? 'yes' : 'no',
    entry.status,
    entry.awareness.at(-1)?.awareAt ?? null,
    entry.reportedAt,
    `${entry.origin}: ${entry.source}`,
    facts.title,
    facts.summary,
    facts.systems.map(names.system).join('; '),
    facts.roles.join('; '),
    facts.dataClasses.join('; '),
    facts.dataCategories.join('; '),
    sayPlaces(inEnglish, facts.places),
    facts.peopleConcerned,
    facts.recordsConcerned,
    effects.confidentiality,
    effects.integrity,
    effects.availability,
    effects.consequences,
    severity?.level ?? null,
    severity === null ? null : severity.se / 100,
    articles?.art33.proposed.notify ?? null,
    articles?.art34.proposed.notify ?? null,
    entry.remedialAction,
    authorityTold,
    // Digits as they are, for programs.
    counted === null
      ? peopleTold
      : register.toldOf(
          peopleTold,
          counted.atMost ? register.atMost(String(counted.told)) : String(counted.told),
          String(counted.concerned),
        ),
    late ? 'yes' : 'no',
    lines(entry.decisions, ({ what, outcome, by, at, reasons, over = [] }) => [
      ...[what, outcome, by, at, reasons],
      ...over.map((each) => {
        const point = sayPassed(inEnglish, names.duty, each.point);
        return `${register.over(point)} ${each.reasons}`;
      }),
    ]),
    lines(entry.filings, ({ article, recipient, filedAt, due, late: isLate, receipt, versions = 1, reasons }) => [
      article,
      recipient,
      `filed ${filedAt}`,
      due === null ? null : `due ${due}`,
      isLate ? 'late' : null,
      receipt === '' ? 'receipt not here yet' : receipt,
      versions === 1 ? null : `${versions} versions`,
      reasons,
    ]),
    lines(Object.entries(entry.notices ?? {}), ([status, count]) => [`${status} ${count}`]),
    lines(entry.campaigns, ({ number, status, recipients }) => [String(number), status, `${recipients} recipients`]),
    entry.policyVersion,
    entry.policyVersion === null ? null : names.policyName(entry.policyVersion),
    (entry.lawsNotModelled ?? []).join('; '),
  ];
}

/** The same in the words of a reader of another language: what stands on the page. */
function saidCells(view: View, row: RegisterRow, names: RegisterNames): (string | number | null)[] {
  const { breach, facts: factWords, shell, register } = view.words;
  const { entry } = row;
  const cells = cellsOf(row, names);
  const { labels } = register;
  const details = new Map(
    entryDetails(view, row, names).map(({ label, lines: all }) => [label, linesAsText(all, view)]),
  );
  const detail = (label: string) => {
    const said = details.get(label) ?? '';
    return said === register.none ? '' : said;
  };
  const yes = (is: boolean) => (is ? shell.yes : shell.no);
  const { effects, articles } = entry;
  const loss = (name: 'confidentiality' | 'integrity' | 'availability') =>
    (factWords.options[name] as Record<string, string>)[effects[name]] ?? effects[name];
  const said: Record<string, string | number | null> = {
    exercise: yes(entry.exercise),
    status: breach.status[entry.status],
    origin: `${breach.origin[entry.origin]}: ${names.by(entry.source)}`,
    'our roles': entry.facts.roles.map((role) => breach.roles[role]).join('; '),
    'data classes': entry.facts.dataClasses
      .map((each) => (factWords.options.dataClasses as Record<string, string>)[each] ?? each)
      .join('; '),
    countries: sayPlaces(view, entry.facts.places),
    'loss of confidentiality': loss('confidentiality'),
    'loss of integrity': loss('integrity'),
    'loss of availability': loss('availability'),
    severity: effects.severity === null ? null : breach.severity.levels[effects.severity.level],
    'Art. 33 proposed': articles === null ? null : breach.articles.notify.art33[articles.art33.proposed.notify],
    'Art. 34 proposed': articles === null ? null : breach.articles.notify.art34[articles.art34.proposed.notify],
    authority: register.standing[row.authorityTold],
    'people told': peopleWord(view, row),
    late: yes(row.late),
    'decisions and reasons': detail(labels.decisions),
    filings: detail(labels.filings),
    notices: detail(labels.notices),
    campaigns: detail(labels.campaigns),
  };
  return registerColumns('en').map((column, i) => said[column] ?? cells[i] ?? null);
}

function lines<T>(all: readonly T[], parts: (one: T) => (string | null)[]): string {
  return all
    .map((one) =>
      parts(one)
        .filter((part) => part !== null && part !== '')
        .join(', '),
    )
    .join('\n');
}

/** The register as JSON: `entries` in the form of `GET /register`. */
async function* registerJson(deps: Deps, view: View, query: RegisterQueryGiven): AsyncGenerator<string> {
  const { after: _, ...filter } = query;
  const head = { organisation: view.organisation.legalName, madeAt: view.now, filter };
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
  let isFirst = true;
  for await (const { rows } of pages(deps, view, query)) {
    const text = rows.map(({ entry }: { entry: RegisterEntry }) => JSON.stringify(entry)).join(',\n');
    if (text !== '') yield `${isFirst ? '\n' : ',\n'}${text}`;
    isFirst = isFirst && text === '';
  }
  yield '\n]}\n';
}

/**
 * The register as a document: each entry a section.
 * @throws TocsinError `conflict` for more entries than a document holds, saying what to do
 */
async function registerPdf(deps: Deps, view: View, query: RegisterQueryGiven): Promise<Readable> {
  const { register } = view.words;
  const counts = await countRegister(deps.store, filterOf(query, view.zone));
  if (counts.shown > MOST_IN_PDF) {
    const [entries, most] = [counts.shown, MOST_IN_PDF].map((n) => number(n, view.language));
    throw new TocsinError('conflict', register.tooManyForPdf(entries ?? '', most ?? ''), 'from');
  }
  const { legalName } = view.organisation;
  return streamPdf({
    title: register.title,
    subtitle: documentLine(view, { query, ...counts }),
    language: view.language,
    at: view.now,
    ...(query.exercises === 'only' ? { marks: [register.exercise] } : {}),
    footer: `${legalName}, ${sayFilters(query, view)}`,
    pageName: register.page,
    sections: sections(deps, view, query),
  });
}

async function* sections(deps: Deps, view: View, query: RegisterQueryGiven): AsyncGenerator<PdfSection> {
  const { register } = view.words;
  for await (const { rows, names } of pages(deps, view, query)) {
    for (const row of rows) {
      const { breachId, exercise, facts } = row.entry;
      const heading = `${exercise ? `${register.exercise} ` : ''}${breachId}: ${facts.title}`;
      const told =
        `${register.authority}: ${register.standing[row.authorityTold]}. ${register.peopleConcerned}: ` +
        `${peopleWord(view, row)}.`;
      const details = entryDetails(view, row, names).filter(({ lines: all }) => all[0]?.[0] !== register.none);
      const paper = details.map(({ label, lines: all }) => ({ label, value: linesAsText(all, view) }));
      yield { heading, paragraphs: [told], rows: paper };
    }
  }
}
