import { z } from 'zod';
import { Email } from '../../domain/email.ts';
import type { RowFault } from '../../domain/errors.ts';
import { isLanguage } from '../../domain/language-code.ts';
import { accountSpace, type PersonField } from '../../domain/people/columns.ts';
import { readResidence } from '../../domain/people/country-input.ts';
import type { Person } from '../../domain/people/person.ts';
import { NO_CONTROL, textInput } from '../../domain/text-input.ts';

/** What one line says of a person, as texts, and in which column the account stood. */
export type RawPerson = { values: Partial<Record<PersonField, string>>; idColumn: string };

/** A line that was read: whom it names, nobody, or what is wrong with it. */
export type ReadRow = { person: Person | null } | { faults: RowFault[] };

const Name = textInput(1, 200).regex(NO_CONTROL, 'control');
const Id = textInput(1, 200).regex(NO_CONTROL);
/** How logs and exports write that there is nothing. */
const NOTHING = ['-', 'null', '\\n'];

/** A list with a column of names has one for everybody who can be written to: letters call them by it. */
export function readRow({ values, idColumn }: RawPerson, language: string): ReadRow {
  const faults: RowFault[] = [];
  const account = given(values.id);
  const written = given(values.email);
  // Logs write the address where the account goes.
  const meant = written === '' ? Email.safeParse(account) : Email.safeParse(written);
  const isAddress = written === '' && meant.success;
  const email = meant.data ?? written;
  const id = isAddress ? '' : account;
  const name = values.name?.trim() === '-' ? '' : (values.name?.trim() ?? '');

  const isNamed = values.name !== undefined && email !== '';
  if (name !== '' || isNamed) {
    const read = Name.safeParse(name);
    if (!read.success) faults.push(read.error.issues[0]?.message === 'control' ? 'control' : 'name');
  }
  if (email !== '' && !meant.success) faults.push('email');
  if (id !== '' && !Id.safeParse(id).success) faults.push('id');
  const country = given(values.country);
  const residence = country === '' ? null : readResidence(country);
  if (country !== '' && residence === null) faults.push('country');
  const preferred = languageOf(given(values.language)) || language;
  if (!isLanguage(preferred)) faults.push('language');
  if (faults.length > 0) return { faults };
  if (email === '' && id === '' && name === '') return { person: null };
  const ids = id === '' ? {} : { ids: [`${accountSpace(idColumn)}=${id}`] };
  return {
    person: { name, email, language: preferred, ...ids, ...(residence !== null && { countries: [residence] }) },
  };
}

function given(text = ''): string {
  const trimmed = text.trim();
  return NOTHING.includes(trimmed.toLowerCase()) ? '' : trimmed;
}

/** `de` of `de-AT` and `de_AT.UTF-8`: where somebody lives does not follow from it. */
function languageOf(text: string): string {
  return (/^([a-z]{2,3})[-_][a-z0-9_.@-]+$/i.exec(text)?.[1] ?? text).toLowerCase();
}

/** A list as it is sent: rows without a language are in the organisation's. */
export const RecipientRows = z
  .array(
    z.looseObject({
      name: textInput(1, 200).regex(NO_CONTROL).describe('Needed where {{recipient}} is to be filled in'),
      email: Email.describe('Empty for somebody who cannot be written to'),
      language: z
        .string()
        .regex(/^(?:[a-z]{2})?$/)
        .optional(),
      country: z.string().optional().describe('Where they live: DE, US-CA, or the name in English or German'),
      id: z.string().max(200).optional().describe('The account, by which the same person is known on other lists'),
    }),
  )
  .min(1);
