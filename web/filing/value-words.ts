import { DateTime } from 'luxon';
import type { FieldValue } from '../../domain/filing/context.ts';
import type { FilingField } from '../../domain/filing/template.ts';
import type { Language } from '../languages/index.ts';
import { LOCALES } from '../languages/locales.ts';
import { localDay, localTime, utcTime } from '../time.ts';
import type { View } from '../view.ts';
import { countsText } from './counts.ts';
import { optionOf, optionsOf } from './label.ts';

/** What a field says, as people read it and as they paste it into another form; empty where it says nothing. */

type Reader = Pick<View, 'words' | 'language' | 'texts' | 'zone'>;
type Field = Pick<FilingField, 'kind' | 'options'>;

/** How days and times are written by hand into a form. */
const WRITTEN: Readonly<Record<Language, { day: string; time: string }>> = {
  en: { day: 'yyyy-MM-dd', time: 'yyyy-MM-dd HH:mm' },
  de: { day: 'dd.MM.yyyy', time: 'dd.MM.yyyy HH:mm' },
};

/** As people read it: options with their codes, instants on the reader's clocks and in UTC. */
export function valueWords(reader: Reader, field: Field, value: FieldValue): string {
  if (value === null || value === '') return '';
  const { language } = reader;
  if (isInstant(field, value)) return `${localTime(String(value), reader, true)} (${utcTime(String(value), reader)})`;
  if (isDay(field, value)) return localDay(`${value}T12:00:00Z`, { zone: 'UTC', language });
  if (field.kind === 'choice' || field.kind === 'choices') {
    return [value]
      .flat()
      .map((option) => withCode(optionOf(reader, field, String(option)), String(option)))
      .join('\n');
  }
  if (typeof value === 'number') return value.toLocaleString(LOCALES[language]);
  return plain(reader, field, value);
}

/** As it is pasted: nothing beside the answer, numbers without signs between their digits. */
export function valueToCopy(reader: Reader, field: Field, value: FieldValue): string {
  if (value === null || value === '') return '';
  const { language, zone } = reader;
  const written = WRITTEN[language];
  if (isInstant(field, value)) return DateTime.fromISO(String(value), { zone }).toFormat(written.time);
  if (isDay(field, value)) return DateTime.fromISO(String(value), { zone: 'UTC' }).toFormat(written.day);
  if (typeof value === 'number') {
    return value.toLocaleString(LOCALES[language], { useGrouping: false, maximumFractionDigits: 6 });
  }
  return plain(reader, field, value);
}

function plain(reader: Reader, field: Field, value: Exclude<FieldValue, null>): string {
  if (typeof value === 'boolean') return reader.words.shell[value ? 'yes' : 'no'];
  // A file may carry their sum alone.
  if (field.kind === 'counts') return countsText(value, reader.language) || [value].flat().join('\n');
  if (field.kind === 'list') return [value].flat().join('\n');
  return optionsOf(reader, field, value);
}

/** A code says nothing beside words that are the code. */
function withCode(words: string, code: string): string {
  return words.toLowerCase().replaceAll(/[ -]/g, '_') === code.toLowerCase().replaceAll(/[ -]/g, '_')
    ? words
    : `${words} (${code})`;
}

function isInstant({ kind }: Field, value: Exclude<FieldValue, null>): boolean {
  return kind === 'date-time' && !Number.isNaN(Date.parse(String(value)));
}

function isDay({ kind }: Field, value: Exclude<FieldValue, null>): boolean {
  return kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(value));
}
