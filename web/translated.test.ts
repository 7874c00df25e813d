import { describe, expect, it } from '@jest/globals';
import { testView } from '../test/support/view.ts';
import { html } from './html.ts';
import { insidePage } from './layout.ts';
import { toRecipientText } from './recipients.ts';
import { cited, translated, translatedWithInstants } from './translated.ts';

const texts = {
  de: new Map([
    ['Tell <them>', 'Sagen <Sie>'],
    ['some office', 'ein Amt'],
  ]),
};
const english = testView({ texts });
const german = testView({ texts, language: 'de' });
const page = (main: ReturnType<typeof html>) => insidePage(german, { title: 'T', place: null, main });
const NOTE = 'keine deutsche Fassung';

describe('texts of the policy on a page', () => {
  it('read in the language of who reads, and are escaped', () => {
    expect(translated(german, 'Tell <them>').text).toBe('Sagen &lt;Sie&gt;');
    expect(translated(english, 'Tell <them>').text).toBe('Tell &lt;them&gt;');
    expect(toRecipientText(german, 'some office')).toContain('ein Amt');
  });

  it('are marked as English where there are no other words, and the page says so once', () => {
    const lost = translated(german, 'Nobody translated this.');
    expect(lost.text).toBe('<span lang="en" class="in-english">Nobody translated this.</span>');
    expect(page(html`${lost}${lost}`).split(NOTE)).toHaveLength(2);
    expect(page(translated(german, 'Tell <them>'))).not.toContain(NOTE);
    expect(translated(english, 'Nobody translated this.').text).toBe('Nobody translated this.');
  });

  it('keep their instants, local time first', () => {
    const step = translatedWithInstants(german, 'Starts at 2026-11-24 08:20 UTC.');
    expect(step.text).toMatch(/^Beginn: <time datetime="2026-11-24T08:20:00.000Z">Di 24\. Nov\.?, 09:20 MEZ<\/time>/);
  });

  it('cite laws as lawyers of the reader do, and foreign ones as theirs do', () => {
    expect(cited(german, 'GDPR Art. 33(2)').text).toBe('Art. 33 Abs. 2 DSGVO');
    expect(cited(german, 'Cal. Civ. Code 1798.82(a)').text).toBe('<span lang="en">Cal. Civ. Code 1798.82(a)</span>');
    expect(cited(english, 'GDPR Art. 33(2)').text).toBe('GDPR Art. 33(2)');
  });
});
