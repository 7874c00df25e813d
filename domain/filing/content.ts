import type { Answers, FieldValue, FilingContext } from './context.ts';
import { countLines, countsInWords, readCounts } from './counts.ts';
import { valueInWords } from './in-words.ts';
import { type FilingLanguage, saidIn } from './said/index.ts';
import type { FilingField, FilingTemplate } from './template.ts';
import { treeOf } from './tree.ts';

/**
 * The file as it is handed in: keys in the template's order, two spaces, a line end. A package says the same again in
 * words, for a receiver whom no machine reads it to.
 */
export function contentOf(
  template: FilingTemplate,
  context: FilingContext,
  asked: readonly FilingField[],
  fields: Answers,
): string {
  const carry = ({ kind, toldIn }: FilingField, value: FieldValue) => {
    if (kind === 'counts') return toldIn === null ? countLines(value) : sumOf(value);
    return Array.isArray(value) && template.several === 'first' ? value[0] : value;
  };
  if (template.format === 'tree') {
    const filled = asked.flatMap((field) => {
      const value = fields[field.id];
      return value === undefined ? [] : [{ field, value }];
    });
    return `${JSON.stringify(treeOf(filled), null, 2)}\n`;
  }
  const entries = asked.flatMap((field): [string, unknown][] => {
    const value = fields[field.id] ?? field.whenHidden;
    if (value === null) return [];
    const counts = asked.find(({ toldIn }) => toldIn === field.id);
    const told = counts === undefined ? [] : perCountry(fields[counts.id] ?? null, context.language);
    return [[field.id, told.length === 0 ? carry(field, value) : [value, ...told].join('; ')]];
  });
  const values = Object.fromEntries(entries);
  const { obligation, stage, organisation } = context;
  const inWords = asked.flatMap((field) => {
    const value = fields[field.id];
    return value === undefined ? [] : [{ asked: field.label, said: valueInWords(field, value, organisation.zone) }];
  });
  const about = {
    template: template.id,
    title: template.title,
    ...(template.partial && { partial: template.partial }),
  };
  const file =
    template.format === 'flat' ? values : { ...about, obligation: obligation.id, stage, content: values, inWords };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function sumOf(counts: FieldValue): number {
  return readCounts(counts).reduce((sum, { count }) => sum + count, 0);
}

/** Of one country the sum says all. */
function perCountry(counts: FieldValue, language: FilingLanguage): string[] {
  return readCounts(counts).length < 2 ? [] : [saidIn(language).perCountry(countsInWords(counts, language))];
}
