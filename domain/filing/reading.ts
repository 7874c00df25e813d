import type { Answers, FieldValue } from './context.ts';
import type { FilingDraft } from './draft.ts';
import type { FilingTemplate } from './template.ts';
import { valueIn } from './tree.ts';

/** The fields of a file that was handed in earlier; null for a file that is not of this template's form. */
export function fieldsOfFile(template: FilingTemplate, content: string): FilingDraft['fields'] | null {
  const file = parsed(content);
  if (file === null) return null;
  const { content: inside, template: form } = file;
  // Earlier editions of a form were packages, whatever its file is today.
  if (isObject(inside) && (form === undefined ? template.format === 'package' : form === template.id)) {
    return known(template, inside as Answers);
  }
  if (template.format === 'package' || form !== undefined) return null;
  return template.format === 'flat' ? known(template, file as Answers) : inTree(template, file);
}

/** By the ids of today: what was typed for a field of an earlier edition stands in the one that asks for the same. */
export function byTodaysIds(template: Pick<FilingTemplate, 'fields'>, values: Answers): Answers {
  const entries = Object.entries(values).map(([id, value]): [string, Exclude<FieldValue, null>] => {
    const today = template.fields.find((field) => field.formerly.includes(id));
    return [today !== undefined && values[today.id] === undefined ? today.id : id, value];
  });
  return Object.fromEntries(entries);
}

function known(template: FilingTemplate, values: Answers): FilingDraft['fields'] | null {
  const ids = template.fields.map(({ id }) => id);
  const entries = Object.entries(byTodaysIds(template, values)).filter(([id]) => ids.includes(id));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function inTree(template: FilingTemplate, file: object): FilingDraft['fields'] | null {
  const entries = template.fields.flatMap((field) => {
    const value = valueIn(file, field);
    return value === undefined ? [] : [[field.id, value] as const];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function parsed(content: string): { [key: string]: unknown } | null {
  try {
    const file: unknown = JSON.parse(content);
    return isObject(file) ? (file as { [key: string]: unknown }) : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
