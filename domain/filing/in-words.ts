import { formatMoment } from '../notices/moment.ts';
import type { FieldValue } from './context.ts';
import { countsInWords } from './counts.ts';
import type { FilingField } from './template.ts';

/** A value as a receiver reads it: options by their names, instants on the clocks of `zone` (IANA) and in UTC. */
export function valueInWords(field: FilingField, value: Exclude<FieldValue, null>, zone: string): string {
  const isInstant = field.kind === 'date-time' && !Number.isNaN(Date.parse(String(value)));
  return isInstant ? formatMoment(String(value), zone) : (valueText(field, value) ?? '');
}

/** A value as people read it: options and countries by their names. */
export function valueText({ options, kind }: Pick<FilingField, 'options' | 'kind'>, value: FieldValue): string | null {
  if (value === null) return null;
  if (kind === 'counts' && typeof value === 'object') return countsInWords(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return (Array.isArray(value) ? value : [String(value)]).map((one) => options[one] ?? one).join('; ');
}
