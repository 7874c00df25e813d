import { Counterparty, type CounterpartyKind, System } from '../../../domain/dataflow.ts';
import { isPlace, rightPlaces } from '../../../domain/places/place.ts';
import { readCount } from '../../../domain/written-number.ts';
import type { Form } from '../../../web/forms.ts';
import type { View } from '../../../web/view.ts';

type Values = Form['values'];
type Problems = Form['problems'];
type Reader = Pick<View, 'words'>;

/** A system as the fields of its form take it; with `alias`, it is to be known by that name too. */
export function systemValues(system: System | null, alias?: string): Values {
  if (system === null) return { plane: 'control', ...(alias !== undefined && { aliases: alias }) };
  const { role = '', dataCategories, countries, suppliers, customers, aliases, peopleConcerned, ...rest } = system;
  const lines = (all: readonly string[]) => all.join('\n');
  return {
    ...rest,
    role,
    dataCategories: lines(dataCategories),
    countries: lines(countries),
    suppliers: lines(suppliers),
    customers: lines(customers),
    aliases: lines(alias === undefined || aliases.includes(alias) ? aliases : [...aliases, alias]),
    peopleConcerned: peopleConcerned === null ? '' : String(peopleConcerned),
  };
}

export function partyValues(party: Counterparty | null): Values {
  if (party === null) return { language: 'en' };
  const { contacts, name, language, clause } = party;
  const [first, second] = contacts;
  return {
    name,
    language,
    clause,
    'contact1-name': first?.name ?? '',
    'contact1-email': first?.email ?? '',
    'contact2-name': second?.name ?? '',
    'contact2-email': second?.email ?? '',
  };
}

/** The system that a form says, once names in it are short names and codes, or what is wrong with it. */
export function readSystem(view: Reader, id: string, values: Values): System | Problems {
  const { text, parts, list } = readers(values);
  const people = text('peopleConcerned');
  const given = {
    id,
    name: text('name'),
    plane: text('plane'),
    ...(text('role') === '' ? {} : { role: text('role') }),
    dataClasses: list('dataClasses'),
    dataCategories: parts('dataCategories', /\n/),
    countries: [...new Set(list('countries'))],
    suppliers: list('suppliers'),
    customers: list('customers'),
    aliases: parts('aliases', /\n/),
    peopleConcerned: people === '' ? null : (readCount(people) ?? Number.NaN),
  };
  const parsed = System.safeParse(given);
  const problems = parsed.success ? [] : problemsOf(view, parsed.error.issues);
  const none = given.countries.find((code) => !isPlace(code));
  if (none !== undefined) {
    const said = { field: 'countries', message: view.words.shell.noPlace(none, rightPlaces(none)) };
    return [...problems.filter(({ field }) => field !== 'countries'), said];
  }
  return parsed.success && problems.length === 0 ? parsed.data : problems;
}

/** The supplier or customer that a form says, or what is wrong with it; letters are written in one of `languages`. */
export function readParty(
  view: Reader,
  id: string,
  { kind, languages }: { kind: CounterpartyKind; languages: readonly string[] },
  values: Values,
): Counterparty | Problems {
  const { text } = readers(values);
  const contact = (n: 1 | 2) => ({ name: text(`contact${n}-name`), email: text(`contact${n}-email`) });
  const second = contact(2);
  const contacts = second.name === '' && second.email === '' ? [contact(1)] : [contact(1), second];
  const parsed = Counterparty.safeParse({
    id,
    kind,
    name: text('name'),
    language: text('language'),
    contacts,
    clause: text('clause'),
  });
  const problems = parsed.success ? [] : problemsOf(view, parsed.error.issues);
  if (!languages.includes(text('language')) && problems.every(({ field }) => field !== 'language'))
    problems.push({ field: 'language', message: view.words.dataflow.problems.language });
  return parsed.success && problems.length === 0 ? parsed.data : problems;
}

function readers(values: Values) {
  const list = (name: string): string[] => [values[name] ?? []].flat().filter((value) => value !== '');
  const text = (name: string): string => (list(name)[0] ?? '').trim();
  const parts = (name: string, at: RegExp): string[] => {
    const all = text(name)
      .split(at)
      .map((part) => part.trim());
    return [...new Set(all.filter((part) => part !== ''))];
  };
  return { list, text, parts };
}

/** One problem a field, in the reader's words: the schema says what is wrong, the words say how to put it right. */
function problemsOf({ words }: Reader, issues: readonly { path: PropertyKey[] }[]): Problems[number][] {
  const { problems } = words.dataflow;
  const found = issues.map(({ path: [head, index, part] }) => {
    const field = head === 'contacts' ? `contact${Number(index ?? 0) + 1}-${String(part ?? 'name')}` : String(head);
    const message = problems[head as keyof typeof problems];
    return { field, message: typeof message === 'string' ? message : problems.name };
  });
  return found.filter(({ field }, i) => found.findIndex((other) => other.field === field) === i);
}
