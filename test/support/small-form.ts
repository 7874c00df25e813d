import { type FilingField, FilingTemplate } from '../../domain/filing/template.ts';

/** Fields as a form of the policy states them: `section` and `label` where they matter. */
export type SmallField = Partial<FilingField> & Pick<FilingField, 'id'>;

/** A form of a few fields, read as those of the policy are, so that a test sees all that decides. */
export function smallForm(fields: readonly SmallField[], change: Partial<FilingTemplate> = {}): FilingTemplate {
  return FilingTemplate.parse(writtenForm(fields, change));
}

/** The same as somebody writes it, before it is checked. */
export function writtenForm(fields: readonly SmallField[], change: Partial<FilingTemplate> = {}) {
  return {
    ...{ id: 'small', title: 'A small form', source: 'Made for a test.', confidence: 'known', audience: 'authority' },
    obligations: ['duty'],
    fields: fields.map((field) => ({ section: 'Content', label: `What ${field.id} is`, ...field })),
    ...change,
  };
}
