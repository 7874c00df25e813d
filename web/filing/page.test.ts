import { describe, expect, it } from '@jest/globals';
import { type Answers, draftFiling } from '../../domain/filing/draft.ts';
import { stagesAfter, valueOnRecord } from '../../domain/filing/package.ts';
import { whyNotNext } from '../../domain/filing/versions.ts';
import { filingContext, projectTemplate } from '../../test/support/filings.ts';
import { testView } from '../../test/support/view.ts';
import { EMPTY_FORM } from '../forms.ts';
import { seenOf } from './control.ts';
import type { FilingModel } from './model.ts';
import { filingPage } from './page.ts';
import { filingOnPaper } from './paper.ts';

const ART33 = 'gdpr-art33-1-authority';
const template = projectTemplate(ART33);

function model(more: Partial<FilingModel> = {}, answers: Answers = {}): FilingModel {
  const context = filingContext(ART33);
  const draft = draftFiling(template, context, answers);
  const fields = template.fields.flatMap((field) => {
    if (!draft.shown.includes(field.id)) return [];
    const onRecord = valueOnRecord(field, context);
    const value = answers[field.id] ?? onRecord;
    const missing = draft.missing.find((m) => m.field === field.id)?.why ?? null;
    const isAnswered = answers[field.id] !== undefined;
    const seen = seenOf(field, value);
    return [
      { field, number: field.id.slice(6), value, onRecord, isAnswered, missing, forbidden: [], change: null, seen },
    ];
  });
  return {
    ...{ breachId: 'TOC-2026-0001', exercise: false, closed: false, planned: context.obligation, status: 'running' },
    ...{ template, stage: 'initial', stages: stagesAfter(context.state, ART33), draft, fields, saved: null },
    ...{ earlier: null, versions: [], changes: null, why: whyNotNext([], draft), approval: null },
    nameOf: (by) => by,
    ...more,
  };
}
const page = (m: FilingModel, print = false, view = testView()) => filingPage(view, m, EMPTY_FORM, { print });

describe('the page of a filing', () => {
  it('names each control by its label, in every kind of field', () => {
    const shown = page(model());
    for (const [, id = ''] of shown.matchAll(/<label for="(f-v-[^"]+)"/g)) expect(shown).toContain(`id="${id}"`);
    expect(shown).toContain('action="/desk/breaches/TOC-2026-0001/filings/gdpr-art33-1-authority/approval"');
  });

  it('shows to those who only read, and on paper, what it says without a control', () => {
    const reader = page(model(), false, testView({ may: () => false }));
    for (const shown of [reader, page(model(), true)]) {
      expect(shown).not.toMatch(/<textarea|name="v-/);
      expect(shown).toContain('Example Cloud GmbH');
    }
  });

  it('says why nothing can be filed where the duty does not apply, or the breach is closed', () => {
    for (const [change, says] of [
      [{ status: 'does-not-apply' }, 'does not apply'],
      [{ closed: true }, 'The breach is closed'],
      [{ stages: [] }, 'was withdrawn'],
    ] as const) {
      const shown = page(model(change));
      expect(shown).toContain(says);
      expect(shown).not.toContain('/approval"');
    }
  });

  it('is marked in a drill, on screen and on paper', () => {
    const drill = model({ exercise: true });
    expect(page(drill)).toContain('class="drillbar"');
    expect(filingOnPaper(testView(), drill, '2026-11-24T08:40:00.000Z').marks).toEqual(['EXERCISE', 'DRAFT']);
  });

  it('escapes what people typed', () => {
    const shown = page(model({}, { field_66: '</textarea><script>alert(1)</script>' }));
    expect(shown).not.toContain('<script>alert');
  });

  it('speaks German around the form, whose own words stay as they are', () => {
    const shown = page(model(), false, testView({ language: 'de' }));
    expect(shown).toContain('Pflichtangaben fehlen');
    expect(shown).toContain('lang="en"');
  });
});
