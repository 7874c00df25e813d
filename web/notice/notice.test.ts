import { describe, expect, it } from '@jest/globals';
import { acknowledgedNoticePage } from './acknowledged.ts';
import { blocksOf, type NoticeView } from './model.ts';
import { openNoticePage } from './to-answer.ts';

const now = '2026-11-24T08:40:00.000Z';
const organisation = {
  name: 'Nordlys',
  legalName: 'Nordlys Cloud GmbH',
  zone: 'Europe/Berlin',
  language: 'en',
  publicContact: { phone: '+49 30 5550 117', email: 'privacy@nordlys.example' },
};
const notice: NoticeView = {
  reference: 'TOC-2026-0041',
  kind: 'supplier',
  exercise: false,
  counterpartyName: 'Fjord Hosting',
  subject: 'Security notice',
  text:
    'For Fjord\n\nWe are looking into\nan incident.\n\n- Keep the logs of your\n  access.\n- Tell us.\n\nThank ' +
    'you.\n',
  answerBy: '2026-11-25T08:40:00.000Z',
  sentAt: '2026-11-24T08:20:00.000Z',
  changes: [],
  foreign: [],
  corrections: [],
};
const page = { now, organisation, language: 'en' as const };
const customer: NoticeView = { ...notice, kind: 'customer' };
const answers = { holdsData: 'yes', misuse: 'no', answeredBy: 'Dana Okoro' } as const;

describe('the text of a notice', () => {
  it('is joined where the mail wrapped it, and keeps its lists', () => {
    expect(blocksOf(notice.text)).toEqual([
      { kind: 'paragraph', text: 'For Fjord' },
      { kind: 'paragraph', text: 'We are looking into an incident.' },
      { kind: 'list', items: ['Keep the logs of your access.', 'Tell us.'] },
      { kind: 'paragraph', text: 'Thank you.' },
    ]);
  });
});

describe('the page behind a link', () => {
  it('leads to its form, and asks suppliers and customers in their own words', () => {
    const asked = openNoticePage(page, notice);
    expect(asked).toContain('href="#answer"');
    expect(asked).toContain('<form method="post" id="answer">');
    expect(asked).toContain('hold data that this is about?');
    expect(openNoticePage(page, customer)).toContain('are you its controller');
    expect(openNoticePage(page, customer)).not.toContain('hold data that this is about?');
  });

  it('marks the text that stands in it in another language, for whoever has it read out', () => {
    const text = 'Guten Tag\n\nWas wir tun: (Auf Englisch.) We ended it.\nWe changed keys.\n\nLogs follow.\n';
    const foreign = [{ text: 'We ended it.\nWe changed keys.\n\nLogs follow.', language: 'en' }];
    const shown = openNoticePage({ ...page, language: 'de' }, { ...notice, text, language: 'de', foreign });
    expect([...shown.matchAll(/<span lang="en">([^<]*)</g)].map(([, said]) => said)).toEqual([
      ...['We ended it. We changed keys.', 'Logs follow.'],
    ]);
  });

  it('says what was corrected since, before the text as it was sent, also once it is answered', () => {
    const corrected: NoticeView = {
      ...notice,
      changes: [
        { what: 'awareAt', at: '2026-11-24T08:30:00.000Z', now: '2026-11-24T05:20:00.000Z' },
        { what: 'nature', at: '2026-11-24T08:35:00.000Z', now: 'Two <sessions>.' },
      ],
    };
    for (const shown of [
      openNoticePage(page, corrected),
      acknowledgedNoticePage(page, corrected, [{ at: now, answers }]),
    ]) {
      const text = shown.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
      expect(text).toContain(
        'Corrected on Tue 24 Nov 2026, 09:30 CET 08:30 UTC : the incident was noticed on Tue 24 Nov 2026, 06:20 ' +
          'CET 05:20 UTC',
      );
      expect(text).toContain('what happened now reads: Two &lt;sessions&gt;.');
      expect(text).toContain('As we sent it on Tue 24 Nov 2026, 09:20 CET');
      expect(shown.indexOf('id="corrected"')).toBeLessThan(shown.indexOf('We are looking into an incident.'));
    }
    expect(openNoticePage(page, notice)).not.toContain('Corrected');
  });

  it('shows the newest text first, and what went before it below', () => {
    const corrections = [{ subject: 'Correction', text: 'It was one ticket.', sentAt: now }];
    const text = openNoticePage(page, { ...notice, corrections });
    expect(text.indexOf('It was one ticket.')).toBeLessThan(text.indexOf('We are looking into an incident.'));
    expect(text).toContain('<summary>What we wrote before: <span>Security notice</span></summary>');
  });

  it('speaks German to who reads German, marks a letter in English, and leads to the other language', () => {
    const german = openNoticePage({ ...page, language: 'de' }, notice);
    expect(german).toContain('<html lang="de"');
    expect(german).toContain('Bitte bestätigen Sie, dass Sie diese Mitteilung gelesen haben');
    expect(german).toMatch(/<div class="flow" lang="en"><p class="lines">For Fjord/);
    expect(german).toContain('<a href="?language=en" lang="en">English</a>');
    const answered = acknowledgedNoticePage({ ...page, language: 'de' }, { ...notice, language: 'de' }, [
      { at: now, answers },
    ]);
    expect(answered).toContain('Danke. Wir haben Ihre Antwort.');
    expect(answered).not.toContain('<div class="flow" lang=');
    expect(openNoticePage(page, notice)).toContain('<a href="?language=de" lang="de">Deutsch</a>');
  });

  it('tells who has it read out which field is wrong, and what is wrong with it', () => {
    const text = openNoticePage(page, notice, { given: {}, missing: ['holdsData', 'answeredBy', 'comment'] });
    expect(text).toMatch(/id="answeredBy"[^>]*aria-invalid="true" aria-describedby="answeredBy-h answeredBy-e"/);
    expect(text).toMatch(/id="comment"[^>]*aria-invalid="true" aria-describedby="comment-h comment-e"/);
    expect(text).toMatch(/<fieldset[^>]*aria-describedby="holdsData-e"[\s\S]*id="holdsData-e"/);
    expect(openNoticePage(page, notice)).not.toContain('aria-invalid');
  });

  it('asks for the number that we shall call, and says to who has seen misuse that we do', () => {
    const shown = (misuse: 'yes' | 'no') =>
      acknowledgedNoticePage(page, notice, [{ at: now, answers: { ...answers, misuse, phone: '+49 30 1234' } }]);
    expect(shown('yes')).toContain('we call the number that you gave');
    expect(shown('yes')).not.toContain('If we have questions');
    expect(shown('no')).toContain('If we have questions');
    const spoken = { by: 'dpo', recordedAt: now, reasons: 'Called.' };
    const heard = acknowledgedNoticePage(page, notice, [{ at: now, answers: { ...answers, misuse: 'yes', spoken } }]);
    expect(heard).toContain('we have no number of yours: please call the number below');
    expect(heard).not.toContain('the number that you gave');
    expect(shown('no')).toContain('+49 30 1234');
    expect(openNoticePage(page, notice)).toContain('Phone number that we shall call');
  });

  it('shows every answer with its time once there is one, and takes another; misuse is not taken back', () => {
    const looking = { at: '2026-11-24T08:30:00.000Z', answers: { ...answers, misuse: 'yes' as const } };
    const done = acknowledgedNoticePage(page, customer, [looking, { at: now, answers }]);
    expect(done).toContain('<form method="post" id="answer">');
    expect(done).toContain('Yours to answer for</dt><dd>Yes');
    expect(done).toMatch(/09:40 CET[\s\S]*id="misuse-stays"[\s\S]*id="earlier"[\s\S]*09:30 CET/);
    const open = acknowledgedNoticePage(page, customer, [{ at: now, answers: { ...answers, misuse: 'unknown' } }]);
    expect(open).toContain('Tell us what you found');
  });
});
