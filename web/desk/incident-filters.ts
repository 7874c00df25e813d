import { INCIDENT_FILTERS, type IncidentFilter } from '../../domain/breach/incident-keys.ts';
import { EMPTY_FORM, selectField, textField } from '../forms.ts';
import type { Html } from '../html.ts';
import type { View } from '../view.ts';

/** One value of a filter, by name, with how many incidents have it. */
export type FilterValue = { filter: IncidentFilter; value: string; label: string; count: number };

/** Owner, system, plane, duty and country, each with the values that there are; and the days of the report. */
export function incidentFields(
  query: Readonly<Record<IncidentFilter | 'from' | 'to', string>>,
  values: readonly FilterValue[],
  { words }: View,
): Html[] {
  const { all, incidents } = words.desk;
  const field = { form: EMPTY_FORM, words };
  const selects = INCIDENT_FILTERS.map((name) => {
    const own = values.filter(({ filter }) => filter === name);
    const options = own.map(({ value, label, count }) => [value, `${label} (${count})`] as const);
    const label = incidents.by[name];
    return selectField({ ...field, name, label, value: query[name], options: [['', all], ...options] });
  });
  const days = (['from', 'to'] as const).map((name) =>
    textField({ ...field, name, label: incidents.by[name], type: 'date', value: query[name] }),
  );
  return [...selects, ...days];
}
