import type { FieldValue } from '../../domain/filing/context.ts';
import { NOT_ON_RECORD } from '../../domain/filing/draft.ts';
import { valueText } from '../../domain/filing/in-words.ts';
import type { Origin } from '../../domain/filing/provenance.ts';
import type { FilingField } from '../../domain/filing/template.ts';
import type { Instant } from '../../domain/time.ts';
import { LOCALES } from '../languages/index.ts';
import type { PdfDocument } from '../pdf/document.ts';
import { localTime, utcTime } from '../time.ts';
import { citedText } from '../translated.ts';
import type { View } from '../view.ts';
import { countsText } from './counts.ts';
import { limits } from './form-note.ts';
import { labelOf, sectionOf } from './label.ts';
import { type FilingModel, missingFields, sectionsOf } from './model.ts';

/** The draft on paper: what is missing first, then the form in its sections. `at` is the draft's instant. */
export function filingOnPaper(view: View, model: FilingModel, at: Instant): PdfDocument {
  const { filing: words, shell } = view.words;
  const { template, planned, breachId, stage, draft, exercise } = model;
  const missing = missingFields(model);
  const moment = `${localTime(at, view, true)} (${utcTime(at, view)})`;
  const gaps = {
    heading: words.missingTitle(missing.length),
    paragraphs: missing.map(({ number, field }) => `${number}. ${labelOf(view, field)}`),
  };
  const unsure = limits(view, model);
  const { exactness, schema } = template;
  const edition = schema === null ? [] : [words.exactness.schema(schema)];
  const about =
    unsure.length + edition.length === 0
      ? []
      : [{ heading: words.exactness.title[exactness], paragraphs: [...unsure, ...edition] }];
  const sections = sectionsOf(model).map(({ name, fields }) => ({
    heading: sectionOf(view, template, name),
    rows: fields.map(({ field, number, value, missing: why, origin }) => ({
      label: `${number}. ${labelOf(view, field)}`,
      note: field.rule ?? '',
      value:
        why === null
          ? markedText(view, field, value, origin)
          : `[${why === NOT_ON_RECORD ? words.missing : words.wrong}]`,
    })),
  }));
  return {
    title: template.title,
    subtitle: [
      view.organisation.legalName,
      breachId,
      citedText(view, planned.article),
      words.stages[stage],
      moment,
      words.notYetFiled,
    ].join(' · '),
    // The form's own texts are in English.
    language: 'en',
    at,
    marks: [...(exercise ? [shell.exercise] : []), words.draftMark],
    footer: `${view.organisation.legalName} · ${breachId} · ${words.sha} ${draft.sha256.slice(0, 16)}…`,
    pageOf: words.pageOf,
    sections: [...about, ...(missing.length === 0 ? [] : [gaps]), ...sections],
  };
}

/** What nobody has stated says so on paper too. */
function markedText(view: View, field: FilingField, value: FieldValue, origin: Origin): string {
  const text = textOf(view, field, value);
  return text === '' || origin !== 'proposed' ? text : `${text} [${view.words.filing.origins.proposed}]`;
}

function textOf(view: View, field: FilingField, value: FieldValue): string {
  if (value === null || value === '') return '';
  if (field.kind === 'date-time' && !Number.isNaN(Date.parse(String(value))))
    return `${localTime(String(value), view, true)} (${utcTime(String(value), view)})`;
  if (field.kind === 'counts') return countsText(value, view.language);
  if (typeof value === 'number') return value.toLocaleString(LOCALES[view.language]);
  return valueText(field, value) ?? '';
}
