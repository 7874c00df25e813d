import { wrapText } from '../notices/wrap.ts';
import type { FilingDraft } from './draft.ts';
import { valueInWords } from './in-words.ts';
import type { FilingField, FilingTemplate } from './template.ts';

const STAGE_WORDS = {
  initial: 'initial filing, to be completed',
  'follow-up': 'follow-up, to be completed',
  complete: 'complete filing',
  withdrawal: 'withdrawal',
} as const;

const CORRECTION = 'correction of a complete filing';

/** A draft as people read it: plain text, section by section, gaps named. `zone` is the reader's IANA time zone. */
export function renderDocument(template: FilingTemplate, draft: FilingDraft, zone: string): string {
  const shown = template.fields.filter((field) => draft.shown.includes(field.id));
  const sections = [...new Set(shown.map((field) => field.section))];
  const kind = draft.stage === 'follow-up' && draft.afterComplete ? CORRECTION : STAGE_WORDS[draft.stage];
  const lines = [
    template.title,
    `${kind}${draft.late ? ', late' : ''}`,
    ...formLines(template),
    ...sections.flatMap((section) => {
      const known = shown.filter((f) => f.section === section).flatMap((field) => lineOf(field, draft, zone));
      return known.length === 0 ? [] : ['', section, ...known];
    }),
    ...listOf(
      'Missing',
      draft.missing.map((m) => `${m.field} ${m.label}: ${m.why}`),
    ),
    ...listOf(
      'Must not be in it',
      draft.forbidden.map((f) => `${f.field}: ${f.says}`),
    ),
  ];
  // The hash in one piece, to be copied.
  return `${lines.map(wrapText).join('\n')}\n\nSHA-256 of the file: ${draft.sha256}`;
}

/** How far the form is the receiver's own. */
function formLines({ exactness, partial, schema }: FilingTemplate): string[] {
  const about = {
    exact: [],
    'by-law': ['By the contents that the law lists: the receiver may have a form or a portal of its own.'],
    partial: [`This form is known in part only: compare it with the receiver's own. ${partial ?? ''}`],
  };
  return [...about[exactness], ...(schema === null ? [] : [`The file follows the schema ${schema}.`])];
}

/** Optional fields nobody filled in are left out. */
function lineOf(field: FilingField, draft: FilingDraft, zone: string): string[] {
  const value = draft.fields[field.id] ?? null;
  if (value === null) return draft.missing.some((m) => m.field === field.id) ? [`- ${field.label}: MISSING`] : [];
  return [`- ${field.label}: ${valueInWords(field, value, zone)}`];
}

function listOf(title: string, items: string[]): string[] {
  return items.length === 0 ? [] : ['', title, ...items.map((item) => `- ${item}`)];
}
