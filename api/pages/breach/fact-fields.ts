import type { Facts, Narrative } from '../../../domain/facts.ts';
import { ALL_FIELDS, type FactField } from '../../../web/breach/fact-fields.ts';
import type { Form } from '../../../web/forms.ts';
import { localInput } from '../../../web/instant-field.ts';
import { chosenSystems } from '../system-choice.ts';

type Values = Form['values'];

/** What is on record as the fields of the form take it. */
export function formValues(facts: Facts, narrative: Narrative, zone: string): Values {
  const values = ALL_FIELDS.flatMap((field) => Object.entries(fieldValue(field, facts, zone)));
  return { ...Object.fromEntries(values), ...narrative, unlisted: narrative.unlisted ?? '' };
}

function fieldValue(field: FactField, facts: Facts, zone: string): Record<string, string | string[]> {
  const { key } = field;
  const value: unknown = facts[key];
  const text = value === null ? '' : String(value);
  switch (field.kind) {
    case 'yes-no':
      return { [key]: value === true ? 'yes' : 'no' };
    case 'decided':
      return { [key]: value === null ? '' : value === true ? 'yes' : 'no' };
    case 'list':
      if (value === null) return { [key]: ['unknown'] };
      return { [key]: field.unknown && (value as string[]).length === 0 ? ['none'] : (value as string[]) };
    case 'systems':
      return { [key]: facts.systems };
    case 'residents':
      return {
        [key]: Object.entries(facts.residents ?? {})
          .map(([place, n]) => (n === null ? place : `${place} ${n}`))
          .join('\n'),
      };
    case 'instants':
      return Object.fromEntries(
        field.names.map((name) => {
          const at = (value as Record<string, string | null>)[name] ?? null;
          return [`${key}-${name}`, at === null ? '' : localInput(at, zone)];
        }),
      );
    default:
      return { [key]: text };
  }
}

/** The check boxes that are not ticked are not sent: nothing is said of them, which means none. */
export function completed(sent: Values): Values {
  const systems = chosenSystems([sent.systems ?? []].flat(), String(sent['systems-more'] ?? ''));
  const lists = ALL_FIELDS.flatMap((f) =>
    f.kind === 'list' || f.kind === 'systems' ? [[f.key, [sent[f.key] ?? []].flat()]] : [],
  );
  return { ...sent, ...Object.fromEntries(lists), systems };
}
