import { TocsinError } from '../../domain/errors.ts';
import { PERSON_FIELDS, type PersonField } from '../../domain/people/columns.ts';
import type { PeopleCount } from '../../domain/people/tally.ts';
import type { Understood } from '../../domain/people/understood.ts';
import { TOCSIN } from '../../web/command.ts';
import { plural } from '../../web/desk/words.ts';
import { sendOnce } from '../command.ts';
import { argumentOf, breachPath, optionsNamed, readBytes } from '../input.ts';
import { listTypeOf } from '../list-type.ts';
import { printable } from '../output/printable.ts';
import { bothTimes } from '../output/time.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

type Imported = {
  listId?: string;
  recipients: number;
  withoutAddress: number;
  people: PeopleCount | null;
  understood: Understood | null;
};
type Lists = {
  lists: (Imported & { createdAt: string })[];
  together: (PeopleCount & { of: number }) | null;
  offered: Record<string, unknown> | null;
};

export const people: Verb = {
  name: 'people',
  summary: 'who is concerned: attach a list, a query result or an access log, and count each person once',
  examples: [
    'tocsin people TOC-2026-0001-K7M',
    'tocsin people TOC-2026-0001-K7M customers.csv --preview',
    'tocsin people TOC-2026-0001-K7M --unreached --as dpo',
    'tocsin people TOC-2026-0001-K7M access.ndjson --column email=user.mail --column country=',
  ],
  arguments: [
    { name: 'breach', describe: 'its reference' },
    { name: 'file', describe: 'CSV with a heading line, or NDJSON; - for standard input', optional: true },
  ],
  options: {
    column: {
      ...{ type: 'string', multiple: true, value: '<field=column>' },
      describe: `which column holds ${PERSON_FIELDS.join(', ')}; none where it is left empty`,
    },
    unreached: { type: 'boolean', describe: 'name those without an address for mail: tell them by post or in public' },
    preview: { type: 'boolean', describe: 'say what would be understood, and keep nothing' },
  },
  role: 'responder',
  notes: [
    'Columns and keys are told by what they are called, such as e-mail, user_id, residence or locale; user.mail is a',
    'key within an object. Who has the same address, or the same account in a column of the same name, is one person.',
    'No fact changes by itself: the numbers are printed with the command that states them.',
  ],
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const { file } = input.args;
    if (input.options.unreached === true) return unreached(input, breachId, file);
    return file === undefined ? list(input, breachId) : attach(input, breachId, file);
  },
};

type Named = { people: { name: string; ids: string[]; countries: string[] }[]; next: number | null };

/** By name, of all lists that count; for the DPO and the deputy. */
async function unreached(input: VerbInput, breachId: string, file: string | undefined): Promise<VerbResult> {
  if (file !== undefined) throw new TocsinError('bad-input', 'Give --unreached without a file.', 'unreached');
  const { lists } = await input.client().get<Lists>(breachPath(breachId, 'recipient-lists'));
  const json: Named['people'] = [];
  for (const { listId = '', withoutAddress } of lists) {
    let after: number | null = withoutAddress === 0 ? null : 0;
    while (after !== null) {
      const path = breachPath(breachId, 'recipient-lists', listId.split('~').at(-1) ?? '', 'unreached');
      const page: Named = await input.client().get<Named>(`${path}?after=${after}`);
      json.push(...page.people);
      after = page.next;
    }
  }
  const lines = json.map(({ name, ids, countries }) => {
    return printable([name || '(no name)', ...ids, countries.join(', ')].filter(Boolean).join('  '));
  });
  const none = 'Everybody on the lists has an address for mail.';
  return { json: { people: json }, text: lines.length === 0 ? none : lines.join('\n') };
}

async function attach(input: VerbInput, breachId: string, file: string): Promise<VerbResult> {
  const isPreview = input.options.preview === true;
  const query = new URLSearchParams(optionsNamed(input, 'column').map(columnOf));
  if (isPreview) query.set('preview', 'true');
  const body = await readBytes(input, file, 'file');
  const path = `${breachPath(breachId, 'recipient-lists')}?${query}`;
  const mediaType = listTypeOf(body);
  const json = await sendOnce<Imported>(input, { method: 'POST', path, body, mediaType, again: null });
  const end = isPreview ? 'Nothing was kept.' : `Kept. How many all lists hold: ${TOCSIN} people ${breachId}`;
  return { json, text: [...describe(json), end].join('\n') };
}

function columnOf(setting: string): [PersonField, string] {
  const [field = '', ...column] = setting.split('=');
  const known = PERSON_FIELDS.find((each) => each === field);
  if (known !== undefined && column.length > 0) return [known, column.join('=')];
  const message = `--column takes <field>=<column>, with a field of ${PERSON_FIELDS.join(', ')}; not '${setting}'.`;
  throw new TocsinError('bad-input', message, 'column');
}

function describe({ understood, people: count, recipients }: Imported): string[] {
  const columns = Object.entries(understood?.columns ?? {}).map(([field, from]) => `${field}: ${from.join(', ')}`);
  const ignored = understood?.ignored ?? [];
  const { lines = 0, nobody = 0 } = understood ?? {};
  return [
    printable(`understood  ${columns.join('; ')}`),
    ...(ignored.length === 0 ? [] : [printable(`not used    ${ignored.join(', ')}`)]),
    `lines       ${lines}${nobody === 0 ? '' : `, of which ${nobody} name nobody`}`,
    ...(count === null ? [] : describeCount(count)),
    `letters to  ${recipients}`,
    ...sayOtherNames(understood),
  ];
}

/** Who might be left without a letter. */
export function sayOtherNames(understood: Understood | null): string[] {
  const { count, lines } = understood?.otherNames ?? { count: 0, lines: [] };
  if (count === 0) return [];
  const named = `${plural(count, 'line')} (${lines.join(', ')}${count > lines.length ? ', …' : ''})`;
  return [
    `look at     ${named} with the address or account of an earlier line and another name: they count as one`,
    '            person, who gets one letter. If these are other people, give them an address of their own, or tell',
    '            them another way.',
  ];
}

function describeCount(count: PeopleCount): string[] {
  const { withoutAddress, byNameAlone, withoutCountry, inSeveralCountries } = count;
  const places = Object.entries(count.countries).map(([place, n]) => `${place} ${n}`);
  const people = [
    plural(count.people, 'person', 'people'),
    ...(withoutAddress === 0 ? [] : [`${withoutAddress} cannot be written to`]),
    ...(byNameAlone === 0 ? [] : [`${byNameAlone} known by the name alone`]),
  ];
  const residence = [
    ...places,
    ...(withoutCountry === 0 ? [] : [`unknown for ${withoutCountry}`]),
    ...(inSeveralCountries === 0 ? [] : [`${inSeveralCountries} with two countries, counted in each`]),
  ];
  return [`people      ${people.join('; ')}`, `residence   ${residence.join(', ')}`];
}

async function list(input: VerbInput, breachId: string): Promise<VerbResult> {
  const json = await input.client().get<Lists>(breachPath(breachId, 'recipient-lists'));
  const { lists, together, offered } = json;
  if (together === null) return { json, text: `No list yet. Attach one: ${TOCSIN} people ${breachId} <file>` };
  const zone = await zoneOf(input);
  const rows = lists.map(
    ({ createdAt, recipients, withoutAddress, people: count }) =>
      `${bothTimes(createdAt, zone)}  ${plural(count?.people ?? recipients + withoutAddress, 'person', 'people')}`,
  );
  const settings = Object.entries(offered ?? {}).map(([name, value]) => `--set '${name}=${JSON.stringify(value)}'`);
  const state = `next: ${TOCSIN} amend ${breachId} ${settings.join(' ')} --reasons 'Counted over the attached lists'`;
  const end = offered === null ? 'The facts on record say this, or more.' : state;
  return { json, text: [...rows, '', `In ${together.of} together:`, ...describeCount(together), end].join('\n') };
}
