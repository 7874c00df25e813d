import { formatMoment } from '../notices/moment.ts';
import type { FieldValue } from './context.ts';
import type { FilingField } from './template.ts';
import { valueText } from './versions.ts';

/** A value as a receiver reads it: options by their names, instants on the clocks of `zone` (IANA) and in UTC. */
export function valueInWords(field: FilingField, value: Exclude<FieldValue, null>, zone: string): string {
  const isInstant = field.kind === 'date-time' && !Number.isNaN(Date.parse(String(value)));
  return isInstant ? formatMoment(String(value), zone) : (valueText(field, value) ?? '');
}
