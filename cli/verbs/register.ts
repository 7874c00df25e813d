import { ARTICLES, TITLES } from '../../domain/articles.ts';
import type { RegisterEntry } from '../../domain/breach/views.ts';
import { plural } from '../../web/desk/words.ts';
import type { Client } from '../client.ts';
import { printableAll } from '../output/printable.ts';
import type { Style } from '../output/style.ts';
import { renderTable } from '../output/table.ts';
import { bothTimes } from '../output/time.ts';
import { zoneOf } from '../zone.ts';
import type { Verb } from './verb.ts';

/** As many as the API gives at once. */
const PAGE = 500;

export const register: Verb = {
  name: 'register',
  summary: 'the register of breaches (GDPR Art. 33(5)): facts, effects, remedies, decisions',
  examples: ['tocsin register', 'tocsin register --exercises --json'],
  arguments: [],
  options: { exercises: { type: 'boolean', describe: 'exercises too, marked' } },
  role: 'dpo',
  notes: ['The table is a summary; --json has every entry whole.'],
  async run(input) {
    const all = await readEntries(input.client());
    const entries = all.filter((entry) => input.options.exercises === true || !entry.exercise);
    return { json: { entries }, text: renderEntries(printableAll(entries), await zoneOf(input), input.style) };
  },
};

type Page = { entries: RegisterEntry[]; next: string | null };

async function readEntries(client: Client): Promise<RegisterEntry[]> {
  const all: RegisterEntry[] = [];
  let before: string | null = '';
  while (before !== null) {
    const query = `limit=${PAGE}&exercises=true&before=${encodeURIComponent(before)}`;
    const page: Page = await client.get<Page>(`/register?${query}`);
    all.push(...page.entries);
    before = page.next;
  }
  return all;
}

function renderEntries(entries: readonly RegisterEntry[], zone: string, style: Style): string {
  if (entries.length === 0) return 'The register is empty: no breach has been reported.';
  const rows = entries.map((entry) => {
    const { breachId, exercise, status, awareness, effects, decisions, filings, facts } = entry;
    const aware = awareness.at(-1);
    const late = filings.filter((filing) => filing.late).length;
    return [
      exercise ? `${breachId} ${style.drill('EXERCISE')}` : breachId,
      status,
      aware === undefined ? '-' : bothTimes(aware.awareAt, zone),
      effects.severity?.level ?? '-',
      ...ARTICLES.map((article) => decisions.find(({ what }) => what === article)?.outcome ?? 'not decided'),
      `${plural(filings.length, 'filing')}${late === 0 ? '' : `, ${late} late`}`,
      facts.title,
    ];
  });
  return renderTable(
    [
      'BREACH',
      'STATUS',
      'AWARE',
      'SEVERITY',
      ...ARTICLES.map((article) => TITLES[article].toUpperCase()),
      'FILED',
      'TITLE',
    ],
    rows,
  );
}
