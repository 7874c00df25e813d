import { describe, expect, it } from '@jest/globals';
import { loadFilings } from '../../config/filings.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { Answers } from '../../domain/filing/context.ts';
import { draftFiling, recordedIn } from '../../domain/filing/draft.ts';
import { knownForms } from '../../domain/filing/forms.ts';
import { stagesAfter } from '../../domain/filing/package.ts';
import { isStated, type Origin } from '../../domain/filing/provenance.ts';
import { whyNotNext } from '../../domain/filing/versions.ts';
import { sayIn } from '../../domain/texts/say.ts';
import { filingContext, projectTemplate } from '../../test/support/filings.ts';
import { obligationOf } from '../../test/support/plans.ts';
import { testView } from '../../test/support/view.ts';
import { EMPTY_FORM } from '../forms.ts';
import { seenOf } from './control.ts';
import { filedPage } from './filed.ts';
import type { FilingModel } from './model.ts';
import { filingPage } from './page.ts';

const ART33 = 'gdpr-art33-1-authority';
const policy = loadPolicy('policy');
const NOON = '2026-11-24T12:00:00.000Z';
const template = projectTemplate(ART33);

function model(more: Partial<FilingModel> = {}, answers: Answers = {}): FilingModel {
  const context = filingContext(ART33);
  const draft = draftFiling(template, context, answers);
  const fields = template.fields.flatMap((field) => {
    if (!draft.shown.includes(field.id)) return [];
    const onRecord = recordedIn(field, context);
    const value = answers[field.id] ?? onRecord;
    const gap = draft.missing.find((m) => m.field === field.id);
    const [missing, blocks, wrong] = [gap?.why ?? null, gap?.blocks ?? false, gap?.wrong ?? null];
    const isAnswered = answers[field.id] !== undefined;
    const origin: Origin = isAnswered ? 'typed' : isStated(field, context, onRecord) ? 'record' : 'proposed';
    const seen = seenOf(field, value);
    const said = { value, onRecord, origin, missing, blocks, wrong };
    return [{ field, number: field.id.slice(6), ...said, forbidden: [], change: null, seen }];
  });
  return {
    ...{
      state: { ...context.state, communications: {}, owner: { by: 'dpo', since: context.state.reportedAt } },
      breachId: 'TOC-2026-0001',
      exercise: false,
      closed: false,
      planned: context.obligation,
      status: 'running',
    },
    ...{
      template,
      ...{ forms: [template], asked: null, lost: {} },
      stage: 'initial',
      language: 'en',
      stages: stagesAfter(context.state, ART33),
      draft,
      fields,
      isUnsaved: false,
      since: [],
      authorities: [],
      notModelled: [],
      communication: null,
      incomplete: null,
      saved: null,
    },
    ...{ isUntouched: true, mustBeRead: true, next: [], approvers: null },
    ...{ earlier: null, versions: [], changes: null, why: whyNotNext([], draft), approval: null },
    fourEyes: { isAsked: false, whyNot: null, drafter: null },
    nameOf: (by) => by,
    ...more,
  };
}
const GAPS = { code: 'open' as const, says: 'a complete filing cannot leave open: field_6' };
const page = (m: FilingModel, view = testView()) => filingPage(view, m, EMPTY_FORM);

describe('the page of a filing', () => {
  it('of a duty that follows an incomplete filing leads there before anything else', () => {
    const planned = obligationOf(ART33, '2026-11-25T09:00:00.000Z', { article: 'GDPR Art. 33(1)' });
    const fields = [{ field: 'field_10', label: 'Kind of identifier' }];
    const incomplete = { planned, open: 8, fields, isOwed: true };
    const shown = page(model({ incomplete }));
    expect(shown).toContain('The filing of GDPR Art. 33(1) left 8 fields open.');
    const link = shown.indexOf(`href="/desk/breaches/TOC-2026-0001/filings/${ART33}?stage=follow-up"`);
    expect(link).toBeGreaterThan(0);
    expect(link).toBeLessThan(shown.indexOf('split lead'));
    expect(shown).toMatch(/The limit here runs on until nothing of it is open\.[\s\S]*Kind of identifier/);
    expect(page(model())).not.toContain('id="incomplete"');
    expect(page(model({ incomplete }), testView({ language: 'de' }))).toContain('Die Frist hier läuft weiter');
  });

  it.each(['gdpr-art33-1-authority', 'gdpr-art33-2-processor-to-controller', 'gdpr-art34-1-data-subject'])(
    'has for %s no word of the form in English for a German reader, and cites the law as Germans do',
    (duty) => {
      for (const form of knownForms(loadFilings('policy'), policy, duty)) {
        const shownAs = (language: 'en' | 'de') =>
          page(
            {
              ...model({ template: form, forms: [form] }),
              // Each of its fields, whatever an answer would hide.
              fields: form.fields.map((field) => ({
                ...{ field, number: field.id, value: field.kind === 'date' ? '2026-12-10' : null, onRecord: null },
                ...{ origin: 'typed' as const, missing: null, blocks: false, wrong: null, forbidden: [] },
                ...{ change: null, seen: '' },
              })),
            },
            testView({ language, texts: policy.texts }),
          );
        const german = shownAs('de');
        const own = [
          form.title,
          ...form.fields.flatMap(({ section, label, options }) => [section, label, ...Object.values(options)]),
        ];
        const said = (text: string) => policy.texts.de.get(text) ?? sayIn(policy.texts, 'de', text);
        const lost = own.filter(
          (text) => said(text) !== text && new RegExp(`>\\s*${RegExp.escape(text)}\\s*<`).test(german),
        );
        expect({ form: form.id, lost }).toEqual({ form: form.id, lost: [] });
        expect(german).not.toContain('class="in-english"');
        expect(german.replaceAll(/<[^>]+>/g, ' ')).not.toMatch(/\bArts?\.? \d+\(|2026-12-10/);
      }
    },
  );

  it('names each control by its label, in every kind of field', () => {
    const shown = page(model());
    for (const [, id = ''] of shown.matchAll(/<label for="(f-v-[^"]+)"/g)) expect(shown).toContain(`id="${id}"`);
    expect(shown).toContain('action="/desk/breaches/TOC-2026-0001/filings/gdpr-art33-1-authority/approval"');
  });

  it('says who may approve what can be, and leaves out who typed last where another person is asked for', () => {
    const people = [
      { by: 'user:1', name: 'Ada', role: 'dpo' as const, isOnDuty: false },
      { by: 'user:2', name: 'Ben', role: 'deputy' as const, isOnDuty: true },
    ];
    const able = { why: null, approvers: { people, isByRota: true }, saved: { by: 'user:2', at: NOON } };
    const shown = page(model(able));
    expect(shown).toContain('May approve: Ada (Data Protection Officer), Ben (Deputy Data Protection Officer).');
    expect(shown).toContain('Of these on duty now: Ben (Deputy Data Protection Officer).');
    expect(shown).toMatch(/Waits for approval since\s+<time datetime="2026-11-24T12:00/);
    const before = { recordedAt: '2026-11-25T08:00:00.000Z', receipt: '', sha256: null, content: null } as never;
    expect(page(model({ ...able, saved: null, versions: [before] }))).toMatch(
      /Waits for approval since\s+<time datetime="2026-11-25T08:00/,
    );
    const second = { isAsked: true, whyNot: null, drafter: 'user:2' };
    const alone = page(model({ ...able, fourEyes: second }));
    expect(alone).toContain('May approve: Ada (Data Protection Officer).');
    expect(alone).toContain('None of them is on duty now');
    expect(page(model({ ...able, why: GAPS }))).not.toContain('May approve');
  });

  it.each([
    ['withdrawn', 'withdrawal', 'complete', /zurückgenommen; eine neue Verletzung wird neu gemeldet\./],
    ['nothing-filed', undefined, 'follow-up', /Noch ist nichts eingereicht[^.]*; beginnen Sie mit einer Erstmeldung/],
    ['first-made', 'initial', 'initial', /Die erste Meldung ist eingereicht; was neu ist, folgt als Nachmeldung/],
    ['open', undefined, 'complete', /\d+ Pflichtangaben fehlen\./],
  ] as const)('says in the language of the page why it cannot be the next version: %s', (code, last, stage, said) => {
    const { draft } = model();
    const why = whyNotNext(last === undefined ? [] : [{ stage: last }], { ...draft, stage });
    expect(why?.code).toBe(code);
    const shown = page(model({ why, stage, stages: [stage] }), testView({ language: 'de' }));
    const line = /Die Freigabe ist noch nicht möglich:[^<]*/.exec(shown)?.[0] ?? '';
    expect(line).toMatch(said);
    expect(shown).not.toContain(why?.says);
    expect(page(model({ why, stage, stages: [stage] }))).toContain('It cannot be approved yet:');
  });

  it('shows to those who only read what it says without a control', () => {
    const shown = page(model(), testView({ may: () => false }));
    expect(shown).not.toMatch(/<textarea|name="v-/);
    expect(shown).toContain('Example Cloud GmbH');
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

  it('folds all but the first section in which something is missing, and never what is wrong', () => {
    const openIn = (shown: string) =>
      [...shown.matchAll(/<section class="card" id="s-\d+"[\s\S]*?<\/section>/g)].flatMap(([section]) =>
        /<(header|details)/.exec(section)?.[1] === 'header' ? [/<h2[^>]*>([^<]*)/.exec(section)?.[1]] : [],
      );
    const [first, ...others] = openIn(page(model()));
    expect(others).toEqual([]);
    const wrong = template.fields.find(({ id }) => id === 'field_117')?.section;
    expect(openIn(page(model({}, { field_113: 'a', field_117: ['DE 12', 'FR'] })))).toEqual([first, wrong]);
  });

  it('leads from each gap to the next one, and from the last to saving', () => {
    const shown = page(model());
    const gaps = [...shown.matchAll(/<div class="f is-missing" id="([^"]+)"/g)].map(([, id = '']) => id);
    expect(gaps.length).toBeGreaterThan(2);
    const stuck = page(model({ why: GAPS }));
    expect(stuck).toContain(`href="#${gaps[0]}">Go to the first missing field`);
    for (const [i, id] of gaps.entries()) {
      const row = shown.slice(
        shown.indexOf(`id="${id}" tabindex`),
        shown.indexOf('<div class="src', shown.indexOf(`id="${id}" tabindex`)),
      );
      expect(row).toContain(`href="#${gaps[i + 1] ?? 'save'}"`);
    }
    expect(shown).toContain('id="save"');
  });

  it('names each field that holds what the form does not take, above the form, and leads to it', () => {
    const shown = page(model({}, { field_113: 'a', field_117: ['DE 12', 'FR'], field_72: 'b', field_73: 'a few' }));
    const summary = /role="alert"[\s\S]*?<\/div>/.exec(shown)?.[0] ?? '';
    expect(summary).toContain('href="#f-v-field_117"');
    expect(summary).toContain('Approximate number of people per country: line 2 names France without a number');
    expect(summary).toContain('Number of records: must be a whole number');
    for (const [, id] of summary.matchAll(/href="#([^"]+)"/g)) expect(shown).toContain(`id="${id}"`);
    expect(page(model())).not.toContain('role="alert"');
  });

  it('counts a placeholder, and a role in place of a name, among what is missing, and says why at the field', () => {
    const countIn = (shown: string) => Number(/(\d+) mandatory fields are missing/.exec(shown)?.[1]);
    const before = countIn(page(model({}, { field_76: 'Second factor.', field_95: 'Training.' })));
    const shown = page(model({}, { field_76: 'TBD', field_95: 'Training.', field_21: 'Data Protection Officer' }));
    expect(countIn(shown)).toBe(before + 2);
    expect(shown).toMatch(/id="field_76"[\s\S]*?holds only a placeholder[\s\S]*?<span class="st missing">\s*Missing/);
    expect(shown).toMatch(/id="field_21"[\s\S]*?must be the name of a person; a role alone counts as missing/);
  });

  it('says of a draft that nobody touched that it is filled in, beside the tick that it was read', () => {
    expect(page(model())).toMatch(/Nobody has typed anything[\s\S]*name="read"[\s\S]*Approve these words/);
    expect(page(model({ isUntouched: false, mustBeRead: false }))).not.toContain('name="read"');
  });

  it('names one next step: to save what was typed, else to fill in, to approve or to record', () => {
    const stepOf = (m: FilingModel) => {
      const card = /id="f-file"[\s\S]*?<\/section>/.exec(page(m))?.[0] ?? '';
      return [...card.matchAll(/<(?:a|button)[^>]*class="[^"]*btn[^"]*main[^"]*"[^>]*>\s*([^<]*?)\s*</g)].map(
        (m) => m[1],
      );
    };
    const typed = model({ isUnsaved: true });
    expect(stepOf(typed)).toEqual(['Save']);
    expect(page(typed)).toContain('What was typed last is not saved yet');
    expect(page(typed)).not.toContain('Nobody has typed anything');
    expect(stepOf(model())).toEqual(['Approve these words']);
    expect(stepOf(model({ why: GAPS }))).toEqual(['Go to the first missing field']);
    const approval = { by: 'dpo', at: '2026-11-25T08:50:00.000Z', stage: 'initial' as const, sha256: 'a'.repeat(64) };
    for (const since of [[], [{ field: 'field_66', label: 'x', before: null, after: 'y', change: 'added' as const }]]) {
      expect(stepOf(model({ approval: { ...approval, since } as never }))).toEqual(['Record the filing']);
    }
  });

  it('begins, once filed, with what was filed; a follow-up is offered and nothing is asked for', () => {
    const version = {
      ...{ number: 1, stage: 'initial' as const, late: false, filedAt: '2026-11-25T09:00:00.000Z', approvedBy: 'dpo' },
      ...{
        recordedAt: '2026-11-25T09:05:00.000Z',
        approvedAt: '2026-11-25T08:50:00.000Z',
        approved: true,
        channel: 'Portal',
        receipt: 'DE-BE 7',
        reasons: '',
      },
      ...{ content: null, sha256: null, fields: null, openFields: 0, people: null, completes: null },
    };
    const art334 = obligationOf('gdpr-art33-4-phased', '2026-11-25T09:00:00.000Z', { article: 'GDPR Art. 33(4)' });
    const filed = model({
      ...{ status: 'filed', versions: [version], stages: ['follow-up', 'complete', 'withdrawal'] },
      next: [{ planned: art334, status: 'running' }],
    });
    const shown = filedPage(testView(), filed);
    for (const said of ['Version 1 is filed', 'Wed 25 Nov 2026, 10:00 CET', '09:00 UTC', 'Portal', 'DE-BE 7']) {
      expect(shown).toContain(said);
      expect(shown.indexOf(said)).toBeLessThan(shown.indexOf('Add a follow-up'));
    }
    expect(shown).toMatch(/GDPR Art\. 33\(4\)<\/a>: what was not known yet follows until[\s\S]*Sat 28 Nov 2026/);
    expect(shown).toContain('href="/desk/breaches/TOC-2026-0001/filings/gdpr-art33-1-authority?stage=follow-up"');
    expect(shown).not.toMatch(/is-missing|note warn|note hot|st missing/);
    expect(filedPage(testView({ may: () => false }), filed)).not.toContain('Add a follow-up');
    const leaving = (openFields: number | null) =>
      filedPage(testView(), { ...filed, versions: [{ ...version, openFields }] });
    expect(leaving(8)).toContain('8 mandatory fields were left open.');
    expect(leaving(8).match(/\?stage=follow-up/g)).toHaveLength(1);
    expect(leaving(8)).toContain('>Send the rest as a follow-up<');
    expect(leaving(null)).toMatch(/Mandatory fields left open<\/dt><dd><span class="st uncertain">not known/);
    const unmet = filedPage(testView(), {
      ...filed,
      ...{ status: 'running', versions: [{ ...version, completes: { of: ART33, open: 8 } }] },
      incomplete: { planned: art334, open: 8, fields: [], isOwed: true },
    });
    expect(unmet).toContain('The limit here runs on until nothing of it is open.');
    expect(unmet).not.toContain('Nothing has to be done here now');
    for (const open of [8, null]) expect(leaving(open)).not.toContain('Nothing has to be done here now');
    const awaiting = (receipt: string) =>
      filedPage(testView(), { ...filed, versions: [{ ...version, openFields: 0, receipt }] });
    expect(awaiting('')).toContain('Only the receipt is still to come');
    expect(awaiting('R-1')).not.toContain('Only the receipt is still to come');
    const earlier = { ...version, number: 1, openFields: 0, receipt: '' };
    const second = filedPage(testView(), { ...filed, versions: [earlier, { ...version, number: 2, openFields: 0 }] });
    expect(second).toMatch(/<dt>Receipt<\/dt><dd>[^\n]*not here yet<\/span> <a [^>]*versions\/1">Version 1</);
  });

  it('is marked in a drill', () => {
    expect(page(model({ exercise: true }))).toContain('class="drillbar"');
  });

  it('escapes what people typed', () => {
    const shown = page(model({}, { field_66: '</textarea><script>alert(1)</script>' }));
    expect(shown).not.toContain('<script>alert');
  });

  it('speaks German around the form, whose own words stay as they are', () => {
    const shown = page(model(), testView({ language: 'de' }));
    expect(shown).toContain('Pflichtangaben fehlen');
    expect(shown).toContain('lang="en"');
  });
});
