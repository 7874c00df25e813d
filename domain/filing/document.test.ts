import { describe, expect, it } from '@jest/globals';
import { filingContext } from '../../test/support/filings.ts';
import { smallForm } from '../../test/support/small-form.ts';
import type { Answers, FilingContext } from './context.ts';
import { renderDocument } from './document.ts';
import { draftFiling } from './draft.ts';
import type { FilingTemplate } from './template.ts';

const FIELDS = [
  { id: 'what', label: 'What happened', section: 'Breach', mandatory: true },
  { id: 'where', label: 'Where it happened', section: 'Place', shownWhen: [{ what: ['(any)'] }] },
  { id: 'who', label: 'Whom it concerns', section: 'People' },
];

/** The lines up to the hash of the file. */
function linesOf(answers: Answers, change: Partial<FilingTemplate> = {}, context: Partial<FilingContext> = {}) {
  const form = smallForm(FIELDS, { exactness: 'exact', ...change });
  const draft = draftFiling(form, filingContext('duty', context), answers);
  const lines = renderDocument(form, draft, 'Europe/Berlin').split('\n');
  expect(lines.splice(-2)).toEqual(['', `SHA-256 of the file: ${draft.sha256}`]);
  return lines;
}

describe('a filing as people read it', () => {
  it('has the answers by section, and no section that says nothing', () => {
    expect(linesOf({ what: 'Mail was read.', where: 'Bonn' })).toEqual([
      'A small form',
      'initial filing, to be completed',
      '',
      'Breach',
      '- What happened: Mail was read.',
      '',
      'Place',
      '- Where it happened: Bonn',
    ]);
  });

  it('names a gap where it is and again at the end, and leaves out what the form does not show', () => {
    expect(linesOf({ who: 'Customers' }).slice(2)).toEqual([
      ...['', 'Breach', '- What happened: MISSING', '', 'People', '- Whom it concerns: Customers'],
      ...['', 'Missing', '- what What happened: mandatory, and not on record'],
    ]);
  });

  it('has no place for an answer that the other answers rule out, and says so at the end', () => {
    expect(linesOf({ who: 'Customers', where: 'Bonn' }).slice(2)).toEqual([
      ...['', 'Breach', '- What happened: MISSING', '', 'People', '- Whom it concerns: Customers'],
      ...['', 'Missing', '- what What happened: mandatory, and not on record'],
      '- where Where it happened: answered, but the other answers rule it out',
    ]);
  });

  it('names what must not be in it, without repeating it', () => {
    const lines = linesOf({ what: 'Ada, ada@people.example' });
    expect(lines.slice(-3)).toEqual(['', 'Must not be in it', expect.stringMatching(/^- what: /)]);
    expect(lines.slice(-1).join('')).not.toContain('ada@');
  });

  it.each<[Partial<FilingContext>, string]>([
    [{ stage: 'initial' }, 'initial filing, to be completed'],
    [{ stage: 'follow-up', earlier: 'R-1' }, 'follow-up, to be completed'],
    [{ stage: 'follow-up', earlier: 'R-1', afterComplete: true }, 'correction of a complete filing'],
    [{ stage: 'complete' }, 'complete filing'],
    [{ stage: 'withdrawal', earlier: 'R-1', afterComplete: true }, 'withdrawal'],
    [{ stage: 'initial', at: '2026-11-27T08:20:00.001Z' }, 'initial filing, to be completed, late'],
  ])('of %o is the %s', (context, kind) => {
    expect(linesOf({ what: 'Mail.' }, {}, context)[1]).toBe(kind);
  });

  it.each<[Partial<FilingTemplate>, string]>([
    [{ exactness: 'exact' }, ''],
    [
      { exactness: 'by-law' },
      'By the contents that the law lists: the receiver may have a form or a portal of its own.',
    ],
    [
      { exactness: 'partial', partial: 'Two pages are not known.' },
      "This form is known in part only: compare it with the receiver's own. Two pages are not known.",
    ],
    [{ exactness: 'partial' }, "This form is known in part only: compare it with the receiver's own."],
    [{ exactness: 'exact', schema: '2.1' }, 'The file follows the schema 2.1.'],
  ])('of a form with %o says how far it is the receiver’s own', (change, says) => {
    const lines = linesOf({ what: 'Mail.' }, change);
    expect(lines.slice(2, lines.indexOf('Breach') - 1).join(' ')).toEqual(says);
  });
});
