import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadFilings } from '../../config/filings.ts';
import { filingContext } from '../../test/support/filings.ts';
import { smallForm } from '../../test/support/small-form.ts';
import type { BreachEvent } from '../breach/events.ts';
import type { Answers } from './context.ts';
import { draftFiling } from './draft.ts';
import { chooseForm, formOfFile, formOfLast, formsOf, knownForms } from './forms.ts';
import { byTodaysIds } from './reading.ts';

const TEMPLATES = loadFilings(fileURLToPath(new URL('../../policy', import.meta.url)));
const ART33 = 'gdpr-art33-1-authority';
const about = { title: 'To it', article: 'Art. 1', citation: 'Act 1', confidence: 'known' as const };
const content = [{ item: 'nature', says: 'What happened' }];
const policy = {
  obligations: [ART33, 'us-tx-ag', 'dora-initial'].map((id) => ({ ...about, id, content })),
} as unknown as Parameters<typeof formsOf>[1];
const NONE = { events: [], drafts: [], authorities: [] };
const chosen = (obligation: string, begun: Partial<Parameters<typeof chooseForm>[1]> = {}) =>
  chooseForm(formsOf(TEMPLATES, policy, obligation), { ...NONE, obligation, ...begun }).id;
const typed = (answers: Answers, approved: { content: string } | null = null) => [{ answers, approved }];

/** That a duty was met; with what was handed in, where that is here. */
const filed = (obligation: string, document?: string) =>
  ({ type: 'filed', data: { obligation }, personal: { ...(document !== undefined && { document }) } }) as BreachEvent;

describe('the forms of a duty', () => {
  const form = (id: string, change: object = {}) => smallForm([{ id: 'a' }], { id, obligations: [ART33], ...change });
  const forms = [form('of-fr', { authorities: ['fr'] }), form('of-nis2', { states: ['DE'] }), form('for-all')];

  it('are those for all receivers, those of one, and last the contents of the law', () => {
    const known = knownForms([...forms, form('of-another', { obligations: ['us-tx-ag'] })], policy, ART33);
    expect(known.map(({ id }) => id)).toEqual(['for-all', 'of-fr', 'of-nis2', `content-of-${ART33}`]);
    expect(formsOf([], policy, 'us-tx-ag').map(({ id }) => id)).toEqual(['content-of-us-tx-ag']);
  });

  it('are without those contents for a duty that the policy does not know any more', () => {
    expect(knownForms(forms, { obligations: [] }, ART33).map(({ id }) => id)).toEqual(['for-all', 'of-fr', 'of-nis2']);
    expect(knownForms(forms, policy, 'gone')).toEqual([]);
    expect(() => formsOf(forms, policy, 'gone')).toThrow("The policy has no obligation 'gone' (any more).");
  });

  it('are told by what was handed in last for it, and by nothing else', () => {
    const flat = (id: string, field: string) => smallForm([{ id: field }], { id, format: 'flat' });
    const both = [flat('one', 'a'), flat('two', 'b')];
    const of = (...events: BreachEvent[]) => formOfLast(both, 'duty', events)?.id ?? null;
    const [first, second] = [filed('duty', '{"a":"x"}'), filed('duty', '{"b":"x"}')];
    expect([of(), of(first), of(first, second), of(second, first)]).toEqual([null, 'one', 'two', 'one']);
    expect(of(first, filed('other', '{"b":"x"}'), filed('duty'))).toBe('one');
    expect(of(first, { ...second, type: 'reported' } as unknown as BreachEvent)).toBe('one');
    expect(of(first, filed('duty', '{"c":"x"}'))).toBeNull();
  });
});

describe('the form of a filing', () => {
  it('is that of the one authority which is competent, else the one for all', () => {
    expect(chosen(ART33, { authorities: [{ id: 'fr' }] })).toBe('fr-cnil');
    expect(chosen(ART33, { authorities: [{ id: 'de' }] })).toBe('edpb-art33');
    expect(chosen(ART33, { authorities: [{ id: 'fr' }, { id: 'de' }] })).toBe('edpb-art33');
    expect(chosen(ART33)).toBe('edpb-art33');
  });

  it('is the one that somebody asks for, of those that the duty has', () => {
    expect(chosen(ART33, { wanted: 'fr-cnil' })).toBe('fr-cnil');
    expect(() => chosen(ART33, { wanted: 'us-tx-ag' })).toThrow(/no form 'us-tx-ag'.*edpb-art33, .*fr-cnil/);
  });

  it('stays the one in which a draft was begun, by an earlier version too', () => {
    const authorities = [{ id: 'fr' }];
    expect(chosen(ART33, { authorities, drafts: typed({ field_66: 'Customers.' }) })).toBe('edpb-art33');
    expect(chosen('us-tx-ag', { drafts: typed({ nature: 'A laptop was lost.' }) })).toBe('content-of-us-tx-ag');
    expect(chosen('us-tx-ag', { drafts: typed({}) })).toBe('us-tx-ag');
  });

  it('stays that of the bytes which were approved or handed in', () => {
    const [edpb] = formsOf(TEMPLATES, policy, ART33);
    const { content: file } = draftFiling(edpb, filingContext(ART33));
    const authorities = [{ id: 'fr' }];
    expect(chosen(ART33, { authorities, drafts: typed({}, { content: file }) })).toBe('edpb-art33');
    expect(chosen(ART33, { authorities, events: [filed(ART33, file)] })).toBe('edpb-art33');
  });

  it('takes what was typed into an earlier edition of it, and says what is to be chosen anew', () => {
    const [dora] = formsOf(TEMPLATES, policy, 'dora-initial');
    const old = { lei: '529900T8BM49AURSDO55', 'entity-type': 'Bank', criteria: ['clients'], currency: 'EUR' };
    expect(chosen('dora-initial', { drafts: typed(old) })).toBe('dora');
    const answers = byTodaysIds(dora, old);
    const { fields, missing } = draftFiling(dora, filingContext('dora-initial'), answers);
    expect(fields).toMatchObject({ 'f1-6': '529900T8BM49AURSDO55', 'f1-15': 'EUR' });
    const wrong = missing.filter((each) => each.wrong !== null).map(({ field }) => field);
    expect(wrong).toEqual(['f1-4', 'f2-5']);
  });

  it('is told by a file that was handed in', () => {
    const forms = formsOf(TEMPLATES, policy, ART33);
    for (const form of forms) {
      const { content: file } = draftFiling(form, filingContext(ART33));
      expect(formOfFile(forms, file)?.id).toBe(form.id);
    }
  });
});
