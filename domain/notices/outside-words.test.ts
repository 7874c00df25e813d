import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { loadFilings } from '../../config/filings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { filingContext, projectTemplate } from '../../test/support/filings.ts';
import { reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { Facts } from '../facts.ts';
import { draftFiling } from '../filing/draft.ts';
import { formsOf } from '../filing/forms.ts';
import { draftStatement } from './drafted.ts';
import { outsideWords } from './outside-words.ts';
import type { Statement } from './statement.ts';

const IN_ENGLISH = { language: 'en' };
const AT = '2026-11-24T08:20:00.000Z';
const facts = Facts.parse({ confidentiality: 'unknown-recipients' });
const head = { at: AT, by: 'dpo', key: 'k' };
const reported: BreachEvent = {
  ...reportedEvent('TOC-2026-0001', AT),
  personal: {
    narrative: { title: 'Hunter-Two', summary: 'Hunter-Two', consequences: 'Hunter-Two', measures: 'Hunter-Two' },
  },
};
const amended: BreachEvent = {
  ...{ ...head, type: 'facts-amended', data: { changed: {} } },
  personal: { narrative: { summary: 'Put into the record.', measures: 'Locked.' }, reasons: 'x' },
};
const statement = (happened: string): Statement => ({ happened, consequences: 'Fraud.', measures: 'M', advice: '' });
const saved: BreachEvent = {
  ...{ ...head, type: 'statement-saved', data: { revision: 1, sha256: 'a' } },
  personal: { statement: statement('Saved.') },
};
const released = (basis: 'person' | 'approved-text'): BreachEvent => ({
  ...{ ...head, type: 'notices-released', personal: { statement: statement(`By ${basis}.`), reasons: '' } },
  data: {
    ...{ release: 1, basis, kinds: ['supplier' as const], sha256: 'a', revision: 1, version: 'v', list: null },
    ...{ figures: { awareAt: AT, people: null, records: null }, suppliers: 1, customers: 0, leftOut: 0 },
  },
});

it('what outsiders read is the translation into their language where the statement has one', () => {
  const translations = { de: { happened: 'Eine Sicherung war lesbar.' } };
  const inTwo = { ...statement('A backup could be read.'), language: 'en', translations };
  const event: BreachEvent = { ...saved, personal: { statement: inTwo } } as BreachEvent;
  expect(outsideWords([event], facts, { language: 'de' })).toMatchObject({
    ...{ happened: 'Eine Sicherung war lesbar.', consequences: 'Fraud.' },
    written: { happened: 'de', consequences: 'en' },
  });
  expect(outsideWords([event], facts, { language: 'en' }).happened).toBe('A backup could be read.');
});

it('what outsiders read begins with the statement, and never with the words of the report', () => {
  const { happened } = draftStatement(facts, 'en');
  // What nobody has said yet is open, whatever a draft would say of it.
  expect(outsideWords([reported], facts, IN_ENGLISH)).toMatchObject({ happened, consequences: '', measures: '' });
  expect(outsideWords([reported, amended], facts, IN_ENGLISH)).toMatchObject({
    happened: 'Put into the record.',
    consequences: '',
    measures: 'Locked.',
  });
  const told = outsideWords([reported, amended, saved], facts, IN_ENGLISH);
  expect(told).toMatchObject({ happened: 'Saved.', consequences: 'Fraud.', measures: 'Locked.' });
  expect(outsideWords([reported, saved, released('approved-text')], facts, IN_ENGLISH).happened).toBe('Saved.');
  expect(outsideWords([reported, released('person'), saved], facts, IN_ENGLISH).happened).toBe('By person.');
});

it('names the systems to a reader whom no list below does, and tells a draft from the words of a person', () => {
  const named = { ...IN_ENGLISH, systems: 'Support tickets' };
  expect(outsideWords([reported], facts, named).happened).toContain('these systems: Support tickets.');
  const ofBefore: BreachEvent = {
    ...saved,
    personal: {
      statement: statement('We are looking into a security incident that concerns the systems named below.'),
    },
  } as BreachEvent;
  const before = outsideWords([reported, ofBefore], facts, named);
  expect(before.happened).toBe('We are looking into a security incident that concerns these systems: Support tickets.');
  expect(before.isStated.happened).toBe(false);
  const { isStated } = outsideWords([reported], facts, IN_ENGLISH);
  expect(isStated).toEqual({ happened: false, consequences: false, measures: false });
  const asDrafted = { ...head, type: 'statement-saved', data: { revision: 1, sha256: 'a' } } as const;
  const unchanged: BreachEvent = { ...asDrafted, personal: { statement: draftStatement(facts, 'en') } };
  const drafted = outsideWords([reported, unchanged], facts, IN_ENGLISH);
  expect(drafted.measures).not.toBe('');
  expect(drafted.isStated.measures).toBe(false);
  expect(outsideWords([reported, saved], facts, IN_ENGLISH).isStated).toEqual({
    happened: true,
    consequences: true,
    measures: true,
  });
});

it('is drafted in the language of who reads it, and what a person said stays as they said it', () => {
  const inGerman = { language: 'de', systems: 'Tickets' };
  const { happened } = draftStatement(facts, 'de');
  expect(outsideWords([reported], facts, inGerman).happened).toBe(`${happened} Betroffen sind diese Systeme: Tickets.`);
  const asDrafted: BreachEvent = { ...saved, personal: { statement: draftStatement(facts, 'en') } } as BreachEvent;
  const { measures, isStated } = outsideWords([reported, asDrafted], facts, inGerman);
  expect(measures).toBe('Wir untersuchen den Vorfall und unterrichten Sie, sobald wir mehr wissen.');
  expect(isStated).toEqual({ happened: false, consequences: false, measures: false });
  expect(outsideWords([reported, saved], facts, inGerman).happened).toBe('Saved.');
});

/** The report and whoever responds wrote nothing else, so that a form that carries it has it from the report. */
const ofTheReport = (obligation: string) => {
  const context = filingContext(obligation, { words: outsideWords([reported], facts, IN_ENGLISH) });
  return { ...context, state: { ...context.state, narrative: reported.personal.narrative as never } };
};

it.each(['gdpr-art33-1-authority', 'gdpr-art33-2-processor-to-controller'])('the form of %s too', (obligation) => {
  const { fields } = draftFiling(projectTemplate(obligation), ofTheReport(obligation));
  expect(JSON.stringify(fields)).toContain(draftStatement(facts, 'en').happened);
});

const POLICY = fileURLToPath(new URL('../../policy', import.meta.url));
const [policy, filings] = [loadPolicy(POLICY), loadFilings(POLICY)];

it('no form that is shipped has the words of the report, whichever stage it is of', () => {
  for (const { id } of policy.obligations) {
    const [template] = formsOf(filings, policy, id);
    for (const stage of ['initial', 'complete', 'withdrawal'] as const) {
      const { fields } = draftFiling(template, { ...ofTheReport(id), stage });
      expect([id, stage, JSON.stringify(fields).includes('Hunter')]).toEqual([id, stage, false]);
    }
  }
});
