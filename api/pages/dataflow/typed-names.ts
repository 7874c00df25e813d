import type { CounterpartyKind } from '../../../domain/dataflow.ts';
import { Identifier } from '../../../domain/identifier.ts';
import { isPlace, rightPlaces } from '../../../domain/places/place.ts';
import { readCounterparties } from '../../../store/dataflow.ts';
import { pageCounterparties } from '../../../store/dataflow-list.ts';
import type { Store } from '../../../store/store.ts';
import type { Party } from '../../../web/dataflow/model.ts';
import { sayParty } from '../../../web/dataflow/words.ts';
import type { Form } from '../../../web/forms.ts';
import { codeOfCountry } from '../../../web/languages/display-names.ts';
import type { View } from '../../../web/view.ts';

/** What people type for suppliers, customers and countries: short names or codes, or the names of them. */

type Values = Form['values'];
type Problem = Form['problems'][number];

/** Names that are looked for in one form, each by opening the register; what is beyond is no name then. */
const MOST_LOOKED_FOR = 20;
const MOST_NAMED = 10;

/** The lines of a field that may be sent several times. */
function linesOf(given: Values[string] | undefined): string[] {
  const lines = [given ?? []].flat().flatMap((text) => text.split('\n'));
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/**
 * A form with short names and codes in the place of names. What is no name of one alone is left as it was typed, with
 * those that it may mean.
 */
export async function withIds(
  store: Store,
  { words }: Pick<View, 'words'>,
  values: Values,
): Promise<{ values: Values; problems: Problem[] }> {
  const problems: Problem[] = [];
  const parties = async (field: 'suppliers' | 'customers', kind: CounterpartyKind) => {
    const found: string[] = [];
    for (const { typed, ids, meant } of await partiesTyped(store, kind, linesOf(values[field]))) {
      found.push(...(ids.length > 0 ? ids : [typed]));
      if (ids.length > 0) continue;
      const { unknownSupplier, unknownCustomer, whichParty } = words.dataflow.problems;
      const unknown = kind === 'supplier' ? unknownSupplier : unknownCustomer;
      problems.push({ field, message: meant.length === 0 ? unknown(typed) : whichParty(typed, meant.map(sayParty)) });
    }
    return [...new Set(found)];
  };
  const named = {
    suppliers: await parties('suppliers', 'supplier'),
    customers: await parties('customers', 'customer'),
  };
  return { values: { ...values, ...named, countries: linesOf(values.countries).flatMap(countriesTyped) }, problems };
}

type Typed = { typed: string; ids: string[]; meant: Party[] };

async function partiesTyped(store: Store, kind: CounterpartyKind, lines: readonly string[]): Promise<Typed[]> {
  const idsIn = (line: string) => {
    const [, last] = /\(([a-z0-9-]+)\)$/.exec(line) ?? [];
    const ids = last === undefined ? line.split(/[\s,;]+/).filter((id) => id !== '') : [last];
    return ids.every((id) => Identifier.safeParse(id).success) ? ids : [];
  };
  const known = await readCounterparties(store, [...new Set(lines.flatMap(idsIn))]);
  const isKnown = (id: string) => known.some((party) => party.id === id && party.kind === kind);
  let lookedFor = 0;
  const found: Typed[] = [];
  for (const typed of lines) {
    const ids = idsIn(typed);
    if (ids.length > 0 && ids.every(isKnown)) {
      found.push({ typed, ids, meant: [] });
      continue;
    }
    lookedFor += 1;
    const meant = lookedFor > MOST_LOOKED_FOR ? [] : await named(store, kind, typed);
    const same = meant.filter(({ name }) => name.toLowerCase() === typed.toLowerCase());
    found.push({ typed, ids: same.length === 1 ? same.map(({ id }) => id) : [], meant: meant.slice(0, MOST_NAMED) });
  }
  return found;
}

async function named(store: Store, kind: CounterpartyKind, text: string): Promise<Party[]> {
  const { counterparties } = await pageCounterparties(store, kind, { filter: { text }, limit: 2 * MOST_NAMED });
  const wanted = text.toLowerCase();
  return counterparties.filter(({ id, name }) => id.includes(wanted) || name.toLowerCase().includes(wanted));
}

const CODE = /^[a-z]{2,3}(-[a-z0-9]{1,4})?$/i;

/** Codes, where it is codes or the name of a country; else as it was typed, to be refused with what is right. */
function countriesTyped(line: string): string[] {
  const parts = line.split(/[,;]+/).flatMap((text) => {
    const part = text.trim();
    const [, last] = /\(([A-Z]{2}(?:-[A-Z0-9]+)?)\)$/.exec(part) ?? [];
    const place = last ?? countryTyped(part);
    if (place !== null) return [place];
    const codes = part.split(/\s+/);
    return codes.every((code) => CODE.test(code)) ? codes.map((code) => code.toUpperCase()) : [part];
  });
  return parts.filter((part) => part !== '');
}

function countryTyped(text: string): string | null {
  const code = text.toUpperCase();
  if (isPlace(code)) return code;
  // What may be two places, such as Georgia, is not guessed.
  return rightPlaces(code).length > 0 ? null : codeOfCountry(text);
}
