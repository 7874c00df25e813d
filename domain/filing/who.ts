import { concernedAs } from '../breach/concerned.ts';
import { countryNames, covers } from '../jurisdictions.ts';
import { placeOnRecord } from '../places/place.ts';
import { type FilingContext, nameIn, type Source } from './context.ts';
import { saidIn } from './said/index.ts';

/**
 * Sources of fields about who files, who is involved and where. Mailboxes belong to roles; the person who holds one is
 * named where the policy knows it, and a role never stands for a name.
 */
export const WHO_SOURCES = {
  'organisation-name': ({ organisation }) => organisation.legalName,
  'organisation-contact': ({ organisation: { publicContact } }) => `${publicContact.email}, ${publicContact.phone}`,
  'organisation-email': ({ organisation }) => organisation.publicContact.email,
  'organisation-phone': ({ organisation }) => organisation.publicContact.phone,
  'dpo-email': ({ organisation }) => organisation.dpo.email,
  'deputy-name': ({ organisation }) => organisation.deputy.name ?? null,
  'deputy-email': ({ organisation }) => organisation.deputy.email,
  sector: ({ organisation }) => (organisation.establishment.sector === 'private' ? 'a' : 'b'),
  'dpo-name': ({ organisation }) => organisation.dpo.name ?? null,
  'dpo-contact': ({ organisation: { dpo, publicContact } }) => `${dpo.email}, ${publicContact.phone}`,
  /** Where one field asks for both (GDPR Art. 33(3)(b)). */
  'dpo-name-and-contact': ({ organisation: { dpo, publicContact } }) =>
    [...(dpo.name === undefined ? [] : [dpo.name]), dpo.email, publicContact.phone].join(', '),
  'reporter-is-dpo': () => 'a',
  'contact-is-dpo': () => 'a',
  'dpo-designated': ({ language }) => saidIn(language).yes,
  'others-involved': ({ state }) => (suppliersOf(state).length > 0 ? 'a' : 'b'),
  'others-as': ({ state, language }) => (suppliersOf(state).length > 0 ? saidIn(language).processor : null),
  /** Suppliers only: the names of customers are never in a filing. */
  'others-named': ({ state, register }) =>
    suppliersOf(state)
      .map((id) => nameIn(register.counterparties, id))
      .join(', ') || null,
  /** Of one supplier only: of several it is for a person to say which is meant. */
  'others-contact': ({ state, register }) => {
    const [supplier, ...more] = suppliersOf(state);
    const contact = register.counterparties.find(({ id }) => id === supplier)?.contacts?.[0];
    return contact === undefined || more.length > 0 ? null : contact.email;
  },
  /** Art. 4(23): establishments in several Member States, or one and people substantially affected elsewhere. */
  'cross-border': ({ organisation: { establishment }, state }) => {
    const { main, others } = establishment;
    if (main === null) return 'b';
    if (others.some((country) => isEea(country) && country !== main)) return 'a';
    const countries = countriesOf(state);
    if (countries.length === 0) return 'c';
    return countries.some((country) => country !== main) ? 'a' : 'b';
  },
  'establishment-countries': ({ organisation: { establishment }, language }) =>
    countryNames([establishment.main ?? '', ...establishment.others].filter(isEea), language) || null,
  /** The register tells what data is about, and not where those concerned live: its countries say whose they are. */
  'eea-countries': ({ state, language }) => {
    const names = countryNames(countriesOf(state), language);
    if (names === '') return null;
    return state.facts.residents === null ? saidIn(language).registerLists(names) : names;
  },
  /** Everybody where there is one country; else only where people said how many of them live in each. */
  'people-per-country': ({ state: { facts }, state, obligation }) => {
    const countries = countriesOf(state);
    const { people, isAtLeast } = concernedAs(obligation.role, state);
    const all = countries.length === 1 && !isAtLeast ? people : null;
    const lines = countries.flatMap((country) => {
      const count = facts.residents?.[country] ?? all ?? null;
      return count === null ? [] : [`${country} ${count}`];
    });
    return lines.length === 0 || lines.length < countries.length ? null : lines;
  },
  'outside-eea': ({ organisation }) => (organisation.establishment.main === null ? 'a' : 'b'),
  unknown: () => 'c',
} as const satisfies Record<string, Source>;

function suppliersOf({ plan }: FilingContext['state']): string[] {
  return plan?.dataFlow.suppliers ?? [];
}

/** EEA countries of the people concerned: as people said, else where the register says the data is about. */
function countriesOf({ facts, plan }: FilingContext['state']): string[] {
  const known = facts.residents === null ? (plan?.dataFlow.countries ?? []) : Object.keys(facts.residents);
  return [...new Set(known.map(placeOnRecord))].filter(isEea).sort();
}

function isEea(country: string): boolean {
  return covers('EU', country);
}
