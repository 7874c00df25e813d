import type { FilingDraft } from './draft.ts';
import type { FilingTemplate } from './template.ts';

/** The fields of a file that was handed in earlier; null for a file that is not of this template's form. */
export function fieldsOfFile(template: FilingTemplate, content: string): FilingDraft['fields'] | null {
  let file: unknown;
  try {
    file = JSON.parse(content);
  } catch {
    return null;
  }
  const values: unknown = template.format === 'flat' ? file : Object(file).content;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return null;
  const known = template.fields.map((field) => field.id);
  const entries = Object.entries(values).filter(([id]) => known.includes(id));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
