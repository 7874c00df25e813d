import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { formatMoment } from './moment.ts';
import { headerText, renderNotice } from './render.ts';
import {
  checkTemplate,
  type NoticeTemplate,
  noticeTemplateName,
  type Placeholder,
  TEMPLATES,
  type TemplateName,
  warningTemplateName,
} from './template.ts';

const real = { exercise: false };
const plain = (subject: string, body: string, optional: Placeholder[] = []): NoticeTemplate => ({
  name: 'supplier-first',
  language: 'en',
  subject,
  body,
  optional,
});

describe('rendering', () => {
  test('fills subject and body', () => {
    const notice = renderNotice(
      plain('About {{ reference }}', 'Dear {{contact}},\n'),
      { reference: 'B-1', contact: 'Ann' },
      real,
    );
    expect(notice).toEqual({ subject: 'About B-1', text: 'Dear Ann,\n' });
  });

  test('inserts values once and as they are', () => {
    const { text } = renderNotice(plain('s', '{{nature}}'), { nature: '{{link}} <b>$& $1</b>', link: 'secret' }, real);
    expect(text).toBe('{{link}} <b>$& $1</b>\n');
  });

  test('no value can add a header to the mail', () => {
    const evil = 'Ann\r\nBcc: all@example.org\u0000\u0085X\u2028Y';
    const { subject } = renderNotice(plain('For {{contact}}', 'x'), { contact: evil }, real);
    expect(subject).toBe('For Ann Bcc: all@example.org X Y');
    expect(headerText('\u202eevil\u2066')).toBe('evil');
    for (const end of ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085']) {
      expect(headerText(`One${end}two`)).toBe('One two');
    }
  });

  test('bodies keep line breaks but no other control characters', () => {
    const { text } = renderNotice(plain('s', '{{nature}}'), { nature: 'one\r\ntwo\u0007\u001b[31m\u202ethree' }, real);
    expect(text).toBe('one\ntwo[31mthree\n');
  });

  test('an empty value reads as not known yet; its paragraph is left out where it is optional', () => {
    const template = plain('s', 'Effects: {{consequences}}\n\nUnder {{clause}}.\n\nEnd.', ['clause']);
    expect(renderNotice(template, { consequences: ' ', clause: '' }, real).text).toBe(
      'Effects: not known yet\n\nEnd.\n',
    );
    expect(renderNotice(template, { consequences: 'x', clause: 'DPA 9' }, real).text).toBe(
      'Effects: x\n\nUnder DPA 9.\n\nEnd.\n',
    );
  });

  test('a value nobody gave is refused, also where it would be optional', () => {
    const missing = expect.objectContaining({ code: 'internal', field: 'clause' });
    expect(() => renderNotice(plain('s', 'Under {{clause}}.'), {}, real)).toThrow(missing);
    expect(() => renderNotice(plain('s', 'Under {{clause}}.', ['clause']), {}, real)).toThrow(missing);
  });

  test('an exercise says so first, in subject and body', () => {
    const { subject, text } = renderNotice(
      plain('About {{reference}}', 'Body.'),
      { reference: 'B-1' },
      { exercise: true },
    );
    expect(subject).toBe('EXERCISE: About B-1');
    expect(text.split('\n')[0]).toMatch(/^EXERCISE\. /);
    expect(text).toContain('\n\nBody.\n');
  });

  test('lines are wrapped at spaces, lists hang, links stay whole', () => {
    const link = `https://example.org/${'x'.repeat(120)}`;
    const body = `${'word '.repeat(40)}\n\n- ${'item '.repeat(30)}\n- second,\n  on two lines\n\n{{link}}\n`;
    const { text } = renderNotice(plain('s', body), { link }, real);
    expect(text).toContain(`\n${link}\n`);
    expect(text).toMatch(/\n- item( item)+\n {2}item/);
    expect(text).toContain('\n- second, on two lines\n');
    expect(text.split('\n').filter((line) => line !== link && line.length > 76)).toEqual([]);
  });
});

describe('templates', () => {
  const { notices } = loadPolicy('policy');
  const names = Object.keys(TEMPLATES) as TemplateName[];

  /** What a text must say, beside the way to its page. */
  const mustSay = (name: TemplateName): string[] => {
    if (name === 'data-subject') return ['nature', 'consequences', 'measures', 'dpo', 'dpoEmail'];
    if (name === 'warning' || name === 'overdue') return ['due', 'because'];
    if (name === 'warnings' || name === 'targets') return ['duties', 'reference'];
    if (name === 'page') return ['duties', 'systems', 'clocks', 'reported'];
    if (name === 'misuse') return ['counterparty', 'reference', 'answerLink'];
    if (name === 'paused') return ['communication', 'why'];
    if (name === 'task' || name === 'news') return ['reference', 'list'];
    if (name === 'dead-letters' || name === 'failing-pulls') return ['list'];
    if (name === 'alert-news') return ['reference', 'alerts'];
    if (name === 'handed-over') return ['reference', 'next'];
    if (name === 'report-news') return ['reference'];
    if (name === 'report-receipt' || name === 'report-question') return ['reported'];
    return ['link', name.endsWith('-first') ? 'answerWhen' : 'answerBy', 'publicPhone'];
  };
  const PAGE_LINKS = ['deskLink', 'reportLink'];
  const ours = names.filter((name) => TEMPLATES[name].some((placeholder) => PAGE_LINKS.includes(placeholder)));

  test.each([...names.map((name) => ['en', name] as const), ...ours.map((name) => ['de', name] as const)])(
    'in %s, %s renders with every value given, and shows its link or due instant',
    (language, name) => {
      const template = notices[language]?.[name];
      if (template === undefined) throw new Error(`no template ${name}`);
      const values = Object.fromEntries(TEMPLATES[name].map((placeholder) => [placeholder, `<${placeholder}>`]));
      const { subject, text } = renderNotice(template, values, real);
      expect(`${subject}${text}`).not.toMatch(/[{}]|undefined|!/);
      // Whoever reads a mail on a telephone has no command line.
      expect(text).not.toMatch(/bin\/|tocsin \w+/);
      const links = PAGE_LINKS.filter((link) => TEMPLATES[name].some((placeholder) => placeholder === link));
      for (const placeholder of [...mustSay(name), ...links]) expect(text).toContain(`<${placeholder}>`);
    },
  );

  test.each(names.filter((name) => /^(supplier|customer)-/.test(name)))(
    '%s leaves out its link paragraph on the page itself',
    (name) => {
      const template = notices.en?.[name];
      if (template === undefined) throw new Error(`no template ${name}`);
      const values = Object.fromEntries(TEMPLATES[name].map((placeholder) => [placeholder, placeholder]));
      const { text } = renderNotice(template, { ...values, link: '' }, real);
      expect(text).not.toMatch(/not known yet|confirm and answer, open|:\n\n(Confirming|Until)/);
    },
  );

  test('letters to the people concerned hold no link', () => {
    expect(notices.en?.['data-subject']?.body).not.toMatch(/https?:|\{\{link\}\}|unsubscribe/i);
    expect(TEMPLATES['data-subject']).not.toContain('link');
  });

  test('what a template may not use is reported with its line', () => {
    const template = plain('{{password}}', 'one {{contact}}\ntwo {{deskLink}}\nthree {{nature', ['due']);
    expect(
      checkTemplate(template, 'f.md', 5).map(({ path, line, message }) => [path, line, message.split(';')[0]]),
    ).toEqual([
      [['optional', 0], undefined, "unknown placeholder 'due'"],
      [['subject'], undefined, "unknown placeholder 'password'"],
      [['body'], 6, "unknown placeholder 'deskLink'"],
      [['body'], 7, 'braces that do not close'],
    ]);
  });

  test('names by step and rung', () => {
    expect(noticeTemplateName('customer', 'reminder')).toBe('customer-reminder');
    expect([
      warningTemplateName('4-hours-left'),
      warningTemplateName('overdue'),
      warningTemplateName('overdue-12-hours'),
    ]).toEqual(['warning', 'overdue', 'overdue']);
  });
});

test.each([
  ['2026-11-27T08:20:00.000Z', 'Europe/Berlin', 'Fri 27 Nov 2026, 09:20 CET (08:20 UTC)'],
  ['2026-09-27T23:20:00.000Z', 'Europe/Berlin', 'Mon 28 Sep 2026, 01:20 CEST (Sun 27 Sep 2026, 23:20 UTC)'],
  ['2026-12-31T23:30:00.000Z', 'Asia/Kolkata', 'Fri 1 Jan 2027, 05:00 GMT+5:30 (Thu 31 Dec 2026, 23:30 UTC)'],
  ['2026-11-27T08:20:00.000Z', 'Etc/UTC', 'Fri 27 Nov 2026, 08:20 UTC'],
])('%s in %s', (instant, zone, expected) => {
  expect(formatMoment(instant, zone)).toBe(expected);
});
