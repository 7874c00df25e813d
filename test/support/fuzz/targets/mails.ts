import { compose, prepareMail } from '../../../../activities/channels/email/message.ts';
import { Email } from '../../../../domain/email.ts';
import { headerText, renderNotice } from '../../../../domain/notices/render.ts';
import type { NoticeTemplate } from '../../../../domain/notices/template.ts';
import { readMail } from '../../mime.ts';
import { mutateText, oddText } from '../mutate.ts';
import type { Random } from '../random.ts';
import { holds, type Target } from '../target.ts';

/** Mails made of what reporters, registers and lists say: MIME as its reader takes it, by a reader of our own. */

const FROM = 'Tocsin <tocsin@example.org>';
const TEMPLATE: NoticeTemplate = {
  name: 'data-subject',
  language: 'en',
  subject: '{{organisation}}: {{reference}}',
  body: 'Dear {{recipient}},\n\nwhat happened: {{nature}}\n\n{{measures}}\n\nYours, {{dpo}}',
  optional: ['measures'],
};
const FIELDS = ['from', 'to', 'subject', 'message-id', 'date', 'auto-submitted', 'content-language', 'mime-version'];
const ALL_FIELDS = [...FIELDS, 'content-type', 'content-transfer-encoding'].sort().join();
const WORDS = [
  'Ada Lovelace',
  'Nordlys GmbH',
  'Müller, "Jörg"',
  'A laptop is gone.',
  '李 💥',
  'a\nBcc: eve@x.example',
  '=?utf-8?Q?x?=',
];
const ADDRESSES = ['ada@x.example', "o'brien+tag@sub.example.org", 'a_b-c@x-y.example'];

type Words = { name: string; email: string; nature: string; measures: string; organisation: string };

export const target: Target = {
  make(random) {
    const word = () => (random.oneIn(3) ? oddText(random) : mutateText(random, random.pick(WORDS)));
    const email = random.oneIn(3) ? mutateText(random, random.pick(ADDRESSES)) : random.pick(ADDRESSES);
    const words: Words = { name: word(), email, nature: longer(random, word), measures: word(), organisation: word() };
    return JSON.stringify(words);
  },

  async check(input) {
    const { name, email: written, nature, measures, organisation }: Words = JSON.parse(input);
    // Nothing else gets into a register or onto a list.
    const isWhole = [name, nature, measures, organisation].every((word) => word.isWellFormed());
    const isShort = [name, organisation].every((word) => word.length <= 200);
    const address = Email.safeParse(written);
    if (!address.success || !isWhole || !isShort) return 'refused';
    // A domain with other letters is kept as mail servers know it.
    const email = address.data;
    const values = { recipient: name, nature, measures, organisation, reference: 'TOC-2026-0001-K7M', dpo: 'the DPO' };
    const { subject, text } = renderNotice(TEMPLATE, values, { exercise: false });
    const message = { to: { name: headerText(name), email }, subject, text, language: 'en', id: 'abc123' };
    const one = await compose({ from: FROM }, message);
    requireMail(one, { name, email, subject, text });
    const pieces = text.split('Dear ').length === 2 ? [text] : [`${text}`];
    requireMail(
      prepareMail({ from: FROM }, { subject, pieces, language: 'en' })({ name: headerText(name), email, id: 'abc123' }),
      {
        ...{ name, email, subject, text },
      },
    );
    return 'accepted';
  },
};

function longer(random: Random, word: () => string): string {
  return random.some(random.oneIn(10) ? 200 : 5, word).join(random.pick([' ', '\n', '\n\n', '\r\n.\r\n', '']));
}

/** Domains are the same in small letters. */
function inSmallDomain(text: string): string {
  return text.replace(/@[^@]*$/, (domain) => domain.toLowerCase());
}

function requireMail(
  raw: Buffer,
  { name, email: given, subject, text }: { name: string; email: string; subject: string; text: string },
) {
  const mail = readMail(raw);
  const email = inSmallDomain(given);
  holds(mail.names.toSorted().join() === ALL_FIELDS, `It has the fields ${mail.names.join()}.`);
  // The session writes CRLF for a bare LF.
  const lines = mail.lines.flatMap((line) => line.split('\n'));
  holds(
    lines.every((line) => line.length <= 998 && !line.includes('\r')),
    'A line is longer than 998 bytes, or two.',
  );
  holds(
    /^[\x20-\x7e\r\n\t]*$/.test(raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1')),
    'A field is not ASCII.',
  );
  holds(
    mail.fields.get('subject') === subject.trim(),
    `The subject reads '${mail.fields.get('subject')}', not '${subject}'.`,
  );
  const to = inSmallDomain(mail.fields.get('to') ?? '');
  holds(to === email || to.endsWith(` <${email}>`) || to === `<${email}>`, `It goes to '${to}', not to ${email}.`);
  const said = to.slice(0, to.length - email.length - 2).trim();
  const shown = headerText(name);
  // Within quotes an encoded word is none (RFC 2047, 5); the reader here decodes it all the same.
  const isNamed =
    shown.includes('=?') ||
    to === email ||
    said === shown ||
    said === `"${shown.replaceAll(/[\\"]/g, '\\$&')}"` ||
    said === `"${shown}"`;
  holds(isNamed, `It names '${said}', not '${shown}'.`);
  holds(mail.text.trimEnd() === text.trimEnd(), 'The text reads otherwise than it was written.');
}
